"""URLs of posts in a text: alone on a line an embed that was never carried out, else a link of a sentence.

Whoever wrote the text, or the system that keeps it, put the address on a line of its own so that the post be
shown there. A list of addresses, a source or a reference is none, and neither is what a broken line goes on.
"""

from __future__ import annotations

import heapq
import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from embedparse import locales
from embedparse.fields import permalinks, traces
from embedparse.fields.id_timestamps import time_of_id
from embedparse.fields.permalinks import Permalink
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms, get
from embedparse.spans import Taken
from embedparse.text import body as bodies
from embedparse.text.view import TextView

#: How far an address is followed to both sides of what names the post, in characters.
_REACH = 600
#: A shortened address (`x.com/i/web/status/1…`) has no whole id.
_SHORTEST_NUMBER = 5
_URL_SIGNS = frozenset("!#$%&*+,-./:;=?@_~'\\" + string.ascii_letters + string.digits)
_URL_RUN = LazyPattern(f"[{re.escape(''.join(sorted(_URL_SIGNS)))}]+")
_FALSE_ENDS = ".,;:!?'*~\\&"
_SCHEME = LazyPattern(r"https?://", re.IGNORECASE)
_ESCAPE = LazyPattern(r"\\([\\_*~&#=?.-])")
#: What Markdown made of the underscores around or in a handle.
_EMPHASIS = LazyPattern(r"(?<=\.com/)(?P<marks>\*{1,2})(?P<words>\w{1,20})(?P=marks)(?=\w{0,18}/status)")
#: An id of X that the next word was glued to.
_GLUED = LazyPattern(r"/status(?:es)?/\d{5,20}(?=[A-Za-z])")
#: A parameter with brackets and what is behind it, as Facebook's own links end: `?__cft__[0]=…&__tn__=…`.
_ARRAY = LazyPattern(r"\[\d{0,2}\]=[\w%&=.,~-]{1,500}")
#: What may be beside an address that is alone on its line: blanks, the mark of a quotation.
_BESIDE = " \t\r>\u00a0\u200b\ufeff"
_LONGEST_LINE = 1500
_URL_LINE = LazyPattern(r"[\s>]{0,20}<?https?://[^\s<>]{4,1500}>?[\s\\]{0,20}\Z", re.IGNORECASE)
_URL_LIKE = LazyPattern(r"(?:https?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,10}/\S{0,400}\Z", re.IGNORECASE)
#: A line that is a comment, as an editor puts around its blocks, says nothing.
_COMMENT = LazyPattern(r"\A\s{0,20}<!--(?:(?!-->).){0,600}-->\s{0,20}\Z")
_EMBEDDED = LazyPattern(r"(?:embed|oembed|plugin:\w{2,20})\b", re.IGNORECASE)
#: How Docsify says in a link's title that the page is shown in its place.
_INCLUDED = ":include"
#: Signs around an address (here: a null) by which note-takers and templates show what it leads to.
_WRAPPED = LazyPattern(
    r"!?\[\[(?:[\w-]{1,20}[:|]\s?)?\0(?:\|[^\[\]\n]{0,60})?\]\]|!\w{1,20}\[\0\]|\{\w{2,20}[ :]\s?\0\}"
    r"|\{\{\s{0,3}[\"']\0[\"']\s{0,3}\|\s{0,3}\w{0,10}embed\w{0,10}\s{0,3}\}\}"
)
#: Tags of forums for a link, and a note at the end of an address in brackets that says to show the post.
_TAGS = (("[url]", "[/url]"), ("[URL]", "[/URL]"))
_NOTED = LazyPattern(r":embed(?::\w{1,10}){0,3}\Z")
#: The head of a box in Obsidian, on the line above.
_CALLOUT = LazyPattern(r"(?:\A|\n)(?:>[ \t]?){1,4}\[!\w{1,20}\][^\n]{0,200}\n\Z")
_BEHIND_TARGET = LazyPattern(r">?(?:\s{1,2}\"[^\"\n]{0,200}\")?\s?\)")
_CLOSED = frozenset(".!?…:。！？：\"'”’»)]}>*_|=-")
#: A line that says that addresses below it are sources, not embeds, is short; marks may surround it.
_LONGEST_LABEL, _AROUND_LABEL = 60, " \t\r>#*_:：-=.[]()"
_MOST_ABOVE = 8
_LIST = 3

_CITATION = LazyPattern(
    r"\{\{\s{0,4}(?P<name>[a-z]{3,8}[ _][a-z]{1,12})\s{0,4}\|(?P<args>[^{}]{1,1500})\}\}", re.IGNORECASE
)


#: What the template's parameters are called in the wikis that have it.
_NUMBERS = ("number", "número", "numero", "numéro", "nummer", "nr", "id")
_USERS = ("user", "usuario", "usuário", "utilisateur", "utente", "benutzer", "gebruiker", "username")


class StatusUrl(NamedTuple):
    """An address that names a post; half-open offsets."""

    start: int
    end: int
    link: Permalink


