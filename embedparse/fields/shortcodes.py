"""Shortcodes of static-site generators and CMSs that embed a post, in a source that was not rendered.

A platform names its shortcodes and components (`Platform.shortcodes`, `components`); the ways in which
systems write them are the rows of `SYNTAXES`. What a shortcode takes is read alike everywhere: the address of
a post, its id alone, or a user's name and an id. Brackets and quotes may be entities, as in a page's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from embedparse.fields import permalinks
from embedparse.fields.permalinks import Permalink
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import Platform, all_platforms

#: Names that take the address of any platform's post.
GENERIC = ("embed", "oembed", "embedly", "iframely", "social", "social_embed", "media", "video")
#: No shortcode is longer, from its opening to its end.
LONGEST = 1200
#: A closing shortcode (`{{< /tweet >}}`, `{% endtweet %}`) further away belongs to another.
_LONGEST_PAIR = 4000
_LESS, _MORE = "(?:<|&lt;)", "(?:>|&gt;)"


class Syntax(NamedTuple):
    """One way to write a shortcode.

    ``anchors``: literals one of which is in any of them; `NAME` is any name of a platform's. ``pattern``
    (``re``): NAME is replaced by the alternatives; groups ``name`` (none: the address of any platform's
    post) and ``args``; ``closing``: what ends its pair, with the name in it, or none. ``seen``: who
    writes so.
    """

    name: str
    anchors: tuple[str, ...]
    pattern: str
    closing: str
    seen: str
    components: bool = False


SYNTAXES = (
    Syntax(
        "hugo",
        ("{{",),
        rf"\{{\{{(?:{_LESS}|%)-?\s{{0,4}}(?P<name>NAME)(?=[\s\"'/=&])(?P<args>[^{{}}]{{1,800}}?)/?\s{{0,4}}-?(?:{_MORE}|%)\}}\}}",
        rf"\{{\{{(?:{_LESS}|%)\s{{0,4}}/\s{{0,4}}NAME\s{{0,4}}(?:{_MORE}|%)\}}\}}",
        "Hugo's embedded and themes' shortcodes",
    ),
    Syntax(
        "liquid",
        ("{%",),
        r"\{%-?\s{0,4}(?:include(?:_cached|_relative)?\s{1,4}(?:[\w-]{1,30}/){0,3})?(?P<name>NAME)(?:\.\w{2,6})?"
        r"(?=[\s\"'(:&])(?P<args>[^{}%]{1,800}(?:%(?!\})[^{}%]{0,400}){0,8}?)-?%\}",
        r"\{%-?\s{0,4}end[ _]?NAME\s{0,4}-?%\}",
        "Jekyll, Eleventy, Hexo, GitBook, dev.to, HackMD",
    ),
    Syntax(
        "call",
        ("{{",),
        r"\{\{-?\s{0,4}(?P<name>NAME)\s{0,2}\((?P<args>[^(){}]{1,600})\)\s{0,4}-?\}\}",
        "",
        "Zola, Nunjucks and Twig functions",
    ),
    Syntax(
        "parser-function",
        ("{{#",),
        r"\{\{#(?:evt?:|widget:)?(?P<name>NAME)\s{0,2}[|:](?P<args>[^{}]{1,600})\}\}",
        "",
        "MediaWiki's EmbedVideo and Widgets",
    ),
    Syntax(
        "bracket",
        ("[NAME",),
        r"(?<![\[\\])\[(?P<name>NAME)(?=[\s=\]])(?P<args>(?:[^\[\]]{0,800}\]"
        r"(?:[^\[\]]{1,600}\[/(?P=name)|\s{0,40}\[/(?P=name))|[^\[\]]{1,800}))\](?!\])",
        "",
        "WordPress, Jetpack, BBCode",
    ),
    Syntax(
        "media-tag",
        ("[media=", "[MEDIA="),
        r"\[(?:media|MEDIA)=(?P<name>NAME)[^\[\]]{0,60}\](?P<args>[^\[\]]{1,300})\[/(?:media|MEDIA)\]",
        "",
        "XenForo",
    ),
    Syntax("percent", ("%[",), r"%\[(?P<args>https?://[^\s\[\]]{8,600})\](?!\()", "", "Hashnode"),
    Syntax(
        "at-sign",
        ("@[",),
        r"@\[(?P<name>NAME)\]\((?P<args>[^()\s]{1,400})\)",
        "",
        "Zenn, markdown-it",
    ),
    Syntax(
        "component",
        ("<NAME",),
        r"<(?P<name>NAME)(?=[\s/])(?P<args>[^<>]{1,800}?)(?:/>|(?<!/)>\s{0,80}</(?P=name)>)",
        "",
        "MDX: Gatsby, Next.js, Astro, Docusaurus",
        components=True,
    ),
)

_TOKEN = LazyPattern(
    r"(?:(?P<key>[A-Za-z_:@#][\w:-]{0,40})\s{0,2}[=:](?!//)\s{0,2})?"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\{\s*[\"'`](?P<braced>[^\"'`]*)[\"'`]\s*\}|\{(?P<number>\w*)\}"
    r"|(?P<bare>[^\s,|\"'{}]+))"
)
_QUOTES = str.maketrans("“”„‟″‘’‚′", '"""""\'\'\'\'')
#: What Markdown makes of the underscores of a handle.
_EMPHASIS = LazyPattern(r"</?(strong|b|em|i)>")
_TAG = LazyPattern(r"<[^<>]{0,400}>")
_ID_KEY = LazyPattern(r"(?:.*id|code|shortcode|v|tweet|post|status|number|src|video|key)\Z", re.IGNORECASE)
_USER_KEYS = ("user", "username", "screen_name", "handle", "account", "author")
_HOST_KEYS = ("host", "instance", "server", "domain")
_VALUES = ("double", "single", "braced", "number", "bare")
_MOST_TOKENS = 24


