"""Confirm Hyperscan's hits before a row is decoded: most anchors are in articles without a post.

`Posted by` is an anchor, and every other blog prints it. The rules that the anchor calls for decide from
the row's text whether there is more; if not, the prefilter goes on behind the hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson

from embedparse.html import islands
from embedparse.html.candidates import shortcode_openings
from embedparse.html.source import as_bytes
from embedparse.inputs import FieldPath, ReadError
from embedparse.models import Confidence
from embedparse.readers.html_sniff import ENOUGH_TAGS
from embedparse.readers.rows import texts_of

#: Whether a hit makes its row worth decoding, given the block and the offset of the hit's last byte.
Confirm = Callable[[bytes, int], bool]


#: A handle and a date as most tweets print them, in raw JSON.
ATTRIBUTION = re.compile(rb"\(@\w{1,15}\) [^\d\"\\]{0,40}\d{1,2}[^\"\\\n]{0,40}20\d\d")


class RowConfirmer:
    """Confirms hits, each kind in its own way. Keeps the row of the last hit."""

    def __init__(self, fields: tuple[FieldPath, ...], least: Confidence) -> None:
        """``fields`` hold the texts of a row."""
        self._fields = fields
        self._least = least
        self._block = b""
        self._start = self._end = 0
        self._texts: list[str] | None = None
        self._verdicts: dict[str, bool] = {}
        self._tags: list[int] = []

    def confirm_anchor(self, anchor: str) -> Confirm:
        """Whether the text holds what the rules of ``anchor`` need."""

        def confirmed(block: bytes, at: int) -> bool:
            if anchor == "(@" and ATTRIBUTION.match(block, at - 1):
                return True  # beyond doubt, and the row is decoded only once
            self._enter(block, at)
            verdict = self._verdicts.get(anchor)
            if verdict is None:
                verdict = self._verdicts[anchor] = self._texts is None or any(
                    self._may_hold(anchor, text) for text in self._texts
                )
            return verdict

        return confirmed

    def _may_hold(self, anchor: str, text: str) -> bool:
        from embedparse.text import chance  # loaded at the first hit

        return chance.may_hold_by(anchor, text, self._least)

    def confirm_markup(self, block: bytes, at: int) -> bool:
        """Whether the row of what an embed in HTML holds has markup, not just a URL."""
        self._enter(block, at)
        verdict = self._verdicts.get("<")
        if verdict is None:
            verdict = self._texts is None or any(map(self._may_hold_markup, self._texts))
            self._verdicts["<"] = verdict
        return verdict

    def confirm_shortcodes(self, block: bytes, at: int) -> bool:
        """Whether the page in the row of a shortcode's bracket has the name of one behind it."""
        self._enter(block, at)
        verdict = self._verdicts.get("{{")
        if verdict is None:
            verdict = self._texts is None or any(
                shortcode_openings(as_bytes(text)[1]) for text in self._texts
            )
            self._verdicts["{{"] = verdict
        return verdict

    @staticmethod
    def _may_hold_markup(text: str) -> bool:
        if "<" not in text and "&" not in text:
            return False
        return islands.may_hold(text)

    def confirm_tag(self, block: bytes, at: int) -> bool:
        """Whether the row of a tag has as many tags as a page has at least."""
        last, self._tags = self._tags, [*self._tags[1 - ENOUGH_TAGS :], at]
        return len(last) >= ENOUGH_TAGS - 1 and block.find(b"\n", self._tags[0], at) < 0

    def _enter(self, block: bytes, at: int) -> None:
        """Read the row that ``at`` is in. Its texts stay None where it has to be decoded anyway."""
        if block is self._block and self._start <= at < self._end:
            return
        self._block, self._start = block, block.rfind(b"\n", 0, at) + 1
        end = block.find(b"\n", at)
        self._end = end if end >= 0 else len(block)
        self._verdicts.clear()
        self._texts = None
        try:
            row = orjson.loads(block[self._start : self._end])
            self._texts = [*texts_of(row, self._fields).values()] if isinstance(row, dict) else None
        except (orjson.JSONDecodeError, ReadError):
            pass  # decoding the row will give the reason
