"""Tags that name a platform and have an attribute that says what of it they show: literals of a page."""

from __future__ import annotations

from functools import cache

from embedparse.html.literals import offsets_of_any
from embedparse.html.signs import PLATFORM_NAMING
from embedparse.last_result import LastResult
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms

#: Names with fewer letters are not looked for in a class; in an attribute they are all of the value.
SHORTEST = 3
#: Bytes of a tag to each side of such an attribute.
AROUND = 400


@cache
def called() -> dict[str, str]:
    """The names of platforms by what they are called in attributes."""
    return {called: p.name for p in all_platforms() for called in (p.name, *p.called)}


def _short() -> str:
    return "|".join(name for name in called() if len(name) < SHORTEST)


def _words() -> bytes:
    names = (name for name in called() if len(name) >= SHORTEST)
    named = "|".join(sorted(names, key=len, reverse=True))
    return rf"(?<![a-z])({named})(?:embed|player|video|post|widget|card|box|id)?(?![a-z])".encode()


def _in_tag() -> bytes:
    return _words() + rb"|[=\"'](?:" + _short().encode() + rb")[\"'\s\\]"


#: A platform's name in a class.
CALLED = LazyPattern(_words)
_CALLED_IN_TAG = LazyPattern(_in_tag)


@LastResult
def signs(low: bytes) -> list[int]:
    """Where a page in lower case has an attribute of `PLATFORM_NAMING` in a tag that names a platform."""
    found = offsets_of_any(low, PLATFORM_NAMING)
    return [at for at in found if _CALLED_IN_TAG.search(low, *_tag(low, at)) is not None]


def names_platform(near: bytes) -> bool:
    """Whether what is around an attribute of `PLATFORM_NAMING`, in lower case, may name a platform."""
    return _CALLED_IN_TAG.search(near) is not None


def _tag(low: bytes, at: int) -> tuple[int, int]:
    """About the tag around ``at``, at most `AROUND` bytes to each side."""
    start, end = low.rfind(b"<", max(0, at - AROUND), at), low.find(b">", at, at + AROUND)
    return max(start, at - AROUND, 0), end if end >= 0 else at + AROUND
