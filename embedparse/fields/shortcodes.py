"""Shortcodes of static-site generators and CMSs that embed a post, in a source that was not rendered.

A platform names its shortcodes and components (`Platform.shortcodes`, `components`); the ways in which
systems write them are the rows of `SYNTAXES`. What a shortcode takes is read alike everywhere: the address of
a post, its id alone, or a user's name and an id. Brackets and quotes may be entities, as in a page's source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, partial
from typing import NamedTuple

from embedparse.fields import permalinks
from embedparse.fields.permalinks import Permalink
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import Platform, all_platforms

#: Names that take the address of any platform's post.
GENERIC = (
    "embed",
    "oembed",
    "embedly",
    "embedpress",
    "iframely",
    "social",
    "social_embed",
    "media",
    "video",
    "blockquote",
    "quote",
)
#: What plugins and themes put before and behind a platform's name: `[su_youtube …]`, `youtubePlayer`.
_PLUGINS = "su vc fusion av ot wp mk bb md x et td ts gs arve".split()
_PREFIX = f"(?:(?:{'|'.join(_PLUGINS)})[_-])?"
#: What such a name begins with behind its bracket.
PREFIXES = tuple(f"{plugin}{sign}" for plugin in _PLUGINS for sign in "_-")
_MORE_NAME = (
    "lite|player|embed|video|post|simple|sc|advanced|nocookie|privacy|enhanced|status|oembed|iframe|block"
)
_SUFFIX = f"(?:[_-]?(?i:{_MORE_NAME}))?"
#: The same behind the name of a component: `TwitterTweet`, `BlueskyPostEmbed`.
_COMPONENT_ENDINGS = (
    "Embed|Tweet|Post|Toot|Video|Player|Card|Lite|Client|Block|Status|Clip|Component|Shortcode"
)
_COMPONENT_SUFFIX = rf"(?:\.?(?:{_COMPONENT_ENDINGS})){{0,2}}"
#: No shortcode is longer, from its opening to its end.
LONGEST = 1200
#: The longest content of a pair in brackets, in bytes.
_LONGEST_CONTENT = 2_400
#: A closing shortcode (`{{< /tweet >}}`, `{% endtweet %}`) further away belongs to another.
_LONGEST_PAIR = 4000
_LESS, _MORE = "(?:<|&lt;)", "(?:>|&gt;)"


#: Words in the names of shortcodes that link to a post, share it or lay out a page, and show no post.
_NO_EMBED = (
    "button|btn|link|share|follow|ref|cite|source|figure|image|img|picture|photo|gallery|icon|badge|"
    "note|tooltip|abbr|assign|set|if|unless|for|capture|comment|raw|url|alert|callout|title|script"
)
#: A name that no platform has; with the address of a post such a shortcode is an embed all the same.
_ANY = rf"(?P<name>(?!(?:[A-Za-z]{{1,20}}[_-]){{0,2}}(?i:{_NO_EMBED}))[A-Za-z][\w./-]{{1,40}})"
_ASSIGNED = r"[^\[\]<>]{0,200}?=\s?(?:[\"'“”″‘’]|&\#?\w{2,6};)?https?://"
_IN_TAG = r"[^<>]{0,300}?=\s{0,2}\{?\s{0,2}[\"'`]https?://"
_COMPONENT = r"(?=\w{0,8}[a-z])[A-Z]\w{2,40}"


class Syntax(NamedTuple):
    """One way to write a shortcode.

    ``anchors``: literals one of which is in any of them; `NAME` is any name of a platform's. None where it
    needs an address, which is an anchor itself. ``pattern`` (``re``): NAME is replaced by the alternatives;
    groups ``name`` (none, or no platform's: the address of any platform's post) and ``args``; ``closing``:
    what ends its pair, with the name in it, or none. ``seen``: who writes so.
    """

    name: str
    anchors: tuple[str, ...]
    pattern: str
    closing: str
    seen: str
    components: bool = False


SYNTAXES = (
    Syntax(
        "hugo",
        ("{{",),
        rf"\{{\{{(?:{_LESS}|%)-?\s{{0,4}}(?:[\w-]{{1,30}}/){{0,2}}(?P<name>(?:NAME){_SUFFIX})(?=[\s\"'/=&])(?P<args>[^{{}}]{{1,800}}?)/?\s{{0,4}}-?(?:{_MORE}|%)\}}\}}",
        rf"\{{\{{(?:{_LESS}|%)\s{{0,4}}/\s{{0,4}}NAME\s{{0,4}}(?:{_MORE}|%)\}}\}}",
        "Hugo's embedded and themes' shortcodes",
    ),
    Syntax(
        "liquid",
        ("{%",),
        r"\{%-?\s{0,4}(?:(?:include(?:_cached|_relative)?|render|partial)\s{1,4}[\"']?(?:[\w-]{1,30}/){0,3})?"
        rf"(?P<name>(?:NAME){_SUFFIX})(?:\.\w{{2,6}})?[\"']?,?"
        r"(?=[\s\"'(:&])(?P<args>[^{}%]{1,800}(?:%(?!\})[^{}%]{0,400}){0,8}?)-?%\}",
        r"\{%-?\s{0,4}end[ _]?NAME\s{0,4}-?%\}",
        "Jekyll, Eleventy, Hexo, GitBook, dev.to, HackMD",
    ),
    Syntax(
        "call",
        ("{{",),
        r"\{\{-?\s{0,4}(?P<name>NAME)\s{0,2}\((?P<args>[^(){}]{1,600})\)\s{0,4}(?:\|\s{0,3}\w{1,20}\s{0,3}){0,3}-?\}\}",
        "",
        "Zola, Nunjucks and Twig functions",
    ),
    Syntax(
        "parser-function",
        ("{{#",),
        r"\{\{#(?:evt?:|widget:|tag:)?(?P<name>(?i:NAME))\s{0,2}[|:](?P<args>[^{}]{1,600})\}\}",
        "",
        "MediaWiki's EmbedVideo and Widgets",
    ),
    Syntax(
        "angle",
        ("{{",),
        r"\{\{(?P<name>NAME)(?:>|&gt;)(?P<args>[^{}<>]{1,300})\}\}",
        "",
        "DokuWiki's plugins",
    ),
    Syntax(
        "outliner",
        (),
        r"\{\{\s{0,4}(?:\[\[)?(?P<name>NAME)(?:\]\])?[ :]{1,3}"
        r"(?P<args>[^{}]{0,400}?https?://[^\s{}]{8,600}+[^{}]{0,200}+)\}\}",
        "",
        "Logseq, Roam, Statamic",
    ),
    Syntax(
        "media-tag",
        ("[media=", "[MEDIA="),
        r"\[(?:media|MEDIA)=(?P<name>NAME)[^\[\]]{0,60}\](?P<args>[^\[\]]{1,300})\[/(?:media|MEDIA)\]",
        "",
        "XenForo",
    ),
    Syntax(
        "bracket",
        ("[NAME",),
        rf"(?<![\[\\])\[{_PREFIX}(?P<name>(?i:NAME){_SUFFIX})(?=[\s=\]])"
        r"(?P<args>(?:[^\[\]]{0,800}\]"
        r"(?:[^\[\]]{1,600}\[/[\w-]{0,10}(?P=name)|\s{0,40}\[/[\w-]{0,10}(?P=name))|[^\[\]]{1,800}))\](?!\])",
        "",
        "WordPress, Jetpack, BBCode",
    ),
    Syntax("percent", ("%[",), r"%\[(?P<args>https?://[^\s\[\]]{8,600})\](?!\()", "", "Hashnode"),
    Syntax(
        "at-sign",
        ("@[",),
        r"@\[(?P<name>NAME)\]\((?P<args>[^()\s]{1,400})\)",
        "",
        "Zenn, markdown-it",
    ),
    Syntax(
        "component",
        ("<NAME",),
        rf"<(?P<name>(?:NAME){_COMPONENT_SUFFIX})(?=[\s/])(?P<args>[^<>]{{1,800}}?)(?:/>|(?<!/)>\s{{0,80}}</(?P=name)>)",
        "",
        "MDX: Gatsby, Next.js, Astro, Docusaurus",
        components=True,
    ),
    Syntax(
        "directive",
        ("::NAME",),
        rf"::(?P<name>(?:NAME){_SUFFIX})(?=[\[{{])(?:\[[^\[\]\n]{{0,300}}\])?\{{(?P<args>[^{{}}\n]{{1,600}})\}}",
        "",
        "remark-directive",
    ),
    Syntax(
        "directive-label",
        (),
        r"::(?P<name>NAME)\[(?P<args>https?://[^\[\]\s]{8,600})\]",
        "",
        "remark-directive",
    ),
    Syntax(
        "reStructuredText",
        (".. NAME",),
        r"\.\. (?P<name>NAME)::[ \t]{1,4}(?P<args>[^\n]{1,600})"
        r"(?:\n[ \t]{1,8}:[\w-]{1,20}:[^\n]{0,100}){0,6}",
        "",
        "Nikola, Pelican, Sphinx",
    ),
    Syntax(
        "braces",
        ("{NAME",),
        r"\{(?P<name>(?i:NAME))\}(?P<args>[^{}]{1,600})\{/(?P=name)\}",
        "",
        "plugins of Joomla",
    ),
    Syntax(
        "braces-blank",
        ("{NAME",),
        r"\{(?P<name>NAME)[ ]{1,2}(?=[^\s{}]{0,60}[\dA-Z_/-])(?P<args>[^\n{}]{5,300})\}(?!\})",
        "",
        "plugins of Joomla and of Textpattern",
    ),
    Syntax(
        "mustache",
        ("{{",),
        r"\{\{-?\s{0,4}(?P<name>NAME)\s{1,3}"
        r"(?=[^{}]{0,200}(?:=\s?[\"']|[\"'][\w-]{0,20}\d))(?P<args>[^{}]{4,400})\}\}",
        "",
        "Handlebars, Mustache, Jinja",
    ),
    Syntax(
        "parentheses",
        ("((NAME:",),
        r"\(\((?P<name>NAME):[ ]{0,3}(?P<args>[^\s()|]{5,400})(?:\|[^\n()]{0,200})?\)\)",
        "",
        "wikis and forums",
    ),
    Syntax(
        "snippet",
        ("[NAME", "[[!", "[[$"),
        r"\[\[[!$]?(?P<name>(?i:NAME))(?:@\w{1,20})?\s{0,4}\??\s{0,40}"
        r"(?=&?[\w-]{1,20}=)(?P<args>[^\[\]]{5,500})\]\]",
        "",
        "snippets and chunks of MODX",
    ),
    Syntax(
        "macro",
        ("<NAME",),
        r"<<(?P<name>NAME)(?=[\s\"])(?P<args>[^<>\n]{4,400})>>",
        "",
        "macros of TiddlyWiki and Asciidoctor",
    ),
    Syntax(
        "element",
        ("<NAME",),
        r"<(?P<name>NAME)\s(?P<args>[^<>]{4,400}?)(?:/>|>\s{0,80}</(?P=name)>)",
        "",
        "elements that a plugin of Markdown makes its own",
    ),
    Syntax(
        "tag",
        ("<NAME",),
        r"<(?P<name>NAME)(?:\s[^<>]{0,200})?>\s{0,4}(?P<args>[^\s<>]{5,400})\s{0,4}</(?P=name)>",
        "",
        "MediaWiki's EmbedVideo and its tags' extensions",
    ),
    Syntax(
        "component-tag",
        ("<NAME",),
        r"<(?P<name>NAME)(?:\s[^<>]{0,200})?>\s{0,4}(?P<args>[^\s<>]{5,400})\s{0,4}</(?P=name)>",
        "",
        "MDX",
        components=True,
    ),
    Syntax(
        "video-filter",
        (),
        r"\[(?P<name>video|media|embed|oembed):\s?(?P<args>https?://[^\[\]\n]{8,600})\]",
        "",
        "Drupal's video filter",
    ),
    Syntax(
        "video-macro",
        ("video::",),
        r"(?m:^)video::(?P<args>[^\s\[\]]{5,100})\[(?P<name>NAME)(?:,[^\[\]\n]{0,200})?\]"
        r"(?=[ \t]{0,4}(?m:$))",
        "",
        "AsciiDoc's own macro",
    ),
    Syntax(
        "container",
        ("::: ",),
        r":::[ ](?P<name>NAME)[ ](?P<args>[^\n]{5,300})(?:\n{1,2}:::(?=[ \t]{0,4}(?m:$)))?",
        "",
        "containers of markdown-it and VuePress",
    ),
    Syntax(
        "directive-id",
        (":NAME[",),
        r":(?P<name>NAME)\[(?P<args>[^\s\[\]]{5,400})\](?:\{[^{}\n]{0,200}\})?",
        "",
        "remark-directive",
    ),
    Syntax(
        "kirbytext",
        (),
        r"(?m:^)\((?P<name>NAME):[ ]{1,3}(?P<args>https?://[^()\n]{4,600})\)(?=[ \t]{0,4}(?m:$))",
        "",
        "Kirby",
    ),
    Syntax(
        "code-tag",
        ("`NAME:",),
        r"(?m:^)`(?P<name>NAME):[ ]{0,3}(?P<args>[^`\n]{4,600})`(?=[ \t]{0,4}(?m:$))",
        "",
        "gatsby-remark-embed-video, gatsby-remark-embed-youtube",
    ),
    Syntax(
        "braces-colon",
        ("{NAME",),
        r"\{(?P<double>\{)?(?P<name>(?i:NAME)):[ ]{0,3}(?P<args>[^\s{}|]{5,400})"
        r"(?:\|[^\n{}]{0,200})?(?(double)\}\}|\})",
        "",
        "plugins of Grav and wikis",
    ),
    Syntax(
        "brackets-colon",
        ("[NAME",),
        r"\[(?P<double>\[)?(?P<name>(?i:NAME)):[ ]{0,3}(?P<args>[^\s\[\]|]{5,400})(?:\|[^\n\[\]]{0,200})?"
        r"(?(double)\]\]|\](?![(\[]))",
        "",
        "links of Org and of wikis",
    ),
    Syntax(
        "AsciiDoc",
        ("NAME::",),
        r"(?m:^)(?P<name>NAME)::(?P<args>[^\s\[\]]{5,400})\[[^\[\]\n]{0,200}\](?=[ \t]{0,4}(?m:$))",
        "",
        "block macros of Asciidoctor's extensions",
    ),
    Syntax(
        "any-hugo",
        (),
        rf"\{{\{{(?:{_LESS}|%)-?\s{{0,4}}{_ANY}(?=[\s\"'=&])"
        rf"(?P<args>[^{{}}]{{0,400}}?https?://[^{{}}]{{8,600}}?)-?(?:{_MORE}|%)\}}\}}",
        rf"\{{\{{(?:{_LESS}|%)\s{{0,4}}/\s{{0,4}}NAME\s{{0,4}}(?:{_MORE}|%)\}}\}}",
        "themes of Hugo",
    ),
    Syntax(
        "any-liquid",
        (),
        rf"\{{%-?\s{{0,4}}(?:include(?:_cached|_relative)?\s{{1,4}})?{_ANY}(?=[\s\"'(:&])"
        r"(?P<args>[^{}]{0,400}?https?://[^{}]{8,600}?)-?%\}",
        r"\{%-?\s{0,4}end[ _]?NAME\s{0,4}-?%\}",
        "plugins of Jekyll, Eleventy, Hexo",
    ),
    Syntax(
        "any-bracket",
        (),
        rf"(?<![\[\\])\[{_ANY}\s(?={_ASSIGNED})(?P<args>[^\[\]<>]{{8,900}})\](?:\s{{0,40}}\[/(?P=name)\])?(?!\()",
        "",
        "themes and plugins of WordPress",
    ),
    Syntax(
        "any-component",
        (),
        rf"<{_ANY}(?<=[a-z])(?={_IN_TAG})(?P<args>[^<>]{{8,900}}?)(?:/>|(?<!/)>\s{{0,80}}</(?P=name)>)",
        "",
        "MDX",
    ),
)

#: Syntaxes that look as a key of an object does: `{video: …}`; names of platforms alone count in them.
_KEY_LIKE = (
    *("braces-colon", "brackets-colon", "braces-blank", "parentheses", "snippet", "macro", "element", "tag"),
    "mustache",
    *("video-macro", "directive-id", "container"),
)
#: What a syntax's pattern begins with, behind a condition on what is before it.
_OPENING = LazyPattern(
    r"(?:\(\?m:\^\)|\(\?<!\[[^)]*\]\))?(?P<opening>(?:(?:\\[^\w\s]|[%@<:`])(?![?*+{])){1,2})"
)
_SUFFIXED = LazyPattern(rf"(?<=\w)(?:{_SUFFIX[:-1]}|{_COMPONENT_SUFFIX[:-5]}{{1,2}})\Z", re.IGNORECASE)
_TOKEN = LazyPattern(
    r"(?:(?P<key>[A-Za-z_:@#&][\w:-]{0,40})\s{0,2}[=:](?!//)\s{0,2})?"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<ticked>[^`]*)`|\{\s*[\"'`](?P<braced>[^\"'`]*)[\"'`]\s*\}|\{(?P<number>\w*)\}"
    r"|(?P<bare>[^\s,|\"'{}]+))"
)
_QUOTES = str.maketrans("“”„‟″‘’‚′", '"""""\'\'\'\'')
#: What Markdown makes of the underscores of a handle.
_EMPHASIS = LazyPattern(r"</?(strong|b|em|i)>")
_TAG = LazyPattern(r"<[^<>]{0,400}>")
_ID_KEY = LazyPattern(r"(?:.*id|code|shortcode|v|tweet|post|status|number|src|video|key)\Z", re.IGNORECASE)
_USER_KEYS = ("user", "username", "screen_name", "handle", "account", "author")
_HOST = LazyPattern(r"(?:https?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,20}/?")
_HOST_KEYS = ("host", "instance", "server", "domain")
_VALUES = ("double", "single", "ticked", "braced", "number", "bare")
_MOST_TOKENS = 24
#: A user's name may be before the id, which is one of the first arguments.
_MOST_PLAIN = 2


