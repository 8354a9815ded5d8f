"""The bar on the terminal: documents, embeds, rate, time left. Nothing where there is no terminal."""

from __future__ import annotations

import sys
import time
from typing import Any

from embedparse.batch.summary import Summary
from embedparse.messages import counted
from embedparse.readers.batches import Meter

_EVERY = 0.2
"""Seconds between two looks."""
_WIDE = 80
"""Columns of a terminal that has room for sizes, rates and the time left."""


class Progress:
    """Shows how far ``meter`` and ``summary`` are; a context manager."""

    def __init__(self, meter: Meter, summary: Summary, quiet: bool) -> None:
        self._meter = meter
        self._summary = summary
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None
        self._last = 0.0
        self._narrow = False
        self._read = summary.read
        self._began = time.monotonic()

    def __enter__(self) -> Progress:
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

            console = Console(stderr=True)
            self._narrow = console.width < _WIDE
            wide = () if self._narrow else (DownloadColumn(), TimeRemainingColumn())
            self._bar = Progress(
                BarColumn(bar_width=None if self._narrow else 40),
                *wide[:1],
                TextColumn("{task.fields[counts]}"),
                *wide[1:],
                console=console,
                auto_refresh=False,  # no thread: workers are forked
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=self._meter.total, counts="")
        return self

    def show(self) -> None:
        """Bring the bar up to date, not too often."""
        now = time.monotonic()
        if self._bar is None or now - self._last < _EVERY:
            return
        self._last = now
        rate = (self._summary.read - self._read) / (now - self._began)
        counts = counted(self._summary.read, "document")
        if not self._narrow:
            counts += f", {rate:,.0f}/s, {counted(self._summary.embeds, 'embed')}"
        self._bar.update(self._task, completed=self._meter.value(), counts=counts, refresh=True)

    def __exit__(self, *_exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()
