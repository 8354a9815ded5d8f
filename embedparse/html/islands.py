"""Embeds in the markup that a text or a Markdown document holds: the HTML rules read it as they read a page.

Code gives nothing: fences, indented blocks and inline code are no markup to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embedparse.html import chance, text_blocks
from embedparse.html.candidates import scripts_of
from embedparse.last_result import LastResult
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern
from embedparse.spans import Taken, merge, without
from embedparse.text.code import masked

#: A tag, plain or escaped: texts without one are not looked at any further.
_TAG = LazyPattern(r"<(?:[a-zA-Z]|!--\s{0,9}wp:)")
_ESCAPED_TAG = LazyPattern(r"&(?i:(?:amp;)?(?:lt;|#0{0,4}60;|#x0{0,4}3c;))")
#: Backslashes that Markdown needs before signs of handles and tags; a string of a script has none of these.
_ESCAPE = LazyPattern(r"\\(?=[_*#@~.\[\]()>-])")
#: The same where the tags themselves are escaped, so that Markdown shows them.
_ESCAPED_SIGN = LazyPattern(r"\\(?=[<>\"'/&])")
#: Marks of a block quotation, whose lines hold markup.
_QUOTED_TAG = LazyPattern(r"\n[ \t]{0,3}(?:>[ \t]?){1,4}</?[a-zA-Z]")
_QUOTE_MARKS = LazyPattern(r"(?m)^[ \t]{0,3}(?:>[ \t]?){1,4}")
#: What an editor made of the addresses in attributes: `href="[https://…](https://…)"`.
_LINKED = LazyPattern(r"(?<==[\"'])\[(?=https?://)|(?<=\w|/|=)\]\(https?://[^\s\"'<>]{4,800}?\)(?=[\"'])")
#: The script that draws embeds, alone at the end of many articles.
_SCRIPT = LazyPattern(
    r"""<script(?=\s)[^<>]{0,300}?\ssrc\s?=\s?["']?(?P<src>[^\s"'<>]{8,200})[^<>]{0,200}>\s{0,40}</script\s{0,4}>""",
    re.IGNORECASE,
)
#: What any script begins with: cheaper than a copy of the text in lower case.
_SCRIPT_TAG = LazyPattern("<[sS][cC][rR][iI][pP][tT]")
#: The head of an article, and a line of it that has the script loaded.
FRONT_MATTER, _LONGEST_FRONT_MATTER = "---", 6_000
_LOADED = LazyPattern(
    r"""(?m)^[ \t]{0,12}(?:-[ \t]{1,4})?(?:[\w-]{1,30}:[ \t]{1,4})?"""
    r"""["']?(?P<src>(?:https?:)?//[^\s"'<>]{8,200})["']?[ \t\r]{0,4}\n"""
)


@LastResult
def may_hold(text: str) -> bool:
    """Whether a literal scan leaves any chance for an embed in markup, or one that a comment hides.

    Embeds whose own markup was stripped are read in blocks of HTML only.
    """
    if not _holds_tag(text):
        return False
    if chance.may_hold_in_markup(text):
        return True
    return ("<!--" in text or text_blocks.may_hold(text)) and chance.may_hold_in_words(text)


def _holds_tag(text: str) -> bool:
    if "<" in text and _TAG.search(text) is not None:
        return True
    return "&" in text and _ESCAPED_TAG.search(text) is not None


def find(text: str, code: Sequence[Span]) -> list[Match]:
    """The embeds in the markup of ``text``, sorted, disjoint; links are left to the rules for text.

    ``code`` are the spans of its code.
    """
    from embedparse.html.finder import find_in_text  # loaded where there is markup

    markup = masked(text, code)
    syntax = merge(_syntax(markup))
    if not syntax:
        return find_in_text(markup)
    plain, offsets = without(markup, syntax, "")
    matches = find_in_text(plain)
    for match in matches:
        match.spans = [_with_marks(text, offsets.cover(span)) for span in match.spans]
    return matches


def _syntax(markup: str) -> Iterator[Span]:
    """What Markdown or an editor added to the markup, and a page would not have."""
    patterns: list[LazyPattern[str]] = []
    if "\\" in markup:
        patterns.append(_ESCAPE)
        if "\\<" in markup:
            patterns.append(_ESCAPED_SIGN)
    if ">" in markup and _QUOTED_TAG.search("\n" + markup):
        patterns.append(_QUOTE_MARKS)
    if '="[http' in markup:
        patterns.append(_LINKED)
    for pattern in patterns:
        yield from (found.span() for found in pattern.finditer(markup))


def _with_marks(text: str, span: Span) -> Span:
    """``span`` with the marks of a block quotation before it on its line."""
    marks = _QUOTE_MARKS.match(text, text.rfind("\n", 0, span[0]) + 1)
    return (marks.start(), span[1]) if marks and marks.end() >= span[0] > marks.start() else span


def add_loaders(text: str, matches: list[Match], code: Sequence[Span]) -> None:
    """Add the scripts that draw the embeds of a platform, outside ``code``, to the last of its ``matches``.

    They are once below an article, apart from the embeds that they belong to.
    """
    last = {
        match.platform: match for match in matches if match.kind == "embed" and match.confidence != "possible"
    }
    if not last or not (_SCRIPT_TAG.search(text) or text.startswith(FRONT_MATTER)):
        return
    taken = Taken(merge(span for match in matches for span in match.spans))
    shown = Taken(code)
    for span, source in _scripts(text):
        if taken.overlaps(span) or shown.overlaps(span):
            continue
        for platform, match in last.items():
            if any(name in source for name in scripts_of(platform)):
                match.spans = merge([*match.spans, span])
                break


def _scripts(text: str) -> Iterator[tuple[Span, bytes]]:
    for script in _SCRIPT.finditer(text):
        yield script.span(), script["src"].lower().encode("utf-8", "replace")
    if text.startswith(FRONT_MATTER):
        end = text.find(f"\n{FRONT_MATTER}", len(FRONT_MATTER), _LONGEST_FRONT_MATTER)
        for line in _LOADED.finditer(text, 0, max(0, end + 1)):
            yield line.span(), line["src"].lower().encode("utf-8", "replace")