class Shortcode(NamedTuple):
    """A shortcode of a post: half-open offsets into the text that was searched."""

    start: int
    end: int
    link: Permalink


@cache
def anchors() -> tuple[str, ...]:
    """Literals one of which is in any text that holds a shortcode with an id; an address has its own."""
    found: list[str] = []
    for syntax in SYNTAXES:
        for anchor in syntax.anchors:
            names = _names(syntax) if "NAME" in anchor else ("",)
            found += (anchor.replace("NAME", name) for name in names)
    return tuple(dict.fromkeys(found))


def _braces_in_texts() -> str:
    citations = "|".join(name.replace(" ", "[ _]") for p in all_platforms() for name in p.citations)
    tags = _alternatives(_bracket_names())
    return rf"{_braces()}|\{{\{{\s{{0,4}}(?i:{citations})|\{{(?i:(?:{tags})\}})"


def _braces_in_pages() -> bytes:
    return rf"{_braces()}|\{{(?:{_alternatives(_bracket_names())})\}}".encode()


def _at_sign() -> str:
    return rf"@\[(?:{_alternatives(_own_names())})\]"


def _components() -> str:
    own = rf"<?(?:{_alternatives(_key_like_names())})[\s>\"]"
    components = rf"(?:{_alternatives(_component_names())}){_COMPONENT_SUFFIX}[\s/>]"
    return rf"<(?:{components}|{own}|{_COMPONENT}\s(?={_IN_TAG}))"


