"""Files that are one page, decoded as browsers do."""

from __future__ import annotations

from embedparse.readers.formats import InputFormat
from embedparse.readers.formats.text import read_document

FORMAT = InputFormat(
    "html", suffixes=(".html", ".htm", ".xhtml"), read=read_document, holds="document", kind="html"
)
