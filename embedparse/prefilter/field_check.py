"""Whether a raw row of JSON Lines certainly holds a text, without decoding that text.

A row that the prefilter passes over is counted as scanned. It must therefore be a row that decoding would
have scanned: valid JSON in UTF-8, an object, with a text in the wanted field. Hyperscan finds each key with
a string behind it that is valid and not empty (`patterns`). The rest of the row is decoded with a number in
place of that string: where the number is found in the field, the string is the text. A row about which there
is any doubt is decoded as a whole.
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
        self._number = int.from_bytes(os.urandom(7), "big")  # no row holds it
        self._instead = [b"%b:%d" % (key, self._number) for key in _keys(fields)]

    def passes(self, block: bytes, start: int, end: int, found: Sequence[FoundText], begun: int = 0) -> bool:
        """Whether the row ``block[start:end]`` certainly holds a text that is not empty in every field.

        ``found`` are all keys with texts in it, in order, by their offsets from ``begun``.
        """
        if not found or end - start > self._max_size:
            return False
        pieces: list[bytes] = []
        edge = start
        for at, stop, number in found:
            pieces += (block[edge : begun + at], self._instead[number])
            edge = begun + stop
        pieces.append(block[edge:end])
        try:
            row = orjson.loads(b"".join(pieces))
        except orjson.JSONDecodeError:
            return False
        if self._only_key is not None:
            return isinstance(row, dict) and row.get(self._only_key) == self._number
        return all(lookup(row, field) == self._number for field in self._fields)
