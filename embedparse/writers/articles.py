"""The articles without their embeds: rows stay rows, files stay files."""

from __future__ import annotations

import os
from typing import Protocol

from embedparse.batch.tasks import Article, Result
from embedparse.models import UsageError
from embedparse.readers.blocks import Item, RowBlock, Task
from embedparse.readers.rows import dumps
from embedparse.readers.sources import Source
from embedparse.writers.part import SUFFIX, Part, Stdout, sync_folder

_ROW_SUFFIXES = (".jsonl", ".ndjson")
_FILE_SUFFIXES = (".txt", ".md", ".htm", ".html", ".xhtml")


class Articles(Protocol):
    """Takes the articles of one task after the other.

    ``whole``: it needs the text of documents without embeds too.
    """

    whole: bool

    def take(self, task: Task, result: Result) -> None: ...
    def sync(self) -> int: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def articles_out(path: str, sources: list[Source], first: Task | None) -> Articles:
    """What writes the articles to ``path``, as its name says and the input (``first`` of its tasks) asks.

    Raises:
        UsageError: several files are to become one, or the name says nothing known.
    """
    name = path.lower()
    single = len(sources) == 1 and not isinstance(first, RowBlock)
    if path == "-":
        return Plain(Stdout()) if single and sources[0].inside is None else Rows(Stdout())
    if name.endswith(_ROW_SUFFIXES):
        return Rows(Part(path))
    if path.endswith(os.sep) or os.path.isdir(path):
        return Folder(path)
    if name.endswith(_FILE_SUFFIXES):
        if single:
            return Plain(Part(path))
        raise UsageError(f"{path}: many articles do not fit one such file; name a folder/ or a .jsonl file.")
    if not os.path.splitext(path)[1]:
        return Folder(path)
    raise UsageError(f"{path}: articles go to a .jsonl file or to a folder/; this suffix is neither.")


class Rows:
    """JSON Lines: rows byte for byte except for their text and ``embeds``; documents as new rows."""

    whole = True

    def __init__(self, out: Part | Stdout) -> None:
        self._out = out
        self._open_line = False

    def take(self, task: Task, result: Result) -> None:
        if isinstance(task, RowBlock):
            data = b"".join(result.rows)
        else:
            data = b"".join(_row(task.items[article.number], article) for article in result.articles)
        if not data:
            return
        if self._open_line:  # a source ended without a line break, and more follows
            self._out.write(b"\n")
        self._out.write(data)
        self._open_line = not data.endswith(b"\n")

    def sync(self) -> int:
        return self._out.sync()

    def finish(self) -> None:
        self._out.finish()

    def abandon(self) -> None:
        self._out.abandon()


def _row(item: Item, article: Article) -> bytes:
    row: dict[str, object] = {"id": item.id, "text": article.prose}
    data = dumps(row)
    if article.embeds is not None:
        data = data[:-1] + b',"embeds":' + article.embeds + b"}"
    return data + b"\n"


class Plain:
    """The prose of the one document there is, and nothing else."""

    whole = True

    def __init__(self, out: Part | Stdout) -> None:
        self._out = out

    def take(self, task: Task, result: Result) -> None:
        for article in result.articles:
            self._out.write(encoded(article))

    def sync(self) -> int:
        return self._out.sync()

    def finish(self) -> None:
        self._out.finish()

    def abandon(self) -> None:
        self._out.abandon()


class Folder:
    """One file per document, named as in the input; a file of rows becomes one such file.

    Everything is written below ``path.part`` and moved to ``path`` at the end.
    """

    whole = False

    def __init__(self, path: str) -> None:
        self._path = path.rstrip(os.sep)
        self._part = self._path + SUFFIX
        self._rows: tuple[str, Rows] | None = None

    def take(self, task: Task, result: Result) -> None:
        if isinstance(task, RowBlock):
            self._take_rows(task, result)
            return
        changed = {article.number: article for article in result.articles}
        failed = {failure.place for failure in result.failures}
        for number, item in enumerate(task.items):
            if item.place in failed:
                continue  # what could not be read is not passed on; the failures name it
            if number in changed:
                self._write(item.inside, encoded(changed[number]))
            elif item.skip is None or item.path is not None:
                self._write(item.inside, _original(item))

    def _take_rows(self, task: RowBlock, result: Result) -> None:
        inside = task.inside
        if self._rows is None or self._rows[0] != inside:
            self._close_rows()
            self._rows = (inside, Rows(Part(self._target(inside))))
        self._rows[1].take(task, result)

    def _close_rows(self) -> None:
        if self._rows is not None:
            self._rows[1].finish()
            self._rows = None

    def _target(self, inside: str) -> str:
        target = os.path.join(self._part, inside)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return target

    def _write(self, inside: str, data: bytes) -> None:
        with open(self._target(inside), "wb") as file:
            file.write(data)

    def sync(self) -> int:
        if self._rows is not None:
            return self._rows[1].sync()
        return 0

    def finish(self) -> None:
        self._close_rows()
        os.makedirs(self._part, exist_ok=True)
        if os.path.isdir(self._path):
            for folder, _, files in os.walk(self._part):
                beside = os.path.join(self._path, os.path.relpath(folder, self._part))
                os.makedirs(beside, exist_ok=True)
                for file in files:
                    os.replace(os.path.join(folder, file), os.path.join(beside, file))
            for folder, _, _ in os.walk(self._part, topdown=False):
                os.rmdir(folder)
        else:
            os.rename(self._part, self._path)
        sync_folder(self._path)

    def abandon(self) -> None:
        if self._rows is not None:
            self._rows[1].abandon()


def encoded(article: Article) -> bytes:
    """The article in the encoding its document came in; what that cannot hold as character references."""
    try:
        return article.prose.encode(article.encoding)
    except UnicodeEncodeError:
        return article.prose.encode(article.encoding, "xmlcharrefreplace")


def _original(item: Item) -> bytes:
    if isinstance(item.payload, bytes):
        return item.payload
    if isinstance(item.payload, str):
        return item.payload.encode("utf-8", "surrogatepass")
    assert item.path is not None
    with open(item.path, "rb") as file:
        return file.read()
