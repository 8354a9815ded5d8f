"""The articles as a folder: one file per document, named as in the input."""

from __future__ import annotations

import errno
import os
from typing import BinaryIO

from embedparse.inputs import Batch, InputDocument, ReadOptions, RowBlock
from embedparse.jobs import Article, Failure, Result
from embedparse.models import UsageError
from embedparse.readers.rows import dumps
from embedparse.writers.article_files import Rows, name_of_text, stored
from embedparse.writers.article_rows import row_of, unreadable_places
from embedparse.writers.part import MARK, SUFFIX, Part, State, claim, open_plain, put_in_place, sync_folder

#: Why a name does not fit, however much room there is: too long, or what should be a folder is a file.
_UNFIT = (errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)


class Folder:
    """Files below ``path.part``, moved to ``path`` at the end.

    A file of rows becomes one such file, another table a file of rows, a WARC file a folder.
    """

    whole = False

    def __init__(
        self,
        path: str,
        reading: ReadOptions,
        state: State | None = None,
        *,
        extract: bool = False,
        ended: bool = False,
    ) -> None:
        """``ended``: nothing more comes. Raises UsageError where there can be no such folder."""
        self._extract = extract
        self._ended = ended
        self._path = path.rstrip(os.sep)
        self._part = self._path + SUFFIX
        self._mark = self._begin(afresh=state is None)
        self._reading = reading
        self._synced = True
        self._inside: str | None = None
        self._rows: Rows | None = None
        if state and state["inside"] is not None:
            self._go_on(state["inside"], state["rows"])

    def _begin(self, *, afresh: bool) -> BinaryIO:
        """The mark of the folder that is being written, which keeps other runs out."""
        part = self._part
        try:
            if os.path.exists(self._path) and not os.path.isdir(self._path):
                raise FileExistsError(None, "it is a file")
            if os.path.islink(part):
                raise FileExistsError(None, f"{part} is a link")
            os.makedirs(part, exist_ok=True)
            if afresh and os.listdir(part) and not os.path.exists(os.path.join(part, MARK)):
                raise FileExistsError(None, f"{part} is in the way, and is not of a run that was broken off")
            mark = open_plain(os.path.join(part, MARK), create=True)
            claim(mark, self._path)
            if afresh:
                _clear(part)
        except OSError as error:
            raise UsageError(
                f"{self._path}: cannot be written: {error.strerror}\n  Nothing has been written."
            ) from None
        return mark

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            self._rows_of(task.inside).take(task, result)
            return
        changed = {article.number: article for article in result.articles}
        failed = {failure.place for failure in result.failures}
        unreadable = unreadable_places(result)
        for number, item in enumerate(task.items):
            own = task.rows[number] if task.rows else None
            if item.place in (failed if own is None else unreadable):  # not passed on: the failures name it
                continue
            if own is not None:
                row = row_of(own, changed.get(number), self._reading)
                self._rows_of(item.inside + ".jsonl").write(dumps(row) + b"\n")
            else:
                self._close_rows()
                self._file(item, changed.get(number), result)

    def _file(self, item: InputDocument, changed: Article | None, result: Result) -> None:
        """Write the article of ``item``; in ``result`` it fails if its name can be no file's here."""
        data = changed.data if changed is not None and changed.data is not None else stored(item)
        if data is None:
            return
        inside = item.inside
        if self._extract and changed is not None:
            inside = name_of_text(inside)
        try:
            file = open(self._target(inside), "wb")  # noqa: SIM115
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno not in _UNFIT:
                raise
            why = getattr(error, "strerror", error)
            message = f"cannot be the name of a file in {self._path}: {why}; a .jsonl file takes all articles"
            result.failures.append(Failure("name", message, item.id, item.place))
            result.scanned -= 1
            return
        with file:
            file.write(data)
        self._synced = False

    def _target(self, inside: str) -> str:
        target = os.path.join(self._part, inside)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return target

    def _rows_of(self, inside: str) -> Rows:
        """The file of rows called ``inside``, whose rows follow one another."""
        if self._rows is None or self._inside != inside:
            self._close_rows()
            self._open_rows(inside, None)
        assert self._rows is not None
        return self._rows

    def _go_on(self, inside: str, state: State) -> None:
        """Open the file of rows called ``inside`` again; behind what the journal knows it may be closed."""
        if os.path.isabs(inside) or ".." in inside.split(os.sep):
            raise UsageError(f"{self._path}: the journal leads out of it; start over with --restart.")
        target = self._target(inside)
        if not os.path.exists(target + SUFFIX):
            if os.path.exists(target):
                os.replace(target, target + SUFFIX)
            elif self._ended and _size(os.path.join(self._path, inside)) >= state["size"]:
                return  # it is in place already
        self._open_rows(inside, state)

    def _open_rows(self, inside: str, state: State | None) -> None:
        self._inside = inside
        self._synced = False
        self._rows = Rows(Part(self._target(inside), state), self._reading, state)

    def _close_rows(self) -> None:
        if self._rows is not None:
            self._rows.finish()
            self._rows = self._inside = None

    def sync(self) -> State:
        rows = self._rows.sync() if self._rows is not None else None
        self._sync_files()
        return {"form": "folder", "inside": self._inside, "rows": rows}

    def _sync_files(self) -> None:
        """Single files on disk, all at once: there may be thousands."""
        if not self._synced and hasattr(os, "sync"):
            os.sync()
        self._synced = True

    def finish(self) -> None:
        self._close_rows()
        self._sync_files()
        self._mark.close()
        mark = os.path.join(self._part, MARK)
        os.remove(mark)
        sync_folder(mark)  # before the folder has its name: the mark would come back in a complete one
        if not os.path.isdir(self._path):
            put_in_place(self._part, self._path)
            return
        for folder, _, files in os.walk(self._part):
            beside = os.path.join(self._path, os.path.relpath(folder, self._part))
            os.makedirs(beside, exist_ok=True)
            for file in files:
                os.replace(os.path.join(folder, file), os.path.join(beside, file))
            sync_folder(os.path.join(beside, MARK))
            sync_folder(beside)
        for folder, _, _ in os.walk(self._part, topdown=False):
            os.rmdir(folder)

    def abandon(self) -> None:
        if self._rows is not None:
            self._rows.abandon()
        self._mark.close()


def _clear(part: str) -> None:
    """Remove what a run that was broken off has left in ``part``: it may have had other inputs."""
    import shutil

    for entry in os.scandir(part):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != MARK:
            os.remove(entry.path)


def _size(path: str) -> int:
    return os.path.getsize(path) if os.path.isfile(path) else -1
