"""What the user named, as a list of sources in a fixed order: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import UsageError

STDIN = "-"


class Source(NamedTuple):
    """One file (or standard input, ``path`` being ``-``) that holds one document or many.

    ``inside`` is the path below the folder it was found in; None for a file named by itself.
    ``missing`` says why there is nothing to read: ``unreadable`` or ``no-files``.
    """

    number: int
    path: str
    inside: str | None = None
    missing: str | None = None


def is_remote(path: str) -> bool:
    """Whether ``path`` is for fsspec: ``s3://bucket/a.jsonl``."""
    return "://" in path


def expand(inputs: tuple[str, ...]) -> list[Source]:
    """The sources of ``inputs``; folders recursively, names sorted, hidden files left out.

    Raises:
        UsageError: nothing was named, or nothing of it exists, or ``-`` was named twice.
    """
    if not inputs:
        raise UsageError("no INPUTS. Name files, folders or globs, or - for standard input.")
    if inputs.count(STDIN) > 1:
        raise UsageError("- (standard input) can be read only once.")
    found: list[Source] = []
    for name in inputs:
        for path, inside, missing in _paths(name):
            found.append(Source(len(found), path, inside, missing))
    if all(source.missing == "unreadable" for source in found):
        names = ", ".join(source.path for source in found[:5])
        raise UsageError(f"no such file or folder: {names}\n  Nothing has been written.")
    return found


def _paths(name: str) -> Iterator[tuple[str, str | None, str | None]]:
    if name == STDIN:
        yield name, None, None
    elif is_remote(name):
        from embedparse.readers.remote import remote_paths

        found = remote_paths(name)
        for path in found:
            yield path, os.path.relpath(path, name) if path.startswith(name + "/") else None, None
        if not found:
            yield name, None, "no-files"
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.exists(name) or not glob.has_magic(name):
        yield name, None, None if os.path.exists(name) else "unreadable"
    else:
        hits = sorted(glob.glob(name, recursive=True))
        for hit in hits:
            if os.path.isdir(hit):
                if not name.endswith("**"):
                    yield from _folder(hit)
            else:
                yield hit, None, None
        if not hits:
            yield name, None, "no-files"


def _folder(root: str) -> Iterator[tuple[str, str | None, str | None]]:
    empty = True
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            if file.startswith("."):
                continue
            path = os.path.join(folder, file)
            if not _is_file(path):
                continue
            empty = False
            yield path, os.path.relpath(path, root), None
    if empty:
        yield root, None, "no-files"


def _is_file(path: str) -> bool:
    """Whether there is a file to read, or to fail on; a pipe or a socket in a folder is none."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # it will be named as unreadable
