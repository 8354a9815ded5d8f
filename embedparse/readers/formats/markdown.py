"""Files in Markdown."""

from __future__ import annotations

from embedparse.readers.formats import InputFormat
from embedparse.readers.formats.text import read_document

FORMAT = InputFormat(
    "markdown",
    suffixes=(".md", ".markdown", ".mdx"),
    read=read_document,
    holds="document",
    kind="markdown",
)
