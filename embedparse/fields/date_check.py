"""Checks between the fields of one match."""

from __future__ import annotations

import datetime

from embedparse.models import Match


def check_date(match: Match) -> None:
    """Hold the printed date against the UTC date of the id: an embed of X prints exactly that.

    Equal confirms the record. A day off (another time zone, a date typed by hand) makes it less
    sure. More says that the id belongs to something else, and the record goes without it.
    """
    if match.date is None or match.posted_at is None:
        return
    printed = datetime.date.fromisoformat(match.date)
    off = abs((printed - datetime.date.fromisoformat(match.posted_at[:10])).days)
    if off == 0:
        match.evidence.append("date-confirms-id")
        match.confidence = "certain"
    elif off == 1:
        match.evidence.append("date-a-day-off-id")
        match.confidence = "likely"
    else:
        match.evidence.append("date-contradicts-id")
        match.confidence = "possible"
        match.post_id = match.posted_at = match.url = None
