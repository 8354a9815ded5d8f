"""Entities of a post's text: links, media, hashtags, mentions, cashtags, and its weighted length.

The rules for X are those of twitter-text (its conformance suite is the test); other platforms
differ in what a mention is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from embedparse.fields.own_links import PICTURE, SHORTENER
from embedparse.patterns import LazyPattern, PatternFamily

#: What any URL counts in a weighted length, however long (twitter-text, config v3).
URL_LENGTH = 23


@dataclass(slots=True)
class Entities:
    """Shape: lists in reading order, values without their sign.

    ``links`` and ``media`` hold each value once; the others one per occurrence, as twitter-text does.
    """

    links: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    cashtags: list[str] = field(default_factory=list)


def entities_of(body: str, platform: str) -> Entities:
    """Everything in ``body`` that ``platform`` would make a link of."""
    found = Entities()
    if "://" in body:
        found.links = list(dict.fromkeys(map(_trimmed, _LINK.findall(body))))
    if "pic." in body:
        found.media = list(dict.fromkeys(_MEDIA_LINK.findall(body)))
    if "#" in body or "＃" in body:
        found.hashtags = _outside_urls(_HASHTAG, body)
    if "@" in body or "＠" in body:
        found.mentions = _outside_urls(_MENTIONS[platform], body)
    if "$" in body:
        found.cashtags = _CASHTAG.findall(body)
    return found


def weighted_length(text: str, *, emoji_sequences: bool = True) -> int:
    """Length of a post as X counts it against 280: twitter-text, config v3.

    Light letters (Latin, Cyrillic, Arabic, …) count 1, all else (CJK, emoji) 2, a URL with its
    scheme and a ``pic.twitter.com`` link 23 each. A whole emoji sequence counts 2; with
    ``emoji_sequences=False`` each of its characters counts (config v2, before 2018).
    Bare domains count as letters: X turned them into t.co links, so bodies do not print them.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    length = _weight(text)
    if "://" in text or "pic." in text:
        for url in _COUNTED_URL.finditer(text):
            if _is_valid_host(url["host"]):
                length += URL_LENGTH - _weight(url[0])
    if emoji_sequences and length > len(text):
        for emoji in _EMOJI.finditer(text):
            length -= max(0, _weight(emoji[0]) - 2)
    return length


_URL_REACH = 160  # how far before a sign a URL is looked for that the sign may be part of
_MAX_LABEL = 63  # octets of one label of a host name, RFC 1035


#: Characters of weight 2: all outside U+0000-10FF, 2000-200D, 2010-201F, 2032-2037.
_HEAVY = LazyPattern("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")


