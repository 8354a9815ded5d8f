"""Confirm Hyperscan's hits before a row is decoded: most anchors are in articles without a post.

`Posted by` is an anchor, and every other blog prints it. The rules that the anchor calls for decide from
the row's text whether there is more; if not, the prefilter goes on behind the hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import orjson

from embedparse.byte_search import find_bytes
from embedparse.fields import traces
from embedparse.html import islands
from embedparse.inputs import FieldPath, ReadError
from embedparse.models import Confidence
from embedparse.readers.html_sniff import ENOUGH_TAGS
from embedparse.readers.rows import texts_of
from embedparse.text import anchors, chance

#: Whether a hit makes its row worth decoding, given the block and the offset of the hit's last byte.
Confirm = Callable[[bytes, int], bool]


#: A handle and a date as most tweets print them, in raw JSON.
ATTRIBUTION = re.compile(rb"\(@\w{1,15}\) [^\d\"\\]{0,40}\d{1,2}[^\"\\\n]{0,40}20\d\d")


#: Kinds of anchors of which each asks the same of a text, by anchor; of other anchors each is a kind.
_KINDS = {
    anchor: kind[0]
    for kind in (anchors.SHORTCODES, anchors.LINKS, anchors.MEDIA, anchors.CARDS)
    for anchor in kind
}
#: The rest of an address in raw JSON; what of one may be before an anchor in it and behind it, in bytes.
_URL_RUN = re.compile(rb'[^\s"<>]*')
_URL_BEFORE, _URL_BEHIND = 400, 2000


def _address_around(block: bytes, at: int) -> str | None:
    """The address that a word ending at ``at`` is part of, and what is before it; None if it is encoded."""
    run = _URL_RUN.match(block, at + 1, at + 1 + _URL_BEHIND)
    behind = run.group() if run else b""
    if b"%" in behind or rb"\u" in behind:
        return None
    address = (block[max(0, at - _URL_BEFORE) : at + 1] + behind).replace(rb"\/", b"/")
    for line_break in (rb"\n", rb"\r", rb"\t"):
        address = address.replace(line_break, b"\n")
    return address.decode("utf-8", "replace")


#: What is in the raw row of a card: the sign of a handle, or the host that ends a line above it.
_OF_CARDS = (
    b"@",
    "＠".encode(),
    rb"\uff20",
    rb"\uFF20",
    *(host.rstrip().encode() for host in anchors.FORUMS),
)
#: What is in the raw row of a text with markup: a tag, plain or escaped, each behind its literal.
_OF_MARKUP = (
    (b"<", re.compile(rb"<[a-zA-Z]")),
    (b"&", re.compile(rb"&(?i:amp;)?(?i:lt;|#)")),
    (rb"\u00", re.compile(rb"\\u00(?:3[cC]|26)")),
)


class RowConfirmer:
    """Confirms hits, each kind in its own way. Keeps the row of the last hit."""

    def __init__(self, fields: tuple[FieldPath, ...], least: Confidence) -> None:
        """``fields`` hold the texts of a row."""
        self._fields = fields
        self._least = least
        self._block = b""
        self._start = self._end = 0
        self._read: list[str] | None = None
        self._is_read = False
        self._verdicts: dict[str, bool] = {}
        self._tags = 0
        self._is_attributed: bool | None = None
        self._of_kinds: dict[str, Confirm] = {anchors.LINKS[0]: self._confirm_link}

    def confirm_anchor(self, anchor: str) -> Confirm:
        """Whether the text holds what the rules of ``anchor`` need."""
        kind = _KINDS.get(anchor, anchor)
        if kind not in self._of_kinds:
            self._of_kinds[kind] = self._confirm_kind(kind)
        return self._of_kinds[kind]

    def _confirm_kind(self, kind: str) -> Confirm:
        needed = _OF_CARDS if kind == anchors.CARDS[0] else ()
        may_hold = partial(self._may_hold, kind)

        def confirmed(block: bytes, at: int) -> bool:
            if kind == "(@" and ATTRIBUTION.match(block, at - 1):
                return True  # beyond doubt, and the row is decoded only once
            return self._verdict(block, at, kind, needed, may_hold)

        return confirmed

    def _confirm_link(self, block: bytes, at: int) -> bool:
        """Whether the host or the word that ends at ``at`` may be that of a post's address."""
        address, kind = _address_around(block, at), anchors.LINKS[0]
        if address is not None and traces.IN_TEXTS.search(address) is None:
            return False
        if address is not None and self._may_hold(kind, address):
            return True  # beyond doubt, and the row is decoded only once
        return self._verdict(block, at, kind, (), partial(self._may_hold, kind))

    def _may_hold(self, anchor: str, text: str) -> bool:
        return chance.may_hold_by(anchor, text, self._least)

    def confirm_markup(self, block: bytes, at: int) -> bool:
        """Whether the row of what an embed in HTML holds has markup, not just a URL."""
        self._enter(block, at)
        if "<" not in self._verdicts and not self._has_markup():
            self._verdicts["<"] = False
        return self._verdict(block, at, "<", (), _may_hold_markup)

    def _has_markup(self) -> bool:
        """Whether any sign of a tag is in the bytes of the row."""
        for literal, sign in _OF_MARKUP:
            first = find_bytes(self._block, literal, self._start, self._end)
            if first >= 0 and sign.search(self._block, first, self._end) is not None:
                return True
        return False

    def _verdict(
        self, block: bytes, at: int, kind: str, needed: tuple[bytes, ...], may_hold: Callable[[str], bool]
    ) -> bool:
        """Whether ``may_hold`` says so of any text of the row at ``at``, asked once a row for each ``kind``.

        The row is not read where none of the literals ``needed`` is in its bytes.
        """
        self._enter(block, at)
        verdict = self._verdicts.get(kind)
        if verdict is None:
            verdict = not needed or any(
                find_bytes(block, each, self._start, self._end) >= 0 for each in needed
            )
            if verdict and not self._holds_attribution():
                texts = self._texts()
                verdict = texts is None or any(map(may_hold, texts))
            self._verdicts[kind] = verdict
        return verdict

    def _holds_attribution(self) -> bool:
        """Whether the bytes of the row have an attribution: it is decoded in any case, and only once."""
        if self._is_attributed is None:
            block, end = self._block, self._end
            at = find_bytes(block, b"(@", self._start, end)
            while at >= 0 and ATTRIBUTION.match(block, at, end) is None:
                at = find_bytes(block, b"(@", at + 2, end)
            self._is_attributed = at >= 0
        return self._is_attributed

    def confirm_tag(self, block: bytes, at: int) -> bool:
        """Whether the row of a tag has as many tags as a page has at least."""
        self._enter(block, at)
        self._tags += 1
        return self._tags >= ENOUGH_TAGS

    def _enter(self, block: bytes, at: int) -> None:
        """Go to the row that ``at`` is in."""
        if block is self._block and self._start <= at < self._end:
            return
        self._block, self._start = block, block.rfind(b"\n", 0, at) + 1
        end = block.find(b"\n", at)
        self._end = end if end >= 0 else len(block)
        self._verdicts.clear()
        self._is_read, self._tags, self._is_attributed = False, 0, None

    def _texts(self) -> list[str] | None:
        """The texts of the row; None where it has to be decoded anyway, which will give the reason."""
        if not self._is_read:
            self._is_read, self._read = True, None
            try:
                row = orjson.loads(self._block[self._start : self._end])
                self._read = [*texts_of(row, self._fields).values()] if isinstance(row, dict) else None
            except (orjson.JSONDecodeError, ReadError):
                pass
        return self._read


def _may_hold_markup(text: str) -> bool:
    return ("<" in text or "&" in text) and islands.may_hold(text)
