"""Where a page has a sign of an embed whose markup was stripped: a label, or a handle in its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import offsets, offsets_of_any
from embedparse.html.signs import HANDLES_IN_MARKUP, labels


@cache
def _labels() -> frozenset[bytes]:
    return frozenset(labels())


@cache
def _handles() -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern) for pattern in HANDLES_IN_MARKUP)


def anchors(low: bytes) -> Iterator[int]:
    """The offsets of such signs in a page's source in lower case."""
    closed, alone = _handles()
    for at in offsets(low, b"@"):
        if closed.match(low, at) or (at and alone.match(low, at - 1)):
            yield at
    yield from offsets_of_any(low, _labels())
