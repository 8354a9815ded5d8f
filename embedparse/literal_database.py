"""Databases of Hyperscan that look for many literals in one pass: how they are spelled and built.

A database holds scratch memory that a scan writes into: each thread needs one of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def spelled(literal: bytes) -> bytes:
    """A pattern for ``literal``, none of whose bytes is special."""
    return "".join(f"\\x{byte:02x}" for byte in literal).encode()


def compiled(literals: Sequence[bytes], *, once: bool = False) -> Any:
    """A database whose matches have the index of their literal; ``once``: each literal matches once a scan.

    Raises:
        ImportError: hyperscan is not installed.
    """
    import hyperscan

    count = len(literals)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=list(map(spelled, literals)),
        ids=list(range(count)),
        elements=count,
        flags=[hyperscan.HS_FLAG_SINGLEMATCH if once else 0] * count,
    )
    return database
