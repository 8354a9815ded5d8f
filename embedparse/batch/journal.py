"""How far a run got, beside its output, so that another can go on from there.

One small JSON file, replaced as a whole each time and only after the outputs are on disk: it never
speaks of bytes that are not there. It is bound to the inputs and to the options that shape the
output, and carries a digest of itself; a journal of other inputs or a damaged one is refused.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from typing import Any

import orjson

from embedparse._version import __version__
from embedparse.jobs import ScanConfig
from embedparse.models import SCHEMA_VERSION, EmbedparseError, UsageError
from embedparse.readers.sources import Source
from embedparse.writers.part import create_anew, open_plain, put_in_place, sync_folder

SUFFIX = ".journal"


def identity(sources: list[Source], work: ScanConfig, outputs: dict[str, str]) -> str:
    """A digest of what shapes the outputs: inputs with size and time, options, their names, the version."""
    import hashlib  # loads OpenSSL: most runs end before they need it

    digest = hashlib.sha256()
    shape = asdict(work) | {"outputs": outputs, "schema": SCHEMA_VERSION, "version": __version__}
    digest.update(json.dumps(shape, sort_keys=True, default=list).encode())  # names may be no UTF-8
    for source in sources:
        try:
            info = os.stat(source.path)
            mark = f"{source.path}\0{info.st_size}\0{info.st_mtime_ns}"
        except OSError:
            mark = f"{source.path}\0{source.missing}"
        digest.update(mark.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _digest(entry: dict[str, Any]) -> str:
    """A digest of all that ``entry`` holds, by which damage shows."""
    import hashlib

    return hashlib.sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).hexdigest()


class Journal:
    """The journal of the run that writes ``output``."""

    def __init__(self, output: str, sources: list[Source], work: ScanConfig, outputs: dict[str, str]) -> None:
        self.path = output.rstrip(os.sep) + SUFFIX
        self._run = (sources, work, outputs)

    @cached_property
    def identity(self) -> str:
        """What this run is bound to."""
        return identity(*self._run)

    def exists(self) -> bool:
        return os.path.lexists(self.path)

    def load(self) -> dict[str, Any] | None:
        """What the last run wrote last; None where there is nothing to go on from.

        Raises:
            UsageError: it is another run's, or damaged.
        """
        try:
            with open_plain(self.path) as file:
                entry = orjson.loads(file.read())
        except FileNotFoundError:
            return None
        except OSError as error:
            why = error.strerror or error
            raise UsageError(f"{self.path}: cannot be read: {why}; start over with --restart.") from None
        except ValueError:
            entry = None
        if not isinstance(entry, dict) or "identity" not in entry:
            raise UsageError(f"{self.path}: this is no journal; start over with --restart.")
        if entry["identity"] != self.identity:
            raise UsageError(
                f"{self.path}: the inputs, the options or embedparse's version have changed since that run.\n"
                "  Go on with the same ones, or start over with --restart. Nothing has been written."
            )
        if entry.pop("digest", None) != _digest(entry):
            raise UsageError(f"{self.path}: this journal is damaged; start over with --restart.")
        return entry

    def save(self, entry: dict[str, Any]) -> None:
        """Replace the journal by ``entry``, on disk. Raises EmbedparseError."""
        fresh = self.path + "2"
        try:
            whole = orjson.loads(orjson.dumps({"identity": self.identity, **entry}))
            with create_anew(fresh) as file:
                file.write(orjson.dumps({**whole, "digest": _digest(whole)}))
                file.flush()
                os.fsync(file.fileno())
            put_in_place(fresh, self.path)
        except Exception as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise EmbedparseError(f"cannot write {self.path}: {why}.\n  {what_now(error)}") from None

    def remove(self) -> None:
        """Remove the journal of a run that is complete. Raises EmbedparseError."""
        try:
            with suppress(FileNotFoundError):
                os.remove(self.path)
                sync_folder(self.path)
        except Exception as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise EmbedparseError(f"cannot remove {self.path}: {why}; all else is in place.") from None


def what_now(error: Exception, *, resumable: bool = True) -> str:
    """What to do where ``error`` has broken off a run."""
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "is full" in str(error)
    first = "make room" if full else "put that right"
    if not resumable:
        return f"{first[0].upper()}{first[1:]} and run the same again."
    return f"What was complete is kept; {first} and run the same with --resume to go on."