class Shortcode(NamedTuple):
    """A shortcode of a post: half-open offsets into the text that was searched."""

    start: int
    end: int
    link: Permalink


@cache
def anchors() -> tuple[str, ...]:
    """Literals one of which stands in any text that holds a shortcode with an id; an address has its own."""
    found: list[str] = []
    for syntax in SYNTAXES:
        for anchor in syntax.anchors:
            names = _names(syntax) if "NAME" in anchor else ("",)
            found += (anchor.replace("NAME", name) for name in names)
    return tuple(dict.fromkeys(found))


def opening_pattern(*, for_pages: bool = False) -> str:
    """The pattern of `OPENING`; for pages in lower case, where components are elements, and an automaton."""
    names, brackets = _alternatives(_own_names()), _alternatives(_bracket_names())
    citations = "|".join(name.replace(" ", "[ _]") for p in all_platforms() for name in p.citations)
    include = r"(?:include\w{0,10}\s{1,4}(?:[\w-]{1,30}/){0,3})?"
    braces = (
        rf"\{{(?:\{{(?:(?:{_LESS}|%)-?\s{{0,4}}(?:{names})[\s\\\"'/=&]|-?\s{{0,4}}(?:{names})\s{{0,2}}\(|#)"
        rf"|%-?\s{{0,4}}{include}(?:{names})[\s\\\"'(:&.])"
    )
    if for_pages:
        return rf"{braces}|\[(?:(?:{brackets})[\s\\=\]]|media=)|%\[http"
    return (
        rf"{braces}|\{{\{{\s{{0,4}}(?i:{citations})|\[(?:(?:{brackets})[\s=\]]|media=|MEDIA=)|%\[http"
        rf"|@\[(?:{names})\]|<(?:{_alternatives(_component_names())})[\s/]"
    )


#: How shortcodes begin; for `re`, each alternative led by a sign that is rare in texts.
OPENING = LazyPattern(opening_pattern)


def find(text: str) -> Iterator[Shortcode]:
    """The shortcodes of posts in ``text``, in order, none inside another."""
    edge = 0
    for opened in OPENING.finditer(text):
        if opened.start() >= edge and (found := read(text, opened.start())):
            edge = found.end
            yield found


