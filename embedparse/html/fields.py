"""The fields of one embed: its post, its words, its author and its times."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote, urlsplit

import orjson

from embedparse.fields import id_timestamps, permalinks
from embedparse.fields.author_names import bare_name
from embedparse.fields.date_check import DAY_OFF, check_date
from embedparse.fields.dates import match_date
from embedparse.fields.entities import entities_of
from embedparse.html.fragments import Fragment, spaced, unmarked
from embedparse.html.parser import parse_fragment
from embedparse.html.signs import Candidate
from embedparse.models import Match
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import HtmlRule, Mark, Platform, get

#: A bare id in an attribute (`data-tweet-id`, `data-shortcode`, Imgur's `a/CODE`, VK's `vk_post_1_2`).
_BARE_ID = LazyPattern(r"(?:[a-z]{2}_post_|WYL_)?(?P<post_id>-?\w[\w/-]{2,80})", engine="regex")
#: Attributes that hold an address by definition, and those that scripts read as one: never a bare id.
_ADDRESSES = frozenset(
    ("src", "data-src", "data-lazy-src", "href", "data-href", "data-url", "data-canonical-url")
)
#: URLs within URLs: `plugins/post.php?href=…`, `twitframe.com/show?url=…`, two deep at most.
_NESTED = ("href", "url", "u", "content", "src")
_INNER = LazyPattern(r"//|%2f%2f|%3a", re.IGNORECASE, engine="regex")
_AGREES = {"date-confirms-id", DAY_OFF}
_TARGET = LazyPattern(r"\]\(<?(https?://[^()\s<>]{8,600})", engine="regex")
_BLANKS = LazyPattern(r"\s{1,20}", engine="regex")
_MOST_WORDS = 4
#: How X's interface writes a date; seconds or milliseconds since 1970, which some sites print.
_API_DATE = LazyPattern(r"\A[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) [\d:]{8} \+0000 (\d{4})", engine="regex")
_STAMP = LazyPattern(r"\A(1\d{9})(?:\d{3})?\b", engine="regex")
_LABELLED = LazyPattern(rf"{Mark.POST}{Mark.LINK}[^{Mark.END}]{{0,200}}{Mark.END}", engine="regex")
_SIGNATURE = LazyPattern(r"[—–―]\s?@?(?P<handle>\w{1,20})(?P<rest>(?:\W[^\n]{0,200})?)\Z", engine="regex")
_LONGEST_URL = 4000
#: Code points of a post's words where no attribution says that they end; a longer text holds more than them.
_LONGEST_WORDS = 400
_MOST_LAYERS, _DASHES = 3, "—–―‒ "
#: Marks of width and direction, which editors and systems leave around names.
_INVISIBLE = " \u200b\u200e\u200f\u2060\ufeff"


@dataclass(slots=True)
class Post:
    """What names the post: the platform's id, the canonical URL, the handle in the URL."""

    post_id: str
    url: str | None
    handle: str | None = None


def of_markup(rules: list[Candidate], markup: str) -> Match | None:
    """A match for ``markup``, whose start tag may satisfy ``rules``.

    Its spans are not yet set. None where no rule holds or the markup shows no post.
    """
    low = markup.lower() if any(rule.inside for _, rule in rules) else ""
    possible = [each for each in rules if not each[1].inside or any(map(low.__contains__, each[1].inside))]
    fragment = parse_fragment(markup) if possible else None
    if fragment is None:
        return None
    for platform, rule in possible:
        if fragment.matches(rule.selector) and (match := _of_fragment(platform, rule, fragment)):
            return match
    return None


def _of_fragment(platform: Platform, rule: HtmlRule, fragment: Fragment) -> Match | None:
    post, to_post = _post(platform, rule, fragment)
    match = Match(platform.name, [], rule.form, rule.confidence, [rule.name])
    if post is not None:
        match.post_id, match.url, match.handle = post.post_id, post.url, post.handle
    if rule.attributions or rule.labels:
        _read_text(rule, fragment.text(to_post, breaks=rule.breaks), match)
        match.lang = fragment.lang
        _read_signature(match)
    if rule.json_keys:
        _read_json(rule, fragment, match)
    if match.post_id is None and (rule.json_keys or not (match.handle and match.body and match.date)):
        if not _is_cut_off(rule, match):
            return None
        match.kind, match.confidence = "fragment", "likely"
    match.posted_at = _posted_at(platform, fragment, match.post_id) or match.posted_at
    if platform.clock == "snowflake":
        check_date(match)
    if rule.proven and not _AGREES.intersection(match.evidence):
        return None
    return match


def _is_cut_off(rule: HtmlRule, match: Match) -> bool:
    """Whether ``match`` is the words of a post without its attribution, in the platform's own blockquote."""
    own = rule.form == "blockquote" and rule.confidence == "certain" and not rule.proven
    if not own or match.body is None or len(match.body) > _LONGEST_WORDS:
        return False
    return match.lang is not None or bool(match.media)