def _braces() -> str:
    names = _alternatives(_own_names())
    named = rf"(?:{names}){_SUFFIX}"
    include = r"(?:(?:include\w{0,10}|render|partial)\s{1,4}[\"']?(?:[\w-]{1,30}/){0,3})?"
    return (
        rf"\{{(?:\{{(?:(?:{_LESS}|%)-?\s{{0,4}}(?:[\w-]{{1,30}}/){{0,2}}{named}[\s\\\"'/=&]|-?\s{{0,4}}(?:{names})\s{{0,2}}\("
        rf"|#(?:evt?:|widget:|tag:)?(?i:{names})\s{{0,2}}[|:]"
        rf"|(?:{names})(?:>|&gt;)|-?\s{{0,4}}(?:{_alternatives(_key_like_names())})\s)"
        rf"|\{{?(?:{_alternatives(_key_like_names())})[: ]"
        rf"|%-?\s{{0,4}}{include}{named}[\s\\\"'(:&.])"
        r"|\{[{%][^{}]{2,400}?https?://"
    )


def _bracket() -> str:
    """What is behind an opening bracket."""
    names = _alternatives(_bracket_names())
    named = rf"{_PREFIX}(?:{names}){_SUFFIX}(?:[\s\\=]|\](?=[^\[\]]{{0,{_LONGEST_CONTENT}}}\[/))"
    key_like = rf"\[?(?:{_alternatives(_key_like_names())}):"
    key_like += rf"|\[[!$]?(?:{_alternatives(_key_like_names())})[\s?@]|(?:video|media|o?embed):\s?https?:"
    return rf"(?:{named}|{key_like}|media=|[a-z][\w-]{{1,30}}\s(?={_ASSIGNED}))"


