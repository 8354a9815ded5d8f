"""Files that are one text: what no other format claims."""

from __future__ import annotations

from collections.abc import Iterator

from embedparse.inputs import InputDocument, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember, promised
from embedparse.readers.opening import Opened


def read_document(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputDocument]:
    """The stream as one document: read by the worker itself where it is a plain file."""
    name, claim = opened.place, promised(opened.name)
    kind = claim.kind if claim is not None and opened.format == claim.name else "auto"
    if opened.path is not None and not opened.layers:
        yield InputDocument(name, name, opened.inside, path=opened.path, kind=kind)
        return
    limit = reading.max_size
    data = opened.stream.read() if limit is None else opened.stream.read(limit + 1)
    yield InputDocument(name, name, opened.inside, payload=data, kind=kind)


FORMAT = InputFormat("text", suffixes=(".txt", ".text"), read=read_document, holds="document")
