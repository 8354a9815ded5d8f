"""What is said on standard error: it may be closed, full or a pipe that nobody reads, and ends no run."""

from __future__ import annotations

import os
import sys


def tell(text: str) -> None:
    """Print ``text`` on standard error, where there is one that takes it."""
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:  # what is left goes nowhere: it would fail again when the process ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