def _weight(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(map(len, _HEAVY.findall(text)))


def _is_valid_host(host: str | None) -> bool:
    """Whether each label fits the DNS once it is encoded; X leaves other URLs as plain text."""
    if host is None:  # t.co, pic.twitter.com
        return True
    return all(
        len(label) <= _MAX_LABEL
        if label.isascii()
        else len(label.encode("punycode")) + len("xn--") <= _MAX_LABEL
        for label in host.split(".")
    )


def _trimmed(url: str) -> str:
    """``url`` without the punctuation and Markdown that stuck to its end."""
    while True:
        shorter = url.rstrip(".,;:!?'’”\"*_~|\\")
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


def _outside_urls(rule: LazyPattern[str], body: str) -> list[str]:
    """What ``rule`` captures, save inside a URL (`twitter.com/#top`, `medium.com/@name`)."""
    found = []
    for match in rule.finditer(body):
        start = match.start()
        glued = start > 0 and not body[start - 1].isspace() and "/" in body
        if not (glued and _URL_HEAD.search(body, max(0, start - _URL_REACH), start)):
            found.append(match[1])
    return found


#: Letters and digits of a hashtag: any script, and the joiners twitter-text adds.
_NO_LETTER = (
    r"\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
)
_TAG = rf"\p{{L}}\p{{M}}{_NO_LETTER}"
_SPACES = r"\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DIRECTION = r"\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_ACCENTED = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268" + (
    r"\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
#: A shortener's code has 10 characters (8 before 2013): more letters after it are the next word, and
#: another link may be glued to a short one.
_CODE = rf"(?:[A-Za-z0-9]{{1,10}}?(?=https?://|{PICTURE}/)|[A-Za-z0-9]{{1,10}})"
_IN_URL = r"[^\s<>\"`|\[\]{}…（）「」『』【】〈〉《》、。，！？“”«»]"


_MEDIA = rf"{PICTURE}/{_CODE}"
_MEDIA_LINK = LazyPattern(_MEDIA)
_LINK = LazyPattern(
    rf"https?://(?:{SHORTENER}/{_CODE}|(?!{SHORTENER}/)[\p{{L}}\p{{N}}_-]{{1,63}}(?:\.[\p{{L}}\p{{N}}_-]{{1,63}}){{1,8}}"
    rf"(?:(?!(?<![/=])https?://){_IN_URL}){{0,2000}})",
    engine="regex",
)
_HASHTAG = LazyPattern(
    rf"(?<=^|[\ufe0e\ufe0f]|[^{_TAG}&])[#＃](?![\ufe0f\u20e3])"
    rf"(?=[{_NO_LETTER}]{{0,280}}[\p{{L}}\p{{M}}])([{_TAG}]{{1,280}}+)(?![#＃]|://)",
    engine="regex",
)
_CASHTAG = LazyPattern(
    rf"(?<=^|[{_SPACES}{_DIRECTION}])\$([A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)"
    r"(?=$|\s|[!'#%&()*+,\\./:;<=>?@\[\]^_{|}~$-])",
    engine="regex",
)
#: The beginning of a URL, up to where one looks from.
_URL_HEAD = LazyPattern(
    rf"(?:https?://|(?<![\p{{L}}\p{{N}}@＠#＃$_.-])(?:[\p{{L}}\p{{N}}-]{{1,63}}\.){{1,5}}\p{{L}}{{2,24}}/)"
    rf"{_IN_URL}{{0,{_URL_REACH}}}+$",
    engine="regex",
)
_COUNTED_URL = LazyPattern(
    rf"https?://(?:{SHORTENER}/{_CODE}|(?P<host>[\p{{L}}\p{{M}}\p{{N}}_-]{{1,2000}}(?:\.[\p{{L}}\p{{M}}\p{{N}}_-]{{1,2000}}){{1,8}})"
    rf"(?:[:/?#](?:(?!(?<![/=])https?://){_IN_URL}){{0,2000}})?)|{_MEDIA}",
    engine="regex",
)
_ONE_EMOJI = r"\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?"
#: A sequence that shows as one emoji.
_EMOJI = LazyPattern(
    r"\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f|"  # flags of England, Scotland, Wales
    rf"{_ONE_EMOJI}(?:\u200d{_ONE_EMOJI}){{0,8}}|\p{{Regional_Indicator}}{{2}}|[0-9#*]\ufe0f?\u20e3",
    engine="regex",
)

#: Platform -> what may follow the @ of a mention. The default is X's rule.
_HANDLES = {
    "bluesky": r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,24}",
    "mastodon": r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?"
    r"(?:@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})?",
    "instagram": r"[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?",
    "youtube": r"[A-Za-z0-9_](?:[A-Za-z0-9_.·-]{0,28}[A-Za-z0-9_])?",
    "telegram": r"[A-Za-z0-9_]{4,32}",
}
_HANDLES |= dict.fromkeys(("threads", "tiktok", "facebook"), _HANDLES["instagram"])
_BEFORE_MENTION = r"(?<=^|[^A-Za-z0-9_!#$%&*@＠]|(?:^|[^A-Za-z0-9_+~.-])[Rr][Tt]:?)"


def _mention(platform: str) -> str:
    handle = _HANDLES.get(platform)
    if handle is not None:
        return rf"{_BEFORE_MENTION}[@＠]({handle})(?![@＠\p{{L}}\p{{N}}_]|://)"
    # A list (`@user/name`) is no mention; hence the possessive steps: no shorter reading is tried.
    return rf"{_BEFORE_MENTION}[@＠]([A-Za-z0-9_]{{1,20}}+)(?!/[A-Za-z])(?![@＠{_ACCENTED}]|://)"


#: The pattern of a mention by the name of its platform.
_MENTIONS = PatternFamily(_mention, engine="regex")
