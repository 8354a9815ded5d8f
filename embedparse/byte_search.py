"""Looking for bytes in bytes: several times faster than Python itself where stringzilla is installed.

In a text that was read already (`encoded`) it is faster than looking for characters, too.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller

from embedparse.last_result import LastResult

try:
    import stringzilla
except ImportError:
    stringzilla = None


#: `find_bytes(haystack, needle, start, end)`: the offset of the first ``needle`` in that part, or -1.
find_bytes: Callable[[bytes, bytes, int, int], int] = bytes.find if stringzilla is None else stringzilla.find


#: A text in UTF-8, lone surrogates as if they were characters; kept for the last text.
encoded: LastResult[str, bytes] = LastResult(methodcaller("encode", "utf-8", "surrogatepass"))


def holds(text: str, literal: str) -> bool:
    """Whether ``literal`` is in ``text``, a document that other stages look for bytes in, too."""
    data = encoded(text)
    return find_bytes(data, literal.encode(), 0, len(data)) >= 0
