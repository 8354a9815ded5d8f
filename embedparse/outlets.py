"""The outlet of an article: the registrable domain of its URL."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # reads its bundled list: 50 ms, once

    return PublicSuffixList()


@cache
def outlet_of_host(host: str) -> str | None:
    """The registrable domain of ``host`` by the public suffix list; None for an address or a bare suffix.

    >>> outlet_of_host("www.courier.co.uk"), outlet_of_host("127.0.0.1"), outlet_of_host("co.uk")
    ('courier.co.uk', None, None)
    """
    if ":" in host or host.replace(".", "").isdigit():
        return None
    return _suffixes().privatesuffix(host)


def outlet_of(url: str | None) -> str | None:
    """The outlet of the article at ``url``; None where the URL names no registrable domain.

    >>> outlet_of("https://news.courier.co.uk/a?b=c")
    'courier.co.uk'
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname
    except ValueError:
        return None
    return outlet_of_host(host.rstrip(".")) if host else None