def _parenthesis() -> str:
    return rf"\(\((?:{_alternatives(_key_like_names())}):"


def _labelled_id() -> str:
    names = _alternatives(_key_like_names())
    return rf":(?:{names})\["


def _double_colon() -> str:
    container = rf":[ ](?:{_alternatives(_key_like_names())})[ ]"
    return rf":(?=:(?:(?:{_alternatives(_own_names())}){_SUFFIX}[\[{{]|{container}))"


def _directive() -> str:
    return rf"\.(?=\. (?:{_alternatives(_own_names())})::)"


def _macro() -> str:
    return rf"\n(?=(?:{_alternatives(_own_names())})::\S{{5,400}}\[)"


def _named_behind(sign: str) -> str:
    first = "".join(sorted({re.escape(name[0]) for name in _own_names()}))
    return rf"{sign}(?=[{first}])(?:{_alternatives(_own_names())}):"


#: How shortcodes begin, by the sign that they begin with. `re` skips to a sign, but not to one of several.
_OPENINGS: tuple[tuple[str, LazyPattern[str]], ...] = (
    ("{", LazyPattern(_braces_in_texts)),
    ("[", LazyPattern(lambda: rf"\[(?i:{_bracket()})")),
    ("%[", LazyPattern(r"(?i)%\[http")),
    ("@[", LazyPattern(_at_sign)),
    ("<", LazyPattern(_components)),
    ("((", LazyPattern(_parenthesis)),
)
#: The same for a page in lower case, where components are elements.
IN_PAGES = (
    LazyPattern(_braces_in_pages),
    LazyPattern(lambda: rf"\[{_bracket()}".encode()),
    LazyPattern(rb"%\[http"),
)
#: How those without brackets begin: a sign, the name and a colon or a bracket.
_DOUBLE_COLON, _DIRECTIVE = LazyPattern(_double_colon), LazyPattern(_directive)
_LABELLED_ID = LazyPattern(_labelled_id)
#: The line break before a block macro: no pattern that begins with `^` is as quick.
_MACRO = LazyPattern(_macro)
_TICKED, _LABELLED = LazyPattern(partial(_named_behind, "`")), LazyPattern(partial(_named_behind, r"\("))