def may_hold(text: str) -> bool:
    """Whether `find` may find anything in ``text``."""
    return next(_urls(text), None) is not None or next(_citations(text), None) is not None


def find(view: TextView, taken: Taken) -> list[Match]:
    """The addresses of posts in ``view`` outside ``taken`` and outside code."""
    text = view.text
    found: list[Match] = []
    for url in _urls(text):
        span = (url.start, url.end)
        if taken.overlaps(span) or text.startswith("](", url.end) or view.code.overlaps(span):
            continue
        if (quoted := _below_quotation(view, url, taken)) is not None:
            found.append(quoted)
            continue
        alone = _alone(view, url)
        match = _match(url.link, alone[0] if alone else span, embedded=alone is not None)
        if alone and not alone[1]:
            match.confidence = "possible"
        found.append(match)
    for url in _citations(text):
        span = (url.start, url.end)
        if not taken.overlaps(span) and not view.code.overlaps(span):
            found.append(_match(url.link, span, embedded=False, rule="citation-template"))
    return found


def _match(link: Permalink, span: tuple[int, int], *, embedded: bool, rule: str = "") -> Match:
    return Match(
        platform=link.platform,
        kind="embed" if embedded else "link",
        spans=[span],
        layout="url",
        confidence="likely" if embedded else "certain",
        evidence=[rule or ("status-url-alone" if embedded else "status-url-in-sentence")],
        handle=link.handle,
        url=link.url or None,
        post_id=link.post_id,
        posted_at=time_of_id(get(link.platform).clock, link.post_id),
        links=[],
        media=[],
    )


#: The handle as the link's text, behind a dash: all of a quotation's last line, as Medium prints a post.
_SIGNED = LazyPattern(r"(?:\A|\n)[ \t>]{1,12}[—–―-]{1,3}[ ]?\[@(?P<handle>\w{1,30})\]\(<?\Z")
_LONGEST_SIGNED = 80
_LINE_END = LazyPattern(r">?\)[ \t\r\\]{0,8}(?=\n|\Z)")


def _below_quotation(view: TextView, url: StatusUrl, taken: Taken) -> Match | None:
    """The post that a quotation of Markdown shows whose last line is a link to it, by its author's handle."""
    text, handle = view.text, url.link.handle
    signed = _SIGNED.search(text, max(0, url.start - _LONGEST_SIGNED), url.start) if handle else None
    end = _LINE_END.match(text, url.end)
    if signed is None or end is None or handle is None or signed["handle"].lower() != handle.lower():
        return None
    quotation = view.quotation(0, signed.start("handle"))
    if quotation is None or taken.overlaps((quotation[0], end.end())):
        return None
    body = bodies.of_quotation(text[quotation[1] : signed.start()], quotation[2])
    if not body:
        return None
    match = _match(url.link, (quotation[0], end.end()), embedded=True, rule="handle-below-quotation")
    match.layout, match.body = "markdown", body
    return match


# --- the address ------------------------------------------------------------------------------


def _urls(text: str) -> Iterator[StatusUrl]:
    edge = 0
    for at in _places(text):
        if at < edge:
            continue
        start, end = _extent(text, at, edge)
        link = permalinks.parse(_unescaped(text[start:end]))
        if link is None or (link.post_id.isdigit() and len(link.post_id) < _SHORTEST_NUMBER):
            continue
        edge = end
        yield StatusUrl(start, end, link)


def _places(text: str) -> Iterator[int]:
    """Where an address may name a post, in order; also percent-encoded within another one."""
    plain = (trace.start() for trace in traces.IN_TEXTS.finditer(text))
    if traces.ENCODED_SLASHES not in text:
        return plain
    return heapq.merge(plain, (trace.start() for trace in traces.ENCODED_IN_TEXTS.finditer(text)))


def _unescaped(url: str) -> str:
    if "*" in url:
        url = _EMPHASIS.sub(lambda found: found["words"].join(("_" * len(found["marks"]),) * 2), url)
    return _ESCAPE.sub(r"\1", url) if "\\" in url else url


def _extent(text: str, at: int, edge: int) -> tuple[int, int]:
    """Where the address around ``at`` begins, not before ``edge``, and where it ends."""
    low, high = max(edge, at - _REACH), min(len(text), at + _REACH)
    start = at
    while start > low and text[start - 1] in _URL_SIGNS:
        start -= 1
    scheme = _SCHEME.search(text, start, at + 2)
    before = text[start : scheme.start()] if scheme else ""
    if scheme and (
        before[-1:] not in ("=", "/") or "/" not in before
    ):  # `url=`, not an address that holds one
        start = scheme.start()
    run = _URL_RUN.match(text, at, high)
    end = run.end() if run else at
    if glued := _GLUED.search(text, start, end):
        end = glued.end()
    elif array := _ARRAY.match(text, end, end + _REACH):
        end = array.end()
    while end > at and text[end - 1] in _FALSE_ENDS:
        end -= 1
    if text[start - 1 : start] == "_" and text[end - 1] == "_":  # emphasis
        end -= 1
    return start, end


