"""Folders of parts: the results of a shard are one file, installed whole under the shard's number.

A shard that is scanned again, because its worker died, replaces its file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from embedparse.inputs import Batch, DocumentBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.models import UsageError
from embedparse.readers.remote import remote_paths
from embedparse.readers.sources import Source, is_remote
from embedparse.writers.articles import Articles, articles_out
from embedparse.writers.part import SUFFIX
from embedparse.writers.records import Records, kept_columns, records_out
from embedparse.writers.schema import NO_KEPT

#: Folders by what they hold: ``records``, ``articles``.
Folders = dict[str, str]


class ShardWriter:
    """The outputs of one shard, made in a scratch folder; `install` puts them into ``folders``.

    Records become Parquet; articles too where they come from Parquet, else JSON Lines.
    """

    def __init__(self, folders: Folders, number: int, source: Source, scratch: str) -> None:
        self._folders = folders
        self._source = source
        self._made = {name: os.path.join(scratch, f"{name}-part-{number:06d}") for name in folders}
        self._records: Records | None = None
        self._articles: Articles | None = None
        self._columns = NO_KEPT

    def begin(self, first: Batch, config: ScanConfig) -> ScanConfig:
        """Open the outputs that ``config`` asks for and ``first`` allows; the configuration they need."""
        self._columns = kept_columns(config, typed=False)
        if "articles" not in self._folders:
            return config
        self._made["articles"] += ".parquet" if _is_arrow(first) else ".jsonl"
        self._articles = articles_out(self._made["articles"], [self._source], first, config)
        return replace(config, whole=self._articles.whole)

    def take(self, batch: Batch, result: Result) -> None:
        """Write the result of ``batch``. Raises OSError, EmbedparseError."""
        if result.records:
            if self._records is None:
                self._made["records"] += ".parquet"
                self._records = records_out(self._made["records"], columns=self._columns)
            self._records.take(result.records)
        if self._articles is not None:
            self._articles.take(batch, result)

    def install(self) -> None:
        """Install every output; none for which there is nothing to write. Raises OSError."""
        for name, out in (("records", self._records), ("articles", self._articles)):
            if out is not None:
                out.finish()
                made = self._made[name]
                install(made, self._folders[name], os.path.basename(made).removeprefix(f"{name}-"))


def _is_arrow(batch: Batch) -> bool:
    return isinstance(batch, DocumentBlock) and any(isinstance(row, tuple) for row in batch.rows)


def write_empty_part(folder: str, config: ScanConfig) -> None:
    """Install a part without a row: the records of an archive without a post have columns too."""
    with tempfile.TemporaryDirectory() as scratch:
        made = os.path.join(scratch, "nothing.parquet")
        records_out(made, columns=kept_columns(config, typed=False)).finish()
        install(made, folder, "part-000000.parquet")


def install(file: str, folder: str, name: str) -> None:
    """Copy ``file`` into ``folder``, where it appears whole or not at all, whoever else writes it."""
    if is_remote(folder):
        from fsspec.core import url_to_fs

        system, path = url_to_fs(folder)
        system.makedirs(path, exist_ok=True)
        system.put_file(file, f"{path}/{name}")
        return
    waiting = os.path.join(folder, f".{name}.{uuid.uuid4().hex}")
    shutil.copyfile(file, waiting)
    os.replace(waiting, os.path.join(folder, name))


def check_folder(name: str, path: str) -> str:
    """``path`` as a folder that does not exist or is empty. Raises UsageError."""
    problem = None
    if path == "-" or (os.path.splitext(path)[1] and not path.endswith("/")):
        option = "-o" if name == "records" else f"--{name}"
        problem = f"{path}: --engine ray writes a folder of files: {option} {name}/"
    elif _is_taken(path):
        problem = f"{path}: there is something already; name another folder"
    if problem is not None:
        raise UsageError(f"{problem}.\n  Nothing has been written.")
    return path.rstrip("/")


def _is_taken(path: str) -> bool:
    if not is_remote(path):
        return os.path.exists(path) and (not os.path.isdir(path) or bool(os.listdir(path)))
    return bool(remote_paths(path.rstrip("/") + "/**"))


@contextmanager
def appearing_whole(folders: Folders) -> Iterator[Folders]:
    """Where to write so that ``folders`` appear whole; at a remote place ``_SUCCESS`` says that one is.

    Raises:
        UsageError: a folder cannot be made.
    """
    waiting = {name: _waiting(path) for name, path in folders.items()}
    try:
        yield waiting
        for name, path in folders.items():
            if is_remote(path):
                install(os.devnull, path, "_SUCCESS")
                continue
            if os.path.isdir(path):
                os.rmdir(path)  # empty: `check_folder` has looked
            os.rename(waiting[name], path)
    finally:
        for path in waiting.values():
            if not is_remote(path):
                shutil.rmtree(path, ignore_errors=True)


def _waiting(path: str) -> str:
    if is_remote(path):
        return path
    part = os.path.abspath(path) + SUFFIX
    shutil.rmtree(part, ignore_errors=True)
    try:
        os.makedirs(part)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written: {error.strerror}\n  Nothing has been written."
        ) from None
    return part
