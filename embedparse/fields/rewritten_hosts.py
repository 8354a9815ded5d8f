"""Addresses that lead to a page by way of another host: archives, caches, translations, redirects, players.

`original` gives the address inside. Facts are from the services' own addresses as pages and articles print
them: the Wayback Machine and other archives put the whole address behind a time stamp, AMP caches and
Google's translation rewrite the host's dots, redirects and frames hold the address as a parameter.
"""

from __future__ import annotations

import re

from embedparse.patterns import LazyPattern

#: Hosts in whose paths (or bare queries) the whole address of another page is given.
_ARCHIVES = (
    r"(?:[\w-]{1,40}\.){0,3}archive\.org",
    r"archive\.(?:today|ph|is|li|vn|md|fo)",
    r"wayback\.archive-it\.org",
    r"(?:www\.)?webarchive\.org\.uk",
    r"(?:webarchive|web\.archive)\.(?:nationalarchives\.gov\.uk|loc\.gov|parliament\.uk)",
    r"(?:preprod\.)?arquivo\.pt",
    r"swap\.stanford\.edu",
    r"(?:www\.)?webcitation\.org",
    r"web\.archive\.bibalex\.org",
    r"(?:www\.)?google\.[a-z.]{2,6}(?=/amp/)",
    r"(?:www\.)?bing-amp\.com",
    r"(?:[\w-]{1,80}\.)?cdn\.ampproject\.org",
    r"(?:www\.)?(?:href\.li|nullrefer\.com|anonym\.to)",
    r"webcache\.googleusercontent\.com",
    r"urldefense\.com",
)
_ARCHIVED = LazyPattern(
    rf"(?:https?:)?(?://)?(?:(?:{'|'.join(_ARCHIVES)})(?=[/?:])|(?=/web/\d))", re.IGNORECASE
)
_SCHEME = LazyPattern(r"https?(?::/{1,2}|%3a(?:%2f|/){1,2})", re.IGNORECASE)
#: Any other host whose path ends in a whole address, as archives, readers and proxies have it.
_IN_PATH = LazyPattern(
    r"(?:https?:)?(?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,10}(?:/[\w.*@~,-]{0,80}){0,5}?/(?=https?:/)",
    re.IGNORECASE,
)
#: What an archive or a cache puts before an address without a scheme: a time stamp (`2020…if_/`), `c/s/`.
_STAMP = LazyPattern(
    r"/(?:[\d.*-]{4,20}(?:[a-z]{2}_)?|newest|oldest|[cvia]/s|amp/s)/(?=[\w-]{1,63}\.)", re.IGNORECASE
)
_CACHED = LazyPattern(r"[?&]q=cache(?::|%3a)(?:[\w-]{8,20}(?::|%3a))?", re.IGNORECASE)

