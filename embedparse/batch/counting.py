"""How often bytes occur in bytes: several times faster than `bytes.count` where stringzilla is."""

from __future__ import annotations

try:
    import stringzilla
except ImportError:
    stringzilla = None


def count(haystack: bytes, needle: bytes, start: int = 0) -> int:
    """How often ``needle`` occurs in ``haystack`` from ``start`` on, overlaps not counted."""
    if stringzilla is None:
        return haystack.count(needle, start)
    return stringzilla.count(haystack, needle, start)  # type: ignore[no-any-return]


def count_between(haystack: bytes, needle: bytes, start: int, end: int) -> int:
    """The same between two offsets."""
    if stringzilla is None:
        return haystack.count(needle, start, end)
    return stringzilla.count(haystack, needle, start, end)  # type: ignore[no-any-return]
