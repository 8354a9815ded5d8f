"""What the user named, as a list of sources in a fixed order: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import UsageError
from embedparse.readers.remote import remote_paths

STDIN = "-"


#: A path, what it is below the folder it was found in, and why there is nothing to read: see `Source`.
_Found = tuple[str, str | None, str | None]


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
        names = ", ".join(map(_why_not, found[:5]))
        raise UsageError(f"no such file or folder: {names}\n  Nothing has been written.")
    return found


def _why_not(source: Source) -> str:
    """The path of ``source``, and why it cannot be reached where the reason is not that it is not there."""
    try:
        os.stat(source.path)
    except FileNotFoundError:
        return source.path
    except (OSError, ValueError) as error:
        return f"{source.path} ({getattr(error, 'strerror', error)})"
    return source.path


def _paths(name: str) -> Iterator[_Found]:
    if name == STDIN:
        yield name, None, None
    elif is_remote(name):
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
        matches = list(_matches(name))
        yield from matches or [(name, None, "no-files")]


def _matches(pattern: str) -> Iterator[_Found]:
    """The files that fit ``pattern``, and those in the folders that do: each once."""
    hits = sorted(glob.glob(pattern, recursive=True))
    deep = "**" in pattern
    if deep:
        hits = _shortest(hits)
    seen = {hit for hit in hits if not os.path.isdir(hit)}
    for hit in hits:
        if hit in seen:
            yield hit, None, None
            continue
        for path, inside, missing in _folder(hit):
            if path not in seen and not (deep and missing):
                seen.add(path)
                yield path, inside, missing


def _shortest(paths: list[str]) -> list[str]:
    """``paths`` without those that a link leads to once more: one to a folder above does so for ever."""
    folders = {path for path in paths if os.path.isdir(path)}.union(map(os.path.dirname, paths))
    real = {folder: os.path.realpath(folder) for folder in folders}
    ways: dict[str, str] = {}
    for folder in sorted(folders, key=lambda name: (name.count(os.sep), name)):
        ways.setdefault(real[folder], folder)
    kept = {folder for folder in folders if ways[real[folder]] == folder}
    return [path for path in paths if os.path.dirname(path) in kept and (path not in folders or path in kept)]


def _folder(root: str) -> Iterator[_Found]:
    """The files below ``root``; of a folder that cannot be listed the folder, which will fail by itself."""
    empty = True
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in _inputs_of(files):
            path = os.path.join(folder, file)
            if not _is_file(path):
                continue
            empty = False
            yield path, os.path.relpath(path, root), None
    for error in closed:
        path = os.fspath(error.filename)
        yield path, None if path == root else os.path.relpath(path, root), None
    if empty and not closed:
        yield root, None, "no-files"


def _inputs_of(files: list[str]) -> list[str]:
    """``files`` of a folder in order, without hidden ones and what a run that was broken off left there:
    its journal, and outputs that are not whole."""
    broken_off = any(file.endswith(".journal") for file in files)
    left = (".journal", ".part") if broken_off else ()
    return sorted(file for file in files if not file.startswith(".") and not file.endswith(left))


def _is_file(path: str) -> bool:
    """Whether there is a file to read, or to fail on; a pipe or a socket in a folder is none."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # it will be named as unreadable
