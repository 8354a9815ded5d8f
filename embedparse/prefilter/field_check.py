"""Whether a raw row of JSON Lines certainly holds a text, without decoding that text.

A row that the prefilter passes over is counted as scanned. It must therefore be a row that decoding would
have scanned: valid JSON in UTF-8, an object, with a text in the wanted field. Hyperscan finds each key with
a string behind it that is valid and not empty (`patterns`). The rest of the row is decoded with a number in
place of that string: where the number is found in the field, the string is the text. Rows between two hits
are decoded together, another number between each of them and the next. A row about which there is any doubt
is decoded as a whole.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence

import orjson

from embedparse.readers.rows import SMALL, lookup

#: What is between a key and the first character of its text.
JOINTS = (b': "', b':"')

#: The bytes that go on with a character in UTF-8.
_ON = rb"[\x80-\xbf]"
#: A character of a string of JSON (RFC 8259) in UTF-8 (RFC 3629), no half of a pair and none overlong.
_CHARACTER = b"|".join(
    (
        rb"[\x20\x21\x23-\x5b\x5d-\x7f]",
        rb'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})',
        rb"[\xc2-\xdf]" + _ON,
        rb"\xe0[\xa0-\xbf]" + _ON,
        rb"[\xe1-\xec\xee\xef]" + 2 * _ON,
        rb"\xed[\x80-\x9f]" + _ON,
        rb"\xf0[\x90-\xbf]" + 2 * _ON,
        rb"[\xf1-\xf3]" + 3 * _ON,
        rb"\xf4[\x80-\x8f]" + 2 * _ON,
    )
)


#: A key with its text in a block: half-open offsets, and the number of the pattern that found it.
FoundText = tuple[int, int, int]


def text_patterns(fields: Sequence[tuple[str, ...]]) -> list[bytes]:
    """Patterns for Hyperscan of a key of ``fields`` with its text, in the order that `FieldCheck` knows."""
    return [b'%b: ?"(?:%b)+"' % (re.escape(key), _CHARACTER) for key in _keys(fields)]


def _keys(fields: Sequence[tuple[str, ...]]) -> list[bytes]:
    """The keys of the texts as most encoders write them; a row that hides one behind escapes never passes."""
    return list(dict.fromkeys(json.dumps(field[-1], ensure_ascii=False).encode() for field in fields))


class FieldCheck:
    """Checks rows for a text in each of one or several fields."""

    def __init__(self, *fields: tuple[str, ...], max_size: int | None = None) -> None:
        """``fields`` are paths into a row; rows of more than ``max_size`` bytes never pass."""
        self._fields = fields
        self._only_key = fields[0][0] if len(fields) == 1 == len(fields[0]) else None
        self._max_size = SMALL if max_size is None else min(max_size, SMALL)
        # no row holds these
        self._number, self._border = (int.from_bytes(os.urandom(7), "big") for _ in range(2))
        self._instead = [b"%b:%d" % (key, self._number) for key in _keys(fields)]

    def count_passing(self, block: bytes, start: int, end: int, found: Sequence[FoundText]) -> int:
        """The number of rows of ``block[start:end]``, each of which certainly holds a text in every field.

        No text is empty. 0 if there is any doubt. ``found`` are all keys with texts in them, in order, by
        their offsets from ``start``.
        """
        if not found or end - start > self._max_size:
            return 0
        rest = self._rest(block, start, end, found, start).removesuffix(b"\n")
        try:
            values = orjson.loads(b"[%b]" % rest.replace(b"\n", b",%d," % self._border))
        except orjson.JSONDecodeError:
            return 0
        rows, borders = values[::2], values[1::2]
        if borders != [self._border] * rest.count(b"\n"):
            return 0  # a line is no row: it is empty, or goes on in the next one, or holds several
        return len(rows) if self._hold_texts(rows) else 0

    def passes(self, block: bytes, start: int, end: int, found: Sequence[FoundText], begun: int = 0) -> bool:
        """Whether the row ``block[start:end]`` certainly does; offsets of ``found`` are from ``begun``."""
        if not found or end - start > self._max_size:
            return False
        try:
            row = orjson.loads(self._rest(block, start, end, found, begun))
        except orjson.JSONDecodeError:
            return False
        return self._hold_texts([row])

    def _rest(self, block: bytes, start: int, end: int, found: Sequence[FoundText], begun: int) -> bytes:
        """``block[start:end]`` with the number in place of each text."""
        pieces: list[bytes] = []
        edge = start
        for at, stop, number in found:
            pieces += (block[edge : begun + at], self._instead[number])
            edge = begun + stop
        pieces.append(block[edge:end])
        return b"".join(pieces)

    def _hold_texts(self, rows: Sequence[object]) -> bool:
        """Whether the number is in every field of each of ``rows``."""
        number, key = self._number, self._only_key
        if key is not None:
            return all(isinstance(row, dict) and row.get(key) == number for row in rows)
        fields = self._fields
        return all(
            isinstance(row, dict) and all(lookup(row, field) == number for field in fields) for row in rows
        )
