"""Remote files through fsspec, where it is installed: ``s3://bucket/*.jsonl.gz``."""

from __future__ import annotations

from typing import Any, cast

from embedparse.models import UsageError


def open_remote(url: str) -> Any:
    """The file at ``url`` for reading. Raises OSError, UsageError."""
    system, path = _filesystem(url)
    return system.open(path, "rb")


def _filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of ``url``, and the path in it. Raises UsageError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError(
            f"{url}: remote paths need one more package: pip install 'embedparse[remote]'\n"
            "  Nothing has been written."
        ) from None
    try:
        return cast(tuple[Any, str], url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}\n  Nothing has been written.") from None


def remote_paths(url: str) -> list[str]:
    """The files that ``url`` names: itself, those below it, or those that fit its pattern, sorted.

    Raises:
        UsageError: fsspec or the file system's own library is missing.
    """
    system, path = _filesystem(url)
    if any(mark in path for mark in "*?["):
        found = [hit for hit in system.glob(path) if not system.isdir(hit)]
    elif system.isdir(path):
        found = system.find(path)
    else:
        found = [path]
    return sorted(system.unstrip_protocol(hit) for hit in found)
