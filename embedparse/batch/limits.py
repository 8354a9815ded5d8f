"""The time limit of one document, in the process that scans it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from embedparse.readers.blocks import ReadError


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise ReadError (``timeout``) in the block once ``seconds`` have passed.

    A signal does it, so it needs the main thread and a system that has alarms (not Windows), and
    waits for a single long call into C to return; the pool ends a worker that hangs in one.
    """
    if seconds is None or not hasattr(signal, "setitimer"):
        yield
        return

    def too_late(_number: int, _frame: FrameType | None) -> None:
        raise ReadError("timeout", f"not done after {seconds:g} seconds; allow more with --timeout")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