# --- alone on its line ------------------------------------------------------------------------


def _alone(view: TextView, url: StatusUrl) -> tuple[Span, bool] | None:
    """The span of ``url`` with its brackets, if it is alone on its line and no source; else None.

    And whether it is a paragraph: between lines that touch it, it may be a link of a comment.
    """
    text = view.text
    begin = text.rfind("\n", max(0, url.start - _LONGEST_LINE), url.start) + 1
    stop = text.find("\n", url.end, url.end + _LONGEST_LINE)
    stop = stop if stop >= 0 else min(len(text), url.end + _LONGEST_LINE)
    if url.start - begin > _LONGEST_LINE // 2 or stop - url.end > _LONGEST_LINE // 2:
        return None
    lead = text[begin : url.start].lstrip(_BESIDE)
    tail = text[url.end : stop].rstrip(_BESIDE.replace(">", "") + "\\")
    span = _bracketed(lead, tail, url, noted=_NOTED.search(text, url.start, url.end) is not None)
    paragraph = _is_block(text, begin, stop) if span else None
    if span and paragraph is None and lead.startswith("![") and _CALLOUT.search(text, 0, begin):
        paragraph = True
    return (span, paragraph) if span and paragraph is not None else None


def _bracketed(lead: str, tail: str, url: StatusUrl, *, noted: bool) -> Span | None:
    """The span with the brackets of Markdown around the address; None where words are beside it.

    ``noted``: the address ends in a note that what it leads to is shown, as Hatena has it.
    """
    if not lead and not tail:
        return url.start, url.end
    start = url.start - len(lead)
    if lead == tail and lead in ("**", "*", "__", "_"):
        return start, url.end + len(tail)
    if (lead, tail) in _TAGS or (lead == "[" and tail == "]" and noted):
        return start, url.end + len(tail)
    if (lead, tail) == ("<", ">") or _WRAPPED.fullmatch(f"{lead}\0{tail}"):
        return start, url.end + len(tail)
    label = lead.removesuffix("<").removesuffix("](")
    closing = _BEHIND_TARGET.fullmatch(tail)
    if closing and len(label) < len(lead) and "[" not in label[2:] and label.startswith(("[", "![")):
        words = _ESCAPE.sub(r"\1", label.lstrip("![").strip("<> "))
        if (
            label.startswith("!")
            or _URL_LIKE.match(words)
            or _EMBEDDED.match(words)
            or _INCLUDED in closing.group()
        ):
            return start, url.end + len(tail)
    return None


def _is_block(text: str, begin: int, stop: int) -> bool | None:
    """Whether the line from ``begin`` to ``stop`` is a paragraph of its own; None in a list or a sentence."""
    above = text[max(0, begin - _LONGEST_LINE * 2) : begin].split("\n")[:-1][-_MOST_ABOVE:][::-1]
    below = text[stop + 1 : stop + 1 + _LONGEST_LINE * 2].split("\n")[:_LIST]
    if _run(above) + 1 + _run(below) >= _LIST or _follows_label(above):
        return None
    before, after = (_COMMENT.sub("", lines[0]).strip(_BESIDE) if lines else "" for lines in (above, below))
    if before and not (_URL_LINE.match(before) or before[-1] in _CLOSED or before.startswith("#")):
        return None
    if after and not _URL_LINE.match(after) and (after[0].islower() or after[0] in ",.;:)"):
        return None
    opened = not before or before[-1] in ":：" or _URL_LINE.match(before) is not None
    return opened and (not after or _URL_LINE.match(after) is not None)


def _run(lines: list[str]) -> int:
    """How many of ``lines``, from the first on, are addresses alone."""
    return next((n for n, line in enumerate(lines) if not _URL_LINE.match(line)), len(lines))


def _follows_label(above: list[str]) -> bool:
    """Whether the nearest words above say that addresses follow as sources (`Sources:`)."""
    words = next((line for line in above if line.strip(_BESIDE) and not _URL_LINE.match(line)), "")
    if len(words) > _LONGEST_LABEL:
        return False
    return words.strip(_AROUND_LABEL).lower() in locales.in_all("articles", "source_labels")


# --- citation templates -----------------------------------------------------------------------


def _citations(text: str) -> Iterator[StatusUrl]:
    """Templates of wikis that cite a post by its number (`{{cite tweet |number=…}}`), without an address."""
    if "{" not in text or "{{" not in text:
        return
    owners = {name: platform for platform in all_platforms() for name in platform.citations}
    for template in _CITATION.finditer(text):
        platform = owners.get(template["name"].lower().replace("_", " "))
        if platform is None or "://" in template["args"]:
            continue
        pairs = (pair.partition("=") for pair in template["args"].split("|"))
        values = {key.strip().lower(): value.strip() for key, _, value in pairs}
        number, user = (next(filter(None, map(values.get, keys)), None) for keys in (_NUMBERS, _USERS))
        if link := permalinks.of_id(platform, number or "", user):
            yield StatusUrl(template.start(), template.end(), link)
