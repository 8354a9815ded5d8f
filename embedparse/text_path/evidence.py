"""Named evidence on where a post begins and ends. Each name is a fact a reader could check.

Three kinds: of a joint (between two segments), of a segment's belonging, of a whole body. The names
are the keys of ``weights.json``; `embedparse.text_path.extents` adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from embedparse.text_path.language import language_of
from embedparse.text_path.segments import Segment


@cache
def _cue() -> regex.Pattern[str]:
    """Words by which an article introduces a post."""
    return regex.compile(
        r"""(?i:tweet|twitt|wrote|writes|posted|said|says|schrieb|schreibt|écrit|publi[éc]|escribió|
        ツイート|つぶや|\bfollowing\b|\bthis\b[^.]{0,20}$|\bX\b|thread|account|napsal|příspěv|推)""",
        regex.VERBOSE,
    )


@cache
def _self() -> regex.Pattern[str]:
    """The voice of posts: the writer speaks of himself, to somebody, or shouts."""
    return regex.compile(
        r"""\b(?:I|I'm|I’m|I've|I’ve|I'd|my|My|me|we|We|our|Our|you|You|your|Your|thanks|Thanks|Thank|lol|LOL|btw|BTW|
        je|j'ai|mon|ma|mes|notre|nos|merci|Merci|ich|Ich|mein|meine|wir|yo|mi|mis|gracias|Gracias|eu|meu|minha)\b""",
        regex.VERBOSE,
    )


_BUCKETS = (12, 30, 60, 100, 150, 220, 300)


def size_of(length: int) -> str:
    """Bucket of a length in code points."""
    for rank, ceiling in enumerate(_BUCKETS):
        if length <= ceiling:
            return "0123456"[rank]
    return "7"


@dataclass(frozen=True, slots=True)
class Context:
    """What of the article and the attribution bears on a segment.

    ``home`` is the article's language, ``usual`` the length of its usual paragraph in code points,
    ``indent`` the indentation of the attribution's line, ``names`` how the writer may be called.
    """

    home: str
    usual: int
    indent: int
    names: tuple[str, ...]


def names_of(author: str, handle: str) -> tuple[str, ...]:
    """Lower-case strings by which an article would name the writer."""
    words = [w for w in author.lower().split() if len(w) > 3 and w.isalpha()]
    return tuple(
        {
            handle.lower() if len(handle) > 3 else "@" + handle.lower(),
            *words[-1:],
            *([author.lower()] if len(author) > 5 else []),
        }
    )


_NO_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1))


def language(segment: Segment) -> str:
    """The language of ``segment``, read once."""
    if segment.language is None:
        segment.language = language_of(segment.text)
    return segment.language


def of_segment(segment: Segment, context: Context) -> list[str]:
    """Facts of one segment."""
    text, home = segment.text, context.home
    out = ["size" + size_of(len(text))]
    lowered = text.lower()
    if any(name in lowered for name in context.names):
        out.append("names-author")
    if segment.indent or context.indent:
        out.append("indent-same" if segment.indent == context.indent else "indent-other")
    share = len(text) / context.usual
    out.append(
        "usual-" + ("tiny" if share < 0.25 else "short" if share < 0.6 else "same" if share < 1.2 else "long")
    )
    if "\t" in text or len(text.translate(_NO_DIGITS)) * 2 < len(text):
        out.append("table")
    spoken = language(segment)
    if spoken and home:
        out.append("home" if spoken == home else "foreign")
    if "t.co/" in text:
        out.append("tco")
    if "pic." in text and ("pic.twitter.com/" in text or "pic.x.com/" in text):
        out.append("media")
    if "@" in text:
        out.append("at")
    if "#" in text:
        out.append("tag")
    if "://" in text and "://t.co/" not in text:
        out.append("url")
    if segment.first == "bullet":
        out.append("bullet")
    if segment.last == "!":
        out.append("shout")
    elif segment.last == ":":
        out.append("colon")
    elif segment.last == "w" and len(text) < 60:
        out.append("open")
    if max(text) > "\U0001f000":
        out.append("emoji")
    if _self().search(text):
        out.append("self")
    if segment.language == "Jpan":
        out.append("polite" if _polite().search(text) else "plain-form")
    if _code().search(text):
        out.append("code")
    if _trace().search(text):
        out.append("link-trace")
    if _numbered().match(text):
        out.append("numbered")
    return out


@cache
def _polite() -> regex.Pattern[str]:
    """Japanese articles are written in the polite form, posts mostly in the plain one."""
    return regex.compile(
        r"(?:です|ます|ました|ません|でした|ください|でしょう|ましょう)(?:が|ね|よ|けど|ので)?[。、.!！)）]?\s*$"
    )


@cache
def _code() -> regex.Pattern[str]:
    return regex.compile(r"[{}]|[=;]\s*$|\(\)|^\$ |</?\w+>|^!!!|//|^\w+\([^)]*\)")


@cache
def _trace() -> regex.Pattern[str]:
    """A blank before punctuation, after a plain word: a link stood there, which posts print as t.co."""
    return regex.compile(r"(?<![#@＠#/]\S{0,40})(?<=[\p{L}\p{N}])[ \n][.,](?:\s|$)")


@cache
def _numbered() -> regex.Pattern[str]:
    return regex.compile(r"\d{1,2}[.)/:] ?\S")


def of_joint(before: Segment | None, after: Segment) -> list[str]:
    """Facts of the joint between two segments; ``before`` is None at the edge of the gap."""
    if before is None:
        return [f"edge|{after.sep}", f"edge|{after.first}"]
    sep, last, first = after.sep, before.last, after.first
    out = [
        f"{sep}{last}",
        f"{sep}>{first}",
        f"{last}>{first}",
        f"{sep}{size_of(len(before.text))}<",
        f"{sep}>{size_of(len(after.text))}",
        f"{last}{size_of(len(before.text))}<",
    ]
    if last == ":" or (last in ".w" and len(before.text) < 220):
        if _cue().search(before.text):
            out.append("cue" + last)
        if last == ":" and len(before.text) > 24:
            out.append("introduced")
    if sep in "mg":
        out.append(f"{sep}{last}>{first}")
    return out


def of_change(left: str, right: str, home: str) -> list[str]:
    """Facts of the languages last known above a joint and first known below it."""
    if not left or not right:
        return []
    if left == right:
        return ["same-home" if left == home else "same-foreign"]
    return ["from-home" if left == home else "to-home" if right == home else "change"]


def of_body(units: list[Segment], share: float) -> list[str]:
    """Facts of ``units``, in text order, as one body that fills ``share`` of the limit."""
    count = len(units)
    out = [f"count{min(count, 8)}", "full" + size_of_share(share)]
    breaks = sum(1 for s in units[1:] if s.sep in "pw")
    out.append(f"paragraphs{min(breaks, 4)}")
    quotes = sum(_depth(s.text) for s in units)
    if quotes:
        out.append("quotes-open" if quotes > 0 else "quotes-close")
    if count > 1 and len(units[0].text) < 30:
        out.append("short-lead")
    return out


def _depth(text: str) -> int:
    """Quotation marks opened and not closed; negative where more are closed."""
    if text.isascii():
        return 0
    return sum(map(text.count, "“«「")) - sum(map(text.count, "”»」"))


def size_of_share(share: float) -> str:
    for name, ceiling in (
        ("0", 0.1),
        ("1", 0.25),
        ("2", 0.5),
        ("3", 0.75),
        ("4", 0.9),
        ("5", 1.02),
        ("6", 1.15),
        ("7", 1.4),
    ):
        if share <= ceiling:
            return name
    return "8"
