"""Whose voice a line has: words that posts are full of, and words of an article's telling.

Written by hand from what posts and news say in these languages, not counted in any one collection:
a word list fitted on labelled pages told pages of known sites apart and misled on new ones.
"""

from __future__ import annotations

from collections.abc import Sequence

#: The writer speaks of himself, to somebody.
SELF = frozenset(
    "i i'm i've i'd i'll my me we we're we've our you you're your thanks thank lol btw wow hey "
    "je j'ai mon ma mes notre nos merci ich mein meine wir yo mi mis gracias eu meu minha obrigado".split()
)

#: What one says to followers: thanks, news, calls to look or to come.
POSTS = frozenset(
    # English
    "via cc thx thanks pls plz w/ b/c lol wow omg congrats congratulations excited proud finally hey folks "
    "guys btw imho imo rt ping yay ugh awesome amazing breaking update tl;dr stay tuned tune rip happy join "
    "register just today tonight tomorrow live gonna wanna y'all dear friends check "
    # French, German, Spanish, Portuguese, Italian
    "bravo hâte découvrez retrouvez rejoignez bonjour merci lire félicitations aujourd'hui "
    "danke heute jetzt neu glückwunsch hallo "
    "gracias hoy nuevo ya enhorabuena hola felicidades "
    "obrigado obrigada hoje parabéns "
    "grazie oggi ecco "
    # Dutch, Czech, Polish
    "bedankt vandaag díky dneska právě hotovo ahoj dzięki dzisiaj".split()
)

#: How an article tells: who said it, in the third person and the past, and its connectives.
REPORTS = frozenset(
    # English
    "according said told however meanwhile moreover therefore although while which whose he she his her they "
    "their these those was were had been "
    # French, German, Spanish, Portuguese, Italian
    "cependant selon ainsi donc afin lors laquelle lequel "
    "laut sagte sagten jedoch außerdem wurde wurden hatte hatten demnach zudem "
    "según dijo además había fueron cuando "
    "segundo disse além foram "
    "secondo inoltre aveva stato "
    # Dutch, Czech, Polish
    "volgens zei echter podle řekl řekla však proto například protože według powiedział jednak".split()
)
_THRICE = 3


def register_features(words: Sequence[str]) -> list[str]:
    """The voices in ``words`` (lower case, without punctuation)."""
    out = []
    if not POSTS.isdisjoint(words):
        out.append("voice of posts")
    told = sum(map(REPORTS.__contains__, words))
    if told:
        out.append("voice of reports" if told < _THRICE else "voice of reports, thrice")
    return out
