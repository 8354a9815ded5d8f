"""The language of a line, by its commonest words and its script: enough to see it change."""

from __future__ import annotations

import re
from functools import cache

# The most frequent function words of each language; a word of several languages counts for none.
_WORDS = {
    "en": "the of and to in is was for that it with as on be at by this are from have has not but they "
    "his her she he you we an or which their been will would there what when who if so can about "
    "just out up your my me our its had were than how do did i'm it's don't",
    "fr": "le la les des du une est et dans pour qui que sur au aux avec par ce cette pas ne plus nous "
    "vous ils elle sont ses leur mais ou où été être avoir comme c'est d'une qu'il",
    "de": "der die das und ist nicht ein eine mit auf für den dem von zu im sich auch es wie ich wir "
    "sie er nach bei aus wird sind aber oder zum zur noch nur hat haben über einen einem wenn "
    "dass",
    "es": "el los las y en que una por con para del se es lo su al más como pero sus ha este esta son "
    "muy también fue hay nos desde porque todo ya sin",
    "pt": "o os as e em que uma por com para da do das dos no na se é não mais como mas foi ao seu sua "
    "pela pelo são isso você também já tem",
    "it": "il gli di che è un una per con non del della nel sono si da al dei delle anche come più ma "
    "ha questo questa alla loro ci mi",
    "nl": "de het een en van is dat niet op te zijn voor met die aan er ook maar om ze hij bij naar "
    "wordt nog uit wat heeft dit ik je wij",
    "cs": "a je se na že to v s z do o jsem ale jak pro si by co tak po jako už jsou když nebo být jen "
    "od za ve podle které který také",
    "pl": "i w na z że się nie do to jest o jak po co ale dla za od przez są ma tak już czy jego być "
    "który oraz tylko przy",
    "sv": "och att det som på är av för med till den har inte om ett jag vi men de från så kan var "
    "också ska när vid",
    "da": "og at det som på er af for med til den har ikke om et jeg vi men de fra så kan var også skal "
    "når ved",
    "tr": "ve bir bu da de için ile çok ne daha olarak gibi var ama kadar sonra olan ben sen biz",
    "id": "yang dan di dengan untuk dari ini itu pada tidak dalam akan juga ke ada oleh saya kita sudah bisa",
    "ro": "și în de la cu pe nu este că un o din pentru care mai sunt fi a s-a",
    "hu": "a az és hogy nem is egy ez meg csak de már volt mint még azt van ha",
    "fi": "ja on ei että se oli hän ovat mutta kun myös joka mitä niin kuin tämä",
    "ca": "el la els les i de que en un una per amb no és del al se són més com però",
}


@cache
def _votes() -> dict[str, str]:
    votes: dict[str, str] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            votes[word] = "" if word in votes else language
    return {word: language for word, language in votes.items() if language}


_LETTERS = {
    "cs": "řěůČŘ",
    "de": "ßäÄÖÜ",
    "es": "ñ¿¡",
    "fr": "œêèçàÀÉ",
    "hu": "őű",
    "pl": "łąęśżŁ",
    "pt": "ãõ",
    "ro": "țș",
    "sv": "å",
    "tr": "ğışİ",
}


#: So many code points are enough to tell.
SAMPLE = 160
#: So many words of one language and none of another need no look at the letters.
CLEAR = 3
_PUNCTUATION = str.maketrans(dict.fromkeys('".,;:!?()[]#@*', " "))
#: The same for any text: `str.translate` is three times as slow outside of ASCII.
_ANY_PUNCTUATION = re.compile('["“”„«».,;:!?()\\[\\]…#@*]+')


@cache
def _letters() -> dict[str, str]:
    return {letter: language for language, letters in _LETTERS.items() for letter in letters}


def words_of(text: str) -> list[str]:
    """Lower-case words of the beginning of ``text``, without punctuation."""
    sample = text[:SAMPLE].lower()
    if sample.isascii():
        return sample.translate(_PUNCTUATION).split()
    return _ANY_PUNCTUATION.sub(" ", sample).replace("’", "'").split()


def language_of(text: str, words: list[str] | None = None) -> str:
    """A language code, a script's name for text outside Latin script, or "" where nothing tells.

    ``words`` are those of `words_of`, where they are known already.
    """
    votes = _votes()
    cast = [votes[word] for word in (words_of(text) if words is None else words) if word in votes]
    if len(cast) >= CLEAR and cast.count(cast[0]) == len(cast):
        return cast[0]
    if not text.isascii():
        letters = _letters()
        cast += (letters[letter] for letter in letters.keys() & set(text[:SAMPLE]))
    if cast:
        best = max(sorted(set(cast)), key=cast.count)
        if cast.count(best) >= 2 or len(text) < 40:
            return best
    return "" if text.isascii() else _script(text)


def _script(text: str) -> str:
    for char in text[:60:3]:
        code = ord(char)
        if code < 0x370:
            continue
        if code < 0x400:
            return "Grek"
        if code < 0x530:
            return "Cyrl"
        if 0x590 <= code < 0x600:
            return "Hebr"
        if 0x600 <= code < 0x780:
            return "Arab"
        if 0x900 <= code < 0x980:
            return "Deva"
        if 0xE00 <= code < 0xE80:
            return "Thai"
        if 0x3040 <= code < 0x3100:
            return "Jpan"
        if 0xAC00 <= code < 0xD7B0:
            return "Kore"
    for char in text[:60]:
        if 0x3040 <= ord(char) < 0x3100:
            return "Jpan"
        if 0x4E00 <= ord(char) < 0xA000:
            return "Hani"
    return ""