#: Literals one of which is in any text in which a shortcode may begin.
SIGNS = (*(sign for sign, _ in _OPENINGS), "::", ".. ", "`", ": http")


def may_open(text: str, signs: Collection[str]) -> bool:
    """Whether a shortcode may begin anywhere in ``text``; ``signs`` are those of `SIGNS` that it holds."""
    if any(pattern.search(text) is not None for pattern in _patterns_for(signs)):
        return True
    return "::" in signs and _MACRO.search("\n" + text) is not None


def openings(text: str) -> list[int]:
    """Where shortcodes may begin in ``text``, in order."""
    signs = {sign for sign in SIGNS if sign in text}
    found = [begin.start() for pattern in _patterns_for(signs) for begin in pattern.finditer(text)]
    if "::" in signs:  # one line break before the text makes its offsets those of what is behind a break
        found += (begin.start() for begin in _MACRO.finditer("\n" + text))
    return sorted(found)


def _patterns_for(signs: Collection[str]) -> Iterator[LazyPattern[str]]:
    """The patterns of the beginnings that a text with these ``signs`` may have."""
    for sign, pattern in _OPENINGS:
        if sign in signs:
            yield pattern
    if "[" in signs:
        yield _LABELLED_ID
    if "::" in signs:
        yield _DOUBLE_COLON
        if ".. " in signs:
            yield _DIRECTIVE
    if "`" in signs:
        yield _TICKED
    if "::" in signs or "`" in signs or ": http" in signs:
        yield _LABELLED


