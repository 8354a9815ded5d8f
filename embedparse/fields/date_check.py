"""Checks between the fields of one match."""

from __future__ import annotations

import datetime

from embedparse.models import Match

#: The evidence of a date that is a day away from the one of the id, and further away.
DAY_OFF, CONTRADICTS = "date-a-day-off-id", "date-contradicts-id"


def check_date(match: Match) -> None:
    """Hold the printed date against the UTC date of the id: an embed of X prints exactly that.

    Equal confirms the record. A day off (another time zone, a date typed by hand) makes it less
    sure, and so does more: one of the two was changed. That a post is there neither questions.
    """
    if match.date is None or match.posted_at is None:
        return
    off = days_off(match.date, match.posted_at)
    if off == 0:
        match.evidence.append("date-confirms-id")
        match.confidence = "certain"
        return
    match.evidence.append(DAY_OFF if off == 1 else CONTRADICTS)
    if off == 1 or match.confidence == "certain":
        match.confidence = "likely"


def days_off(printed: str, posted_at: str) -> int:
    """How many days the ISO date ``printed`` is away from the UTC date of ``posted_at``."""
    day = datetime.date.fromisoformat(posted_at[:10])
    return abs((datetime.date.fromisoformat(printed) - day).days)