# --- which post -------------------------------------------------------------------------------


def _post(platform: Platform, rule: HtmlRule, fragment: Fragment) -> tuple[Post | None, list[int]]:
    """The post, and which of the fragment's links lead to it."""
    found: Post | None = None
    for source in rule.post:
        if source in ("a:first", "a:last"):
            hrefs = fragment.links if source == "a:first" else reversed(fragment.links)
            found = next((post for href in hrefs if (post := of_url(platform, href))), None)
        elif value := fragment.attribute(source):
            by_address = source in _ADDRESSES and not (value.isdigit() and fragment.name.startswith("amp-"))
            found = of_address(platform, value) if by_address else of_value(platform, value)
        if found is not None:
            break
    if found is None and "a:last" in rule.post:
        found = _of_markdown(platform, fragment)
    if found is None:
        return None, []
    linked = [(i, post) for i, href in enumerate(fragment.links) if (post := _same(platform, href, found))]
    if found.handle is None:  # an id alone; a link beside it may know more
        found = next((post for _, post in linked if post.handle), found)
    return found, [i for i, _ in linked]


def _same(platform: Platform, href: str, found: Post) -> Post | None:
    """The post that ``href`` names, if it is ``found``; no id of letters and digits alone is escaped."""
    if found.post_id not in href and found.post_id.isalnum():
        return None
    post = of_url(platform, href)
    return post if post and post.post_id == found.post_id else None


def _of_markdown(platform: Platform, fragment: Fragment) -> Post | None:
    """The post that the last link in Markdown's way names: an editor made it of the one in the markup."""
    text = fragment.text(())
    targets = _TARGET.findall(text) if "](" in text else []
    return next((post for url in reversed(targets) if (post := of_url(platform, url))), None)


def of_address(platform: Platform, address: str) -> Post | None:
    """The post that an attribute names whose value is an address; without `//` it leads nowhere else."""
    return of_url(platform, address) if _INNER.search(address) or "\\/\\/" in address else None


def of_value(platform: Platform, value: str) -> Post | None:
    """The post that an attribute names by URL or by id."""
    if ("/" in value or "%" in value) and (post := of_url(platform, value)):
        return post
    bare = _BARE_ID.fullmatch(value)
    if bare is None or "//" in value:
        return None
    post = of_id(platform, bare["post_id"])
    if post.url is not None and permalinks.parse(post.url, platform.name) is None:
        return None  # no post has such an id
    return post


def of_id(platform: Platform, post_id: str) -> Post:
    """The post with an id, and what the URL that the id alone makes says."""
    for form in platform.canonical:
        try:
            url = form.format_map({"post_id": post_id})
        except KeyError:
            continue
        found = permalinks.parse(url, platform.name)
        return Post(post_id, url, found.handle if found else None)
    return Post(post_id, None)


def of_url(platform: Platform, url: str) -> Post | None:
    """The post of ``platform`` that ``url`` names, itself or in one of its parameters."""
    url = url[:_LONGEST_URL]
    if url.startswith("[http"):  # an editor made a link of the address in an attribute
        url = url[1:].partition("](")[0]
    if platform.uris and (named := permalinks.of_uri(platform, url)):
        return Post(named.post_id, named.url, named.handle)
    for _ in range(3):
        if found := permalinks.parse(url, platform.name):
            return Post(found.post_id, found.url, found.handle)
        if "//" not in url[8:] and "%" not in url:
            return None
        inner = _nested(url)
        if inner is None:
            return None
        url = inner
    return None


def nested_permalink(url: str) -> permalinks.Permalink | None:
    """The post of any platform that a URL names in one of its parameters."""
    for _ in range(2):
        inner = _nested(url[:_LONGEST_URL])
        if inner is None:
            return None
        if post := permalinks.parse(inner):
            return post
        url = inner
    return None


def of_permalink(post: permalinks.Permalink, layout: str, rule: str) -> Match:
    """A match, still without spans, for a post that only a URL names."""
    match = Match(post.platform, [], layout, "likely", [rule])
    match.post_id, match.url, match.handle = post.post_id, post.url, post.handle
    match.posted_at = id_timestamps.time_of_id(get(post.platform).clock, post.post_id)
    return match


def _nested(url: str) -> str | None:
    if not _INNER.search(url, 8):
        return None
    try:
        parameters = dict(parse_qsl(urlsplit(url).query, max_num_fields=60))
    except ValueError:  # a broken address, or more parameters than any embed has
        return None
    for name in _NESTED:
        if "/" in parameters.get(name, ""):
            return parameters[name]
    return unquote(url) if "%" in url else None


# --- its words --------------------------------------------------------------------------------


#: The patterns of labels and attributions, by what rules write.
_WORDED = PatternFamily(str, re.VERBOSE | re.MULTILINE, engine="regex")