def find(text: str) -> Iterator[Shortcode]:
    """The shortcodes of posts in ``text``, in order, none inside another."""
    edge = 0
    for at in openings(text):
        if at >= edge and (found := read(text, at)):
            edge = found.end
            yield found


def read(text: str, at: int) -> Shortcode | None:
    """The shortcode of a post that begins at ``at``, or None: escaped, unknown, without a post."""
    for opening, pattern, closing in _patterns():
        if not text.startswith(opening, at):
            continue
        found = pattern.match(text, at, at + LONGEST)
        if found is None:
            continue
        link = _link(found)
        if link is None:
            continue
        end = found.end()
        if closing is not None and (pair := closing[found["name"]].search(text, end, end + _LONGEST_PAIR)):
            end = end if _opens_between(text, end, pair.start()) else pair.end()
        return Shortcode(at, end, link)
    return None


def _opens_between(text: str, start: int, end: int) -> bool:
    return any(pattern.search(text, start, end) is not None for _, pattern in _OPENINGS)


@cache
def _patterns() -> list[tuple[str, LazyPattern[str], PatternFamily[str] | None]]:
    """How each syntax begins, its pattern, and that of what closes its pair by the name of the shortcode."""
    return [
        (
            _opening(syntax.pattern),
            LazyPattern(syntax.pattern.replace("NAME", _alternatives(_names(syntax)))),
            PatternFamily(partial(_closing, syntax)) if syntax.closing else None,
        )
        for syntax in SYNTAXES
    ]