#: Hosts, or paths where a page embeds from its own, that name the page in a parameter of theirs.
_PARAMETERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:www\.)?google\.[a-z.]{2,6}/url\?", ("q", "url")),
    (r"(?:\w{1,3}\.)?(?:facebook|instagram|threads)\.(?:com|net)/(?:l\.php)?\?", ("u",)),
    (r"t\.umblr\.com/redirect\?", ("z",)),
    (r"translate\.google\.[a-z.]{2,6}/translate\?", ("u",)),
    (r"(?:www\.)?ghostarchive\.org/[\w/-]{1,40}\?", ("url",)),
    (r"(?:www\.)?(?:getpocket|duckduckgo)\.com/(?:redirect|l/)\?", ("url", "uddg")),
    (r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)\?", ("url",)),
    (r"(?:www\.)?bing\.com/(?:ck|translator)[\w/]{0,20}\?", ("u", "to")),
    (r"(?:exit|redirect|link|out)\.[\w.-]{4,60}/[\w/-]{0,40}\?", ("url", "u", "to", "target")),
    (r"out\.reddit\.com/[\w/]{0,40}\?", ("url",)),
    (r"(?:[\w-]{1,40}\.){1,3}safelinks\.protection\.outlook\.com/\?", ("url",)),
    (r"(?:m\.|www\.)?vk\.(?:com|ru)/away\.php\?", ("to",)),
    (r"(?:www\.)?youtube\.com/(?:redirect|oembed)\?", ("q", "url")),
    (r"slack-redir\.net/link\?", ("url",)),
    (r"publish\.(?:twitter|x)\.com/(?:oembed)?\?", ("url", "query")),
    (r"(?:[\w-]{1,20}\.)?embedly\.com/[\w./]{1,60}\?", ("url", "src")),
    (r"(?:[\w-]{1,20}\.)?embed\.ly/[\w./]{1,60}\?", ("url", "src")),
    (r"(?:[\w-]{1,20}\.)?iframe\.ly/[\w./]{0,60}\?", ("url",)),
    (r"(?:www\.)?noembed\.com/embed\?", ("url",)),
    (r"(?:www\.)?twitframe\.com/show\?", ("url",)),
    (r"(?:www\.)?qiita\.com/embed-contents/[\w-]{1,40}[?#]", ("url", "content")),
    (r"(?:telegra\.ph|te\.legra\.ph|graph\.org)/embed/\w{1,20}\?", ("url",)),
    (r"(?:archive\.(?:today|ph|is|li|vn|md|fo))/(?:submit/|timegate/)?\?", ("url",)),
    (r"(?:www\.)?webcitation\.org/[\w-]{0,30}\?", ("url",)),
)
_ASKED = LazyPattern(
    "(?:https?:)?(?://)?(?:"
    + "|".join(f"(?P<p{number}>{pattern})" for number, (pattern, _) in enumerate(_PARAMETERS))
    + r")",
    re.IGNORECASE,
)
#: What a mail filter (urldefense) puts behind the address.
_MAIL_FILTER = "__;"
#: Telegraph's frames, which are on its own host and therefore without one.
_OWN = LazyPattern(r"/embed/\w{1,20}\?url=", re.IGNORECASE)
#: Hosts under which a translation or a cache shows another, whose dots are hyphens and its hyphens two.
HYPHENATED = ("translate.goog", "cdn.ampproject.org")
_HYPHENS = "|".join(map(re.escape, HYPHENATED))
_HYPHENATED = LazyPattern(
    rf"(?:https?:)?(?://)?(?P<host>[\w-]{{3,120}})\.(?:{_HYPHENS})(?P<path>/[^\s]{{0,1800}})", re.IGNORECASE
)
#: Traces in a page (see `embedparse.fields.traces`) of hosts that hide the one of the post.
TRACES = (r"//translate\.goog\\?/", r"//cdn\.ampproject\.org\\?/[cv]\\?/")
_MOST_PARAMETERS = 60


def original(url: str) -> str | None:
    """The address that ``url`` leads to by way of an archive, a cache or a redirect; None where it is plain.

    >>> original("https://web.archive.org/web/20200704123456if_/https://example.org/a?b=c")
    'https://example.org/a?b=c'
    >>> original("https://example-org.translate.goog/a")
    'example.org/a'
    >>> original("https://example.org/a") is None
    True
    """
    if ("?" in url or "#" in url) and (asked := _ASKED.match(url)):
        names = next(names for n, (_, names) in enumerate(_PARAMETERS) if asked[f"p{n}"] is not None)
        if found := _parameter(url[asked.end() :], names):
            return found
    if own := _OWN.match(url):
        from urllib.parse import unquote

        return unquote(url[own.end() :].partition("&")[0])
    if archived := _ARCHIVED.match(url):
        return _inside(url, archived.end())
    if copied := _IN_PATH.match(url):
        return url[copied.end() :]
    if hyphenated := _HYPHENATED.match(url):
        host = hyphenated["host"].replace("--", "\0").replace("-", ".").replace("\0", "-")
        return host + hyphenated["path"]
    return None


def _parameter(query: str, names: tuple[str, ...]) -> str | None:
    from urllib.parse import parse_qsl

    try:
        values = dict(parse_qsl(query.partition("#")[0], max_num_fields=_MOST_PARAMETERS))
    except ValueError:  # more parameters than any such address has
        return None
    return next((values[name] for name in names if values.get(name)), None)


def _inside(url: str, start: int) -> str | None:
    """The address in the path of an archive's own, with a scheme or behind a time stamp."""
    if scheme := _SCHEME.search(url, start):
        inner = url[scheme.start() :].partition(_MAIL_FILTER)[0]
        if "%" not in scheme.group():
            return inner
        from urllib.parse import unquote

        return unquote(inner)
    marker = _STAMP.search(url, start) or _CACHED.search(url, start)
    return url[marker.end() :] if marker else None