def read(text: str, at: int) -> Shortcode | None:
    """The shortcode of a post that begins at ``at``, or None: escaped, unknown, without a post."""
    for pattern, closing in _patterns():
        found = pattern.match(text, at, at + LONGEST)
        if found is None:
            continue
        link = _link(found)
        if link is None:
            return None
        end = found.end()
        if closing is not None and (pair := closing[found["name"]].search(text, end, end + _LONGEST_PAIR)):
            between = OPENING.search(text, end, pair.start())
            end = pair.end() if between is None else end
        return Shortcode(at, end, link)
    return None


@cache
def _patterns() -> list[tuple[LazyPattern[str], PatternFamily[str] | None]]:
    """The pattern of each syntax, and that of what closes its pair by the name of the shortcode."""
    return [
        (
            LazyPattern(syntax.pattern.replace("NAME", _alternatives(_names(syntax)))),
            PatternFamily(partial(_closing, syntax)) if syntax.closing else None,
        )
        for syntax in SYNTAXES
    ]


def _closing(syntax: Syntax, name: str) -> str:
    return syntax.closing.replace("NAME", re.escape(name))


def _names(syntax: Syntax) -> tuple[str, ...]:
    if syntax.components:
        return _component_names()
    return _bracket_names() if syntax.name == "bracket" else _own_names()


@cache
def _own_names() -> tuple[str, ...]:
    return (*GENERIC, *(name for platform in all_platforms() for name in platform.shortcodes))


@cache
def _bracket_names() -> tuple[str, ...]:
    """Names in square brackets, where a single letter is a box to tick."""
    return tuple(name for name in _own_names() if len(name) > 1)


@cache
def _component_names() -> tuple[str, ...]:
    return tuple(name for platform in all_platforms() for name in platform.components)


def _alternatives(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _owners() -> dict[str, Platform]:
    return {name: p for p in all_platforms() for name in (*p.shortcodes, *p.components, p.name)}


# --- what it takes ----------------------------------------------------------------------------


def _link(found: re.Match[str]) -> Permalink | None:
    """The post that the arguments name, of the platform that the name names."""
    name = found.groupdict().get("name")
    platform = _owners().get(name) if name else None
    values = _values(found["args"], name or "")
    named = dict(values)
    if platform is None and name is not None:
        platform = _owners().get(named.get("provider", "").lower())
    for _, value in values:
        if link := _of_address(value, platform):
            return link
    return _of_values(values, named, platform) if platform is not None else None


def _values(args: str, name: str) -> list[tuple[str, str]]:
    """The arguments in order, each with its key or an empty one; markup and entities are undone."""
    import html  # not at the start: every scan loads this module

    args = _EMPHASIS.sub(lambda tag: "__" if tag[1] in ("strong", "b") else "_", args)
    plain = _TAG.sub(" ", html.unescape(args) if "&" in args else args).translate(_QUOTES)
    plain = re.sub(rf"\[/{re.escape(name)}\Z", "", plain.strip()) if name else plain.strip()
    plain = plain.removeprefix("=").replace("]", " ").replace("[", " ")
    found: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(plain):
        value = next((token[kind] for kind in _VALUES if token[kind]), "")
        if value:
            found.append(((token["key"] or "").lstrip(":@#").lower(), value.strip().strip("()")))
        if len(found) >= _MOST_TOKENS:
            break
    return found


def _of_address(value: str, platform: Platform | None) -> Permalink | None:
    if "/" not in value:
        return None
    link = permalinks.read(value, platform.name if platform else None)
    if link is None and platform is not None and platform.hosts and "//" not in value:
        link = permalinks.read(f"{platform.hosts[0]}/{value.lstrip('/')}", platform.name)
    return link


def _of_values(values: list[tuple[str, str]], named: dict[str, str], platform: Platform) -> Permalink | None:
    """The post by its id: the first argument without a key, or one whose key says that it is an id."""
    ids = [
        value for number, (key, value) in enumerate(values) if _ID_KEY.match(key) or (not key and not number)
    ]
    user = next((named[key] for key in _USER_KEYS if key in named), None)
    host = next((named[key] for key in _HOST_KEYS if key in named), None)
    if host and not platform.hosts and ids:
        return permalinks.read(f"{host.rstrip('/')}/web/statuses/{ids[0]}", platform.name)
    for post_id in ids:
        if link := permalinks.of_id(platform, post_id, user):
            return link
    return None
