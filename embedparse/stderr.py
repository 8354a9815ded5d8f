"""Messages on standard error, which may be closed, full or a pipe that nobody reads: that ends no run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from embedparse.terminal_safe import visible


def tell(text: str) -> None:
    """Print ``text`` on standard error, where there is one that takes it, without what a terminal obeys."""
    if sys.stderr is None:
        return
    try:
        print(visible(text), file=sys.stderr, flush=True)
    except (OSError, ValueError):  # what is left goes nowhere: it would fail again when the process ends
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
