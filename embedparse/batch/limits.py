"""The time limit of one document, in the process that scans it."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from embedparse.inputs import ReadError


class TimeLimit:
    """A block that raises ReadError (``timeout``) once ``seconds`` have passed in it; None: never.

    A signal does it, so it needs the main thread and a system that has alarms (not Windows), and
    waits for a single long call into C to return; the pool ends a worker that hangs in one. The answer to
    the alarm is set once and stays: to set it anew takes longer than a scan may.
    """

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._set = False

    def __enter__(self) -> None:
        if self._seconds is None:
            return
        if not self._set:
            self._set = True
            if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
                self._seconds = None
                return
            signal.signal(signal.SIGALRM, self._too_late)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_exc: object) -> None:
        if self._seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _too_late(self, _number: int, _frame: FrameType | None) -> None:
        raise ReadError("timeout", f"not done after {self._seconds:g} seconds; allow more with --timeout")
