"""A file that appears under its name whole or not at all."""

from __future__ import annotations

import os
import sys
from typing import Protocol

from embedparse.models import UsageError

SUFFIX = ".part"


class Out(Protocol):
    """Where bytes go: a `Part` or standard output."""

    def write(self, data: bytes) -> None: ...
    def sync(self) -> int: ...
    def finish(self) -> None: ...


class Part:
    """``path`` while it is being written: under ``path.part``, renamed once complete and on disk."""

    def __init__(self, path: str, size: int = 0) -> None:
        """Begin, or go on behind the first ``size`` bytes of an earlier run.

        Raises:
            UsageError: the folder does not exist or cannot be written.
        """
        self.path = path
        try:
            self._file = open(path + SUFFIX, "r+b" if size else "wb")  # noqa: SIM115
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be written: {error.strerror}\n  Nothing has been written."
            ) from None
        self._file.truncate(size)
        self._file.seek(size)

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def sync(self) -> int:
        """Everything so far on disk; how many bytes that is."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def finish(self) -> None:
        """The whole file under its own name, on disk."""
        self.sync()
        self._file.close()
        os.replace(self.path + SUFFIX, self.path)
        sync_folder(self.path)

    def abandon(self) -> None:
        """Close without finishing; what was synced stays for a later run."""
        self._file.close()


class Stdout:
    """Standard output: no name to appear under, nothing to resume."""

    path = "-"

    def __init__(self) -> None:
        self._file = sys.stdout.buffer

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def sync(self) -> int:
        self._file.flush()
        return 0

    def finish(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        pass


def sync_folder(path: str) -> None:
    """The rename of ``path`` on disk too, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