def _opening(pattern: str) -> str:
    """The one or two characters that every match of ``pattern`` begins with."""
    found = _OPENING.match(pattern)
    return found["opening"].replace("\\", "") if found else ""


def _closing(syntax: Syntax, name: str) -> str:
    return syntax.closing.replace("NAME", re.escape(name))


def _names(syntax: Syntax) -> tuple[str, ...]:
    if syntax.components:
        return _component_names()
    if syntax.name in _KEY_LIKE:
        return _key_like_names()
    return _bracket_names() if syntax.name in ("bracket", "braces") else _own_names()


@cache
def _own_names() -> tuple[str, ...]:
    return (*GENERIC, *(name for platform in all_platforms() for name in platform.shortcodes))


@cache
def _bracket_names() -> tuple[str, ...]:
    """Names in square brackets, where a single letter is a box to tick."""
    return tuple(name for name in _own_names() if len(name) > 1)


@cache
def _key_like_names() -> tuple[str, ...]:
    return tuple(name for name in _bracket_names() if name not in GENERIC)


@cache
def _component_names() -> tuple[str, ...]:
    return tuple(name for platform in all_platforms() for name in platform.components)


def _alternatives(names: tuple[str, ...]) -> str:
    """A pattern for any of ``names``, the longest first, with one look at each first letter."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rests.setdefault(re.escape(name[0]), []).append(re.escape(name[1:]))
    return "|".join(f"{first}(?:{'|'.join(found)})" for first, found in rests.items())


@cache
def _owners() -> dict[str, Platform]:
    return {name: p for p in all_platforms() for name in (*p.shortcodes, *p.components, p.name)}


def _owner(name: str) -> Platform | None:
    """The platform that ``name``, with what a plugin or a theme put behind it, belongs to."""
    owners = _owners()
    return owners.get(name) or owners.get(name.lower()) or owners.get(_SUFFIXED.sub("", name).lower())


# --- what it takes ----------------------------------------------------------------------------


def _link(found: re.Match[str]) -> Permalink | None:
    """The post that the arguments name, of the platform that the name names."""
    name = found.groupdict().get("name")
    platform = _owner(name) if name else None
    if platform is not None and platform.uris and (post := permalinks.of_uri(platform, found["args"])):
        return post
    values = _values(found["args"], name or "")
    named = dict(values)
    if platform is None and name is not None:
        platform = _owners().get(named.get("provider", "").lower())
    for _, value in values:
        if link := _of_address(value, platform):
            return link
    if platform is None and name is not None:  # `[video youtube="…"]`
        keys = ((key, _owners().get(key)) for key, _ in values)
        key, platform = next(((key, owner) for key, owner in keys if owner), ("", None))
        values = [("id", value) for own, value in values if own == key]
    return _of_values(values, named, platform) if platform is not None else None


def _values(args: str, name: str) -> list[tuple[str, str]]:
    """The arguments in order, each with its key or an empty one; markup and entities are undone."""
    import html  # not at the start: every scan loads this module

    args = _EMPHASIS.sub(lambda tag: "__" if tag[1] in ("strong", "b") else "_", args)
    plain = _TAG.sub(" ", html.unescape(args) if "&" in args else args).translate(_QUOTES)
    plain = re.sub(rf"\[/{re.escape(name)}\Z", "", plain.strip()) if name else plain.strip()
    plain = plain.removeprefix("=").replace("]", " ").replace("[", " ")
    found: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(plain):
        value = next((token[kind] for kind in _VALUES if token[kind]), "")
        if value:
            found.append(((token["key"] or "").lstrip(":@#&").lower(), value.strip().strip("()").lstrip("#")))
        if len(found) >= _MOST_TOKENS:
            break
    return found


def _of_address(value: str, platform: Platform | None) -> Permalink | None:
    if "/" not in value:
        return None
    link = permalinks.parse(value, platform.name if platform else None)
    if link is None and platform is not None and platform.hosts and "//" not in value:
        link = permalinks.parse(f"{platform.hosts[0]}/{value.lstrip('/')}", platform.name)
    return link


def _of_values(values: list[tuple[str, str]], named: dict[str, str], platform: Platform) -> Permalink | None:
    """The post by its id: the first argument without a key, or one whose key says that it is an id."""
    plain = [value for key, value in values if not key][:_MOST_PLAIN]
    ids = [value for key, value in values if _ID_KEY.match(key)] + plain
    user = next((named[key] for key in _USER_KEYS if key in named), None)
    host = next((named[key] for key in _HOST_KEYS if key in named), None)
    if host is None and not platform.hosts and len(plain) > 1 and _HOST.fullmatch(plain[0]):
        host, ids = plain[0], [value for key, value in values if not key and value.isdigit()]
    if host and not platform.hosts and ids:
        return permalinks.parse(f"{host.rstrip('/')}/web/statuses/{ids[0]}", platform.name)
    for post_id in ids:
        if link := permalinks.of_id(platform, post_id.partition("?")[0], user):
            return link
    return None
