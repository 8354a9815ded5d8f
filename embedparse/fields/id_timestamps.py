"""Ids that hold the time: when a post was made, from its id alone.

Sources: X snowflakes count milliseconds from 2010-11-04T01:42:54.657Z above 22 bits
(Twitter's announcement of Snowflake); TikTok ids hold Unix seconds in the upper 32 of 64 bits;
Mastodon (and Truth Social) ids Unix milliseconds above 16 bits (lib/mastodon/snowflake.rb);
Bluesky record keys are TIDs: microseconds above 10 bits in base-32 (atproto.com/specs/tid).
"""

from __future__ import annotations

import datetime

from embedparse.platforms import Clock

_X_EPOCH_MS = 1288834974657
_X_FIRST = 29700859247  # ids below were counted, not timed
_TID_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_EARLIEST = datetime.datetime(2006, 3, 21, tzinfo=datetime.UTC)  # the first tweet
_LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def posted_at(post_id: str, clock: Clock) -> datetime.datetime | None:
    """The UTC time in ``post_id``; None where the id is older than the scheme or impossible."""
    milliseconds = _tid(post_id) if clock == "tid" else _number(post_id, clock)
    if milliseconds is None:
        return None
    try:
        moment = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    moment += datetime.timedelta(milliseconds=milliseconds % 1000)
    return moment if _EARLIEST <= moment < _LATEST else None


def time_of_id(clock: Clock | None, post_id: str | None) -> str | None:
    """The exact time that the id of a post holds, as ISO 8601; None where the platform's ids hold none."""
    moment = posted_at(post_id, clock) if clock and post_id else None
    return iso(moment) if moment else None


def _number(post_id: str, clock: Clock) -> int | None:
    if not (post_id.isascii() and post_id.isdigit() and len(post_id) <= 20):
        return None
    number = int(post_id)
    if clock == "snowflake":
        return (number >> 22) + _X_EPOCH_MS if number >= _X_FIRST else None
    if clock == "tiktok":
        return (number >> 32) * 1000
    return number >> 16


def _tid(key: str) -> int | None:
    if len(key) != 13 or any(digit not in _TID_DIGITS for digit in key):
        return None
    number = 0
    for digit in key:
        number = number * 32 + _TID_DIGITS.index(digit)
    return (number >> 10) // 1000


def iso(moment: datetime.datetime) -> str:
    """``moment`` as ISO 8601 UTC with milliseconds and Z.

    >>> iso(datetime.datetime(2020, 5, 1, 12, 0, 0, 5000, tzinfo=datetime.UTC))
    '2020-05-01T12:00:00.005Z'
    """
    return moment.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def read_iso(text: str) -> datetime.datetime | None:
    """The moment that a ``datetime`` attribute names (`2017-05-19T09:10:50+0000`); None without a zone."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo is not None else None