def _read_text(rule: HtmlRule, text: str, match: Match) -> None:
    for label in rule.labels:
        if isinstance(label, str):
            text = _WORDED[label].sub("", text, count=4)
        elif any(anchor in text for anchor in label.anchors):
            text = _WORDED[label.pattern].sub("", text, count=4)
    text = text.strip()
    for attribution in rule.attributions:
        if isinstance(attribution, str):
            if found := _WORDED[attribution].search(text):
                _read_attribution(text, found, match)
                return
        elif any(anchor in text for anchor in attribution.anchors):
            plain = unmarked(text)
            if found := _WORDED[attribution.pattern].search(plain):
                _read_wording(plain, found, match)
                return
    if not _LABELLED.fullmatch(text):  # `View this post on X` and the like
        _read_body(text, match)


def _read_attribution(text: str, found: re.Match[str], match: Match) -> None:
    groups = found.groupdict()
    body = groups["body"] if "body" in groups else text[: found.start()]
    _read_body(body or "", match)
    if handle := groups.get("handle"):
        match.handle = handle
    match.author = _name(groups.get("author") or "")
    if groups.get("date") is not None:
        match.date = _date(text[found.start("date") :])


def _name(text: str) -> str | None:
    """An author's name on one line; a site that escapes twice leaves the dash and its entities before it."""
    name = " ".join(unmarked(text).split())
    for _ in range(_MOST_LAYERS):
        if "&" not in name or (plain := html.unescape(name)) == name:
            break
        name = " ".join(plain.split())
    return name.lstrip(_DASHES).strip(_INVISIBLE) or None


def _read_wording(text: str, found: re.Match[str], match: Match) -> None:
    """Like `_read_attribution`, by a rule of the text path: a name in front of it is the author's,
    since in HTML the wording has a paragraph of its own."""
    _read_attribution(text, found, match)
    if match.author is None:
        line = text.rfind("\n", 0, found.start()) + 1
        match.author = bare_name(text[line : found.start()]) or None
        match.body = text[:line].strip() or None


def _read_body(text: str, match: Match) -> None:
    body = unmarked(text)
    if any(not c.isspace() for c in body):
        match.body = body
    if "pic." in text or "://" in text:
        entities = entities_of(spaced(text), match.platform)
        match.links, match.media = entities.links, entities.media


def _read_signature(match: Match) -> None:
    """`— HANDLE | DATE | …` as the last line: no wording of the platform's, but its handle is the post's."""
    if match.body is None or match.handle is None or match.author or match.date:
        return
    words, _, last = match.body.rpartition("\n")
    signed = _SIGNATURE.match(last)
    if words and signed and signed["handle"].lower() == match.handle.lower():
        match.body = words.rstrip()
        match.date = _date(signed["rest"])


def _date(text: str) -> str | None:
    """The date that ``text`` begins with, a few words such as `on` aside."""
    text = _API_DATE.sub(r"\1 \2, \3", unmarked(text))
    if not text:
        return None
    if stamp := _STAMP.match(text):
        return datetime.fromtimestamp(int(stamp[1]), UTC).date().isoformat()
    if moment := id_timestamps.read_iso(text.split()[0]):
        return moment.date().isoformat()
    at = 0
    for _ in range(_MOST_WORDS):
        if found := match_date(text, at):
            return found.date.isoformat()
        blank = _BLANKS.search(text, at)
        if blank is None:
            break
        at = blank.end()
    return None


def _read_json(rule: HtmlRule, fragment: Fragment, match: Match) -> None:
    """Fields from an attribute that holds the post as JSON (Substack)."""
    attribute_name, keys = rule.json_keys[0][0], rule.json_keys[1:]
    try:
        values = orjson.loads(fragment.attribute(attribute_name) or "")
    except orjson.JSONDecodeError:
        return
    if not isinstance(values, dict):
        return
    for name, key in keys:
        value = _at_path(values, key)
        if not value:
            continue
        if name == "url" and (post := of_url(get(match.platform), value)):
            match.post_id, match.url, match.handle = post.post_id, post.url, match.handle or post.handle
        elif name == "date":
            match.date = _date(value)
        elif name == "post_id":
            post = of_id(get(match.platform), value)
            match.post_id, match.url = post.post_id, post.url
        elif name in ("body", "author", "handle"):
            setattr(match, name, value)


def _at_path(values: object, path: str) -> str:
    """The text or number at a path of keys (`comment.body`), stripped; empty where there is none."""
    for key in path.split("."):
        values = values.get(key) if isinstance(values, dict) else None
    return str(values).strip() if isinstance(values, str | int) else ""


# --- its times --------------------------------------------------------------------------------


def _posted_at(platform: Platform, fragment: Fragment, post_id: str | None) -> str | None:
    """From the id where it holds the time, else from a `datetime` or `data-datetime` attribute."""
    if moment_of_id := id_timestamps.time_of_id(platform.clock, post_id):
        return moment_of_id
    for value in fragment.times:
        if moment := id_timestamps.read_iso(value):
            return id_timestamps.iso(moment)
    return None
