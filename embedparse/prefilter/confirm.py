"""A second look at what the prefilter found in raw rows: most anchors stand in articles without a post.

`Posted by` is an anchor, and every other blog prints it. Whether a row has more than that is told
from its text, by the rules that the anchor calls for; the prefilter goes on behind what is refuted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson

from embedparse.models import Confidence
from embedparse.readers.blocks import ReadError
from embedparse.readers.html_sniff import ENOUGH_TAGS
from embedparse.readers.rows import text_of
from embedparse.text import may_hold_by

#: Whether a match makes its row worth decoding: told of the block and the offset of its last byte.
Look = Callable[[bytes, int], bool]


#: A handle and a date as most tweets print them, in raw JSON.
ATTRIBUTION = re.compile(rb"\(@\w{1,15}\) [^\d\"\\]{0,40}\d{1,2}[^\"\\\n]{0,40}20\d\d")


class Doubts:
    """Second looks, one for each kind of match. Remembers the row it looked at last."""

    def __init__(self, field: tuple[str, ...], least: Confidence) -> None:
        self._field = field
        self._least = least
        self._block = b""
        self._start = self._end = 0
        self._text: str | None = None
        self._verdicts: dict[str, bool] = {}
        self._tags: list[int] = []

    def of_anchor(self, anchor: str) -> Look:
        """The look at ``anchor``: whether what its rules need stands in the text."""

        def stands(block: bytes, at: int) -> bool:
            if anchor == "(@" and ATTRIBUTION.match(block, at - 1):
                return True  # beyond doubt, and the row is decoded only once
            self._enter(block, at)
            verdict = self._verdicts.get(anchor)
            if verdict is None:
                verdict = self._verdicts[anchor] = self._text is None or may_hold_by(
                    anchor, self._text, self._least
                )
            return verdict

        return stands

    def of_tag(self, block: bytes, at: int) -> bool:
        """The look at a tag: whether its row has as many as a page has at least."""
        last, self._tags = self._tags, [*self._tags[1 - ENOUGH_TAGS :], at]
        return len(last) >= ENOUGH_TAGS - 1 and block.find(b"\n", self._tags[0], at) < 0

    def _enter(self, block: bytes, at: int) -> None:
        """Read the row that ``at`` is in. Its text stays None where it has to be decoded anyway."""
        if block is self._block and self._start <= at < self._end:
            return
        self._block, self._start = block, block.rfind(b"\n", 0, at) + 1
        end = block.find(b"\n", at)
        self._end = end if end >= 0 else len(block)
        self._verdicts.clear()
        self._text = None
        try:
            row = orjson.loads(block[self._start : self._end])
            self._text = text_of(row, self._field) if isinstance(row, dict) else None
        except (orjson.JSONDecodeError, ReadError):
            pass  # the reason is told by whoever decodes the row
