"""Text that is not all in its encoding: what cannot be read marks its row, and only that."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from embedparse.readers.utf16_detection import is_wide

ERRORS = "embedparse.marked"
"""The name of an error handler for codecs: like ``surrogateescape``, and for every encoding."""
#: What `ERRORS` makes of bytes that are not in the encoding.
MARKS = re.compile("[\udc80-\udcff]")
_SURROGATES = codecs.lookup_error("surrogateescape")


def _mark(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes above 127 as the lone surrogates that mean them; damage in UTF-16 and UTF-32 as one such."""
    if isinstance(error, UnicodeDecodeError) and is_wide(error.encoding):
        return "\udc80", error.end  # to go on behind a single byte would tear all that follows
    return _SURROGATES(error)


codecs.register_error(ERRORS, _mark)


class Recoded:
    """A stream in another encoding as UTF-8; what is not in that encoding becomes a byte UTF-8 has not."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(ERRORS)
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, about ``size`` of them; none at the end. Raises OSError."""
        while not self._ended:
            data = self._stream.read(size)
            self._ended = not data or size < 0
            text = self._decoder.decode(data, final=self._ended)
            if text:
                return _encoded(text)
        return b""


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", ERRORS)
    except UnicodeEncodeError:  # half a pair of UTF-16 that is no byte either
        return text.encode("utf-8", "surrogatepass")
