"""Links that a platform alone puts into its posts: shortened addresses and pictures, a code behind the host.

Where one is, a post is near, and where its code ends a word ends: nothing else prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from embedparse.platforms import all_platforms, with_form


def _any_of(hosts: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, hosts))})"


_SHORTENERS = tuple(host for platform in all_platforms() for host in platform.shorteners)
_PICTURES = tuple(host for platform in all_platforms() for host in platform.pictures)

#: Hosts with their slash, as literals.
SHORTENERS = tuple(f"{host}/" for host in _SHORTENERS)
PICTURES = tuple(f"{host}/" for host in _PICTURES)
LITERALS = (*SHORTENERS, *PICTURES)
#: Patterns of the hosts, without a slash; of the hosts of the platform whose posts have attributions.
SHORTENER, PICTURE = _any_of(_SHORTENERS), _any_of(_PICTURES)
PAGE = _any_of(with_form("attribution").hosts)
#: The characters of a code today, and a pattern of one.
CODE = r"[A-Za-z0-9]{10}"
#: What is left of one that an ellipsis cuts.
CUT_CODE = r"[A-Za-z0-9]{0,9}(?:…|\.{3})"
