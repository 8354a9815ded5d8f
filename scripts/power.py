"""What is on disk after a loss of power: a record of what was synced, kept while a run writes a folder.

The content of a file is on disk as of its last fsync, the names in a folder as of the folder's last
fsync; `os.sync` puts all there is on disk. Everything else is gone: the worst that POSIX allows.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any


class Record:
    """What of ``folder`` is on disk: contents by inode, names by the inode of their folder."""

    def __init__(self, log: str, folder: str) -> None:
        self._log = Path(log)
        self._folder = folder
        self._devices = {os.stat(folder).st_dev}

    def all(self) -> None:
        """Everything in the folder is on disk."""
        for place, _, names in os.walk(self._folder):
            self._names(os.stat(place).st_ino, place)
            for name in names:
                path = os.path.join(place, name)
                try:
                    self._content(os.stat(path).st_ino, path)
                except FileNotFoundError:
                    continue

    def synced(self, number: int) -> None:
        """The open file or folder ``number`` is on disk."""
        info = os.fstat(number)
        if info.st_dev not in self._devices:
            return
        path = f"/proc/self/fd/{number}"
        if stat.S_ISDIR(info.st_mode):
            self._names(info.st_ino, path)
        elif stat.S_ISREG(info.st_mode):
            self._content(info.st_ino, path)

    def _names(self, inode: int, path: str) -> None:
        names = {entry.name: [entry.is_dir(), entry.inode()] for entry in os.scandir(path)}
        self._put(f"names-{inode}", json.dumps(names).encode())

    def _content(self, inode: int, path: str) -> None:
        with open(path, "rb") as file:
            self._put(f"data-{inode}", file.read())

    def _put(self, name: str, data: bytes) -> None:
        fresh = self._log / f"{name}.new"
        fresh.write_bytes(data)
        fresh.rename(self._log / name)


def record(log: str, folder: str) -> None:
    """Keep a record of what this process syncs in ``folder``, in the new folder ``log``."""
    shutil.rmtree(log, ignore_errors=True)
    os.makedirs(log)
    kept = Record(log, folder)
    kept.all()
    fsync, sync = os.fsync, os.sync

    def recorded_fsync(file: Any) -> None:
        fsync(file)
        kept.synced(file if isinstance(file, int) else file.fileno())

    def recorded_sync() -> None:
        kept.all()  # without the system's own: nothing is lost here but what is taken back

    os.fsync, os.sync = recorded_fsync, recorded_sync
    del sync


def lose(log: Path, folder: Path) -> None:
    """Take back what of ``folder`` is not on disk, by the record ``log``."""
    root = folder.stat().st_ino
    fresh = folder.with_suffix(".fresh")
    _rebuild(log, root, fresh)
    shutil.rmtree(folder)
    fresh.rename(folder)


def _rebuild(log: Path, inode: int, place: Path) -> None:
    place.mkdir()
    names = log / f"names-{inode}"
    if not names.exists():
        return
    for name, (is_folder, inner) in json.loads(names.read_bytes()).items():
        if is_folder:
            _rebuild(log, inner, place / name)
        else:
            data = log / f"data-{inner}"
            (place / name).write_bytes(data.read_bytes() if data.exists() else b"")
