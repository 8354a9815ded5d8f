"""Looking for bytes in bytes: several times faster than Python itself where stringzilla is installed."""

from __future__ import annotations

from collections.abc import Callable

try:
    import stringzilla
except ImportError:
    stringzilla = None


#: `find_bytes(haystack, needle, start, end)`: the offset of the first ``needle`` in that part, or -1.
find_bytes: Callable[[bytes, bytes, int, int], int] = bytes.find if stringzilla is None else stringzilla.find
