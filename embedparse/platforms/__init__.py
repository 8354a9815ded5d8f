"""Platforms as data: one module per platform, found by discovery.

A platform module holds one ``PLATFORM`` and nothing that runs. Text rules *propose* with a
bounded pattern; the matchers verify (dates by `embedparse.dates`, extents by the text path).
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from embedparse.messages import did_you_mean
from embedparse.models import Confidence, UsageError

#: How a text rule lies around the post's own text:
#:   below    the pattern is the attribution, the body is above it (Bluesky, Facebook, Reddit)
#:   label    the pattern is the attribution, or with the group ``label`` the line that opens the embed;
#:            the body is between them (Instagram, TikTok)
#:   whole    the pattern covers the whole embed (Threads, Mastodon, a title of Reddit)
Shape = Literal["below", "label", "whole"]


#: The group of entry points in which other packages name their platforms.
ENTRY_POINTS = "embedparse.platforms"

Clock = Literal["snowflake", "tiktok", "mastodon", "tid"]


class TextRule(NamedTuple):
    """One wording that a platform's embed leaves in flattened text.

    ``anchors``: literals one of which the text must hold for ``pattern`` to have any chance; a
    document without any anchor is never matched. ``pattern``: for the ``regex`` module, verbose
    and unicode, every quantifier bounded; named groups ``author``, ``handle``, ``date`` (where
    a date is read, often empty), ``body``, ``label``, ``dash``, ``artist`` and ``cut`` (where the date is
    missing) are read where present. ``confidence`` is what a match earns by itself. ``seen``
    names the fixture or source of the fact. ``needs``: pattern (``re``, bounded) that must
    match at an anchor for ``pattern`` to have a chance, so that a common wording (`Posted by`) costs nothing.
    ``handles``: literals of an "@" of ``pattern`` outside of parentheses (`Post by @`): where a rule has one,
    its anchors count only in a text that holds a handle.
    """

    name: str
    shape: Shape
    anchors: tuple[str, ...]
    pattern: str
    confidence: Confidence
    seen: str
    needs: str = ""
    handles: tuple[str, ...] = ()


class HtmlRule(NamedTuple):
    """One form of a platform's embed in HTML source.

    ``elements``: names of the element that carries the post. ``anchors``: ASCII literals, lower
    case, one of which must be in its start tag (compared without case) before anything is
    parsed; for common elements (`div`, `a`) they are looked for in the whole source, so they should
    be rare. ``selector``: CSS that the parsed element must match.

    ``inside``: literals, lower case, one of which must be in the element besides. ``proven``: the
    form is so loose that the printed date must agree with the id.

    ``post``: where its id is, best first: names of attributes of the carrier (an id, a
    permalink, or a URL that holds one), or ``a:first`` and ``a:last`` for the first or last link
    inside that is a permalink. ``labels``: patterns of the element's text that are the
    platform's own words. ``attributions``: patterns over that text, first match wins; the post's
    text is the group ``body`` or what is before the match; groups ``author``, ``handle`` and
    ``date`` (the place where a date is read) are taken where present. In that text `Mark` shows
    the links. ``json_keys``: the attribute that holds the post as JSON, with an empty string, then
    pairs of a field and its key in there. ``breaks``: a line break of the source is one of the
    post's own (Bluesky). ``form`` is the record's ``layout``.
    """

    name: str
    form: str
    elements: tuple[str, ...]
    anchors: tuple[str, ...]
    selector: str
    post: tuple[str, ...]
    confidence: Confidence
    seen: str
    labels: tuple[str | TextRule, ...] = ()
    attributions: tuple[str | TextRule, ...] = ()
    json_keys: tuple[tuple[str, str], ...] = ()
    breaks: bool = False
    inside: tuple[str, ...] = ()
    proven: bool = False


class PostText(NamedTuple):
    """How the text of a platform's posts is placed in flattened text.

    ``longest``: code points of the longest, a little more than the platform allows. ``longest_line``: a
    longer line that ends in an attribution holds more than the post; 0: as ``longest``. ``cut``: where the
    platform cuts long texts, in code points; 0: nowhere. ``one_line``: it is a title. ``picture``: pattern
    (``regex``, bounded) of what replaces a picture, in the text's place or last. ``signs_articles``:
    blogs sign their articles with the words of its attribution, and readers their comments.
    ``wordless``: a dash, a name and a date make its attribution, which gives way to any with words.
    ``own_sound``: pattern (``regex``, bounded) of an attribution that names a sound of the author's own.
    """

    longest: int = 500
    longest_line: int = 0
    cut: int = 0
    one_line: bool = False
    picture: str = ""
    signs_articles: bool = False
    wordless: bool = False
    own_sound: str = r"(?!)"


class InProse(NamedTuple):
    """The platform's name as articles print it in every language.

    ``pattern``: for ``re``, bounded, with case. ``literals``: where none of them is in a text the name is not
    looked for.
    """

    pattern: str = ""
    literals: tuple[str, ...] = ()


class Card(NamedTuple):
    """What the cards of a platform's posts, as mailers, forums and widgets print them, show of the platform.

    ``sites``: patterns (``re``, without case, bounded) of its name as a line of a card. ``programs``: pattern
    of the program that a post was sent from. ``classes``: pattern (``re``, lower case) of what is in an
    attribute ``class`` of a card's element.
    """

    sites: str = r"(?!)"
    programs: str = r"(?!)"
    classes: str = r"(?!)"


def flat_card(handle: str, counted: str, lines: str) -> str:
    """The pattern of a text rule (``whole``) for a card that was printed as lines: a name, the handle, the
    post's text, a line with date and time, counts.

    ``handle``, ``counted`` (what is counted) and ``lines`` (what else is printed below) are patterns. A line
    that begins with an address of e-mail begins no card. The sign before the handle is written as its number:
    the anchors of such a rule count wherever they are.
    """
    piece = rf"""(?: [·•|∙🌐] | \d[\d.,]{{0,8}}[KkM]? [ \t\n]{{0,3}} (?:{counted})\b | {lines} )"""
    return rf"""
        ^ [ \t]{{0,8}} (?! [\w.+-]{{1,64}} \x40 ) (?P<author> [^\s\x40] [^\n\x40]{{0,59}}? )
        [ \t]{{0,4}} (?: \n [ \t]{{0,8}} ){{0,2}}
        [\u202a\u2066]? \x40 (?P<handle> {handle} ) [\u202c\u2069]?
        (?: [ \t]{{0,4}} [·•] [ \t]{{0,4}} [^\n]{{1,24}} )? [ \t]{{0,4}} \n
        (?: \s{{0,8}}
            (?: [·•] (?: [ ] [^\n]{{1,24}} )? | Follow | \d{{1,2}} (?: mo | [smhdwy] ) )
            [ \t]{{0,4}} (?= \n ) ){{0,3}}
        \s{{0,8}} (?P<body> [^\s\x40] [^\n]{{0,700}}+ (?: \n [^\n]{{0,700}}+ ){{0,14}}? ) \n \s{{0,8}}
        (?: (?: \d{{1,2}}:\d\d (?: [ \u202f]? [AaPp]\.?[Mm]\.? )? [ ]{{0,2}} [·•∙-] [ ]{{0,2}}
                (?= [^\n]{{0,40}} \b20\d\d ) (?P<date>) [^\n]{{8,40}}
              | (?= [^\n]{{0,40}} \b20\d\d\b ) (?= [^\n]{{0,40}} \d:\d\d ) (?P<date>) [^\n]{{8,60}} )
            (?: \s{{0,8}} {piece} ){{0,16}}
          | {piece} (?: \s{{0,8}} {piece} ){{1,16}} )
        (?= [ \t]{{0,8}} $ )"""


class Mark:
    """Private-use characters that show links in the text of a fragment: POST is before a link
    to the post itself, LINK and END around each link."""

    POST = "\ue000"
    LINK = "\ue001"
    END = "\ue002"


class Platform(NamedTuple):
    """What is known of one platform.

    ``hosts``: domains whose URLs may name its posts, subdomains included; none: any host.
    ``permalinks``: patterns (``re``, without case, ASCII) over URLs without scheme, ``www.`` and, if they
    match only so, other subdomains; the named group ``post_id`` is demanded, ``handle`` read where present
    (or ``user`` and ``host``). ``canonical``: formats of the permalink with names of such groups in braces;
    the first whose groups were all read is taken, and where there is none the URL as read. See
    `permalinks.parse`. ``mirrors``: other hosts that show its posts under the same paths; `nitter.*` is any
    host that begins so.

    ``traces``: patterns (``re``, bounded, lower case) of what follows a slash in HTML source
    where a post of the platform is named otherwise than by a permalink; those that begin with ``//`` follow
    a host's subdomain. A page without any trace (those of `embedparse.fields.traces` are derived from
    ``hosts`` and ``permalinks``), id attribute, element of an embed's own (`amp-twitter`) or anchor of a
    blockquote is never looked at again. ``link_anchors``: literals one of which is in any link to a post
    that ``traces`` find in a text, for a platform without ``hosts`` or with traces for any host.
    ``page_literals``: literals of a page, lower case, that show a post where no address names it.
    ``credits``: patterns (``re``, bounded, lower case) of markup that the platform's own embed code puts
    behind its element.
    ``scripts``: literals in the ``src`` of the script that goes with an embed. ``bare_id``: pattern (``re``,
    ASCII) of a post's id alone, as shortcodes take it. ``uris``: patterns (``re``, ASCII) of a post's name in
    the platform's own scheme (`spotify:track:…`), with the groups of ``permalinks``. ``called``: what
    attributes of elements call it beside its ``name``. ``shortcodes``: names of shortcodes of static sites
    and CMSs that take the address or id of a post; ``components``: names of components of MDX and the like
    that do; see `embedparse.fields.shortcodes`. ``citations``: names of wikis' templates that cite a post by
    its number. ``text_forms``: forms in flattened text that the text path reads with code of its own, beside
    the ``text_rules``; each is one platform's, see `with_form`. ``post``: how the text of its posts is placed
    there. ``shorteners``, ``pictures``: hosts that the platform alone puts into its posts, for any address
    and for a picture, each followed by a slash and a code; see `embedparse.fields.own_links`. ``short_name``:
    a name so short that it is the platform's only where the words before it say so. ``also_called``: further
    names that sites print in labels, the longest first (`Skip Twitter post`), beside ``title``. ``in_prose``:
    its name in articles, for posts that are quoted in sentences. ``card``: what a card of a post prints
    besides. ``script_calls``: functions of its script, lower case, that make an element of a post from its
    number; ``script_objects``: functions and the key of the argument that holds the id (`YT.Player("a",
    {videoId: "…"})`). ``clock``: how the id holds the time, see `embedparse.fields.id_timestamps`.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    permalinks: tuple[str, ...] = ()
    canonical: tuple[str, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
    text_forms: tuple[str, ...] = ()
    post: PostText = PostText()
    shorteners: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    short_name: str = ""
    also_called: tuple[str, ...] = ()
    in_prose: InProse = InProse()
    card: Card = Card()
    script_calls: tuple[str, ...] = ()
    script_objects: tuple[tuple[str, str], ...] = ()
    html_rules: tuple[HtmlRule, ...] = ()
    mirrors: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    link_anchors: tuple[str, ...] = ()
    page_literals: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    bare_id: str = r"(?!)"
    uris: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    shortcodes: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    clock: Clock | None = None
    languages: tuple[str, ...] = ()


@cache
def all_platforms() -> tuple[Platform, ...]:
    """Every platform, in the order of their names.

    Those of installed packages are the entry points of the group ``embedparse.platforms``.

    Raises:
        TypeError: a module of this folder holds no ``PLATFORM``.
        UsageError: an entry point names no `Platform`, or one whose name is taken.
    """
    found = []
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        platform = getattr(importlib.import_module(f"{__name__}.{info.name}"), "PLATFORM", None)
        if not isinstance(platform, Platform):
            raise TypeError(f"embedparse/platforms/{info.name}.py must define PLATFORM")
        found.append(platform)
    names = {platform.name for platform in found}
    for source, platform in _of_packages():
        if not isinstance(platform, Platform):
            raise UsageError(
                f"the entry point {source} must name a Platform, not a {type(platform).__name__}."
            )
        if platform.name in names:
            raise UsageError(f"the entry point {source}: a platform is called {platform.name} already.")
        names.add(platform.name)
        found.append(platform)
    return tuple(sorted(found, key=lambda platform: platform.name))


def _of_packages() -> Iterator[tuple[str, object]]:
    """What the entry points of installed packages name, with the name of each.

    `importlib.metadata` takes ten times as long as a whole scan: it is loaded only where a package's list of
    entry points holds the name of the group.
    """
    for folder in dict.fromkeys(sys.path):
        try:
            packages = [
                name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))
            ]
        except OSError:  # not every entry of the path is a folder
            continue
        for package in sorted(packages):
            path = os.path.join(folder, package, "entry_points.txt")
            if not _names_group(path):
                continue
            from importlib.metadata import Distribution

            for point in Distribution.at(os.path.join(folder, package)).entry_points.select(
                group=ENTRY_POINTS
            ):
                try:
                    yield f"{point.name} = {point.value}", point.load()
                except (ImportError, AttributeError) as error:
                    raise UsageError(f"the entry point {point.name} = {point.value}: {error}.") from None


def _names_group(path: str) -> bool:
    if not os.path.exists(path):  # as of most packages; to fail to open it takes longer
        return False
    try:
        with open(path, "rb", 0) as file:
            return ENTRY_POINTS.encode() in file.read()
    except OSError:
        return False


def check_names(names: Iterable[str]) -> None:
    """Raises UsageError for a name that no platform has."""
    known = [platform.name for platform in all_platforms()]
    for name in names:
        if name not in known:
            titled = [
                each.name for each in all_platforms() if name.casefold() in each.title.casefold().split()
            ]
            hint = did_you_mean(titled[0] if titled else name, known)
            raise UsageError(f"no platform is called {name}.{hint}\n  Known: {', '.join(known)}")


@cache
def with_form(form: str) -> Platform:
    """The platform whose posts flattened text shows in ``form``, one of its ``text_forms``.

    Raises KeyError.
    """
    for platform in all_platforms():
        if form in platform.text_forms:
            return platform
    raise KeyError(form)


@cache
def get(name: str) -> Platform:
    """The platform called ``name``. Raises KeyError."""
    for platform in all_platforms():
        if platform.name == name:
            return platform
    raise KeyError(name)
