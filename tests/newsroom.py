"""Invented articles in any number, the same ones each time: some hold posts, most do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

_WHO = (
    "The harbour master",
    "A baker from Lenne",
    "The council",
    "Two sisters",
    "The night porter",
    "Nobody",
)
_DID = (
    "opened the gate",
    "sold eleven loaves",
    "counted the boats",
    "asked for more time",
    "kept the old bell",
)
_WHEN = (
    "on Monday",
    "after the storm",
    "before the vote",
    "in spite of the rain",
    "for the third time",
    "at noon",
)
_WHY = (
    "because the tide would not wait.",
    "and said so to everyone who asked.",
    "while the market hall stood empty.",
    "as their parents had done for years.",
    "though the budget (about 4 million) was spent.",
)
_POSTS = (
    "The lamps on the east quay are lit again #quay",
    "Thank you @harbour_watch for the pumps! https://t.co/{code}",
    "Third delay this month.\n\nWe are sorry. pic.twitter.com/{code}",
    "Das Boot fährt heute nicht. Bitte Geduld!",
    "¿Quién abrió la compuerta? #lluvia #puerto",
)
_NAMES = (("Ada Quill", "ada_quill"), ("Harbour Watch", "harbour_watch"), ("Miro T. ⚓", "mirot"))
_MONTHS = "January February March April May June July August September October November December".split()
_CODE = "abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789"


def articles(count: int, *, every: int = 9, seed: int = 7) -> Iterator[dict[str, object]]:
    """``count`` rows with ``id``, ``text`` (about 2,500 characters), ``section``; one in ``every`` has posts.

    Some ids are numbers' worth of text, some texts are empty, and one in a hundred is HTML.
    """
    for number in range(count):
        random = Random(f"{seed}-{number}")
        if number % 997 == 5:
            text = " \n"
        elif number % 100 == 17:
            text = _page(random, with_post=number % 200 == 17)
        else:
            text = "\n".join(_lines(random, with_posts=number % every == 0))
        yield {"id": f"news-{number}", "text": text, "section": random.choice(("port", "town", "sport"))}


def _paragraph(random: Random) -> str:
    sentences = (
        f"{random.choice(_WHO)} {random.choice(_DID)} {random.choice(_WHEN)} {random.choice(_WHY)}"
        for _ in range(random.randint(2, 5))
    )
    return " ".join(sentences)


def _lines(random: Random, *, with_posts: bool) -> list[str]:
    lines = [_paragraph(random) for _ in range(random.randint(5, 13))]
    if random.random() < 0.1:
        lines.append("Write to the desk: news@lenne.example")
    for _ in range(random.choice((1, 1, 1, 2, 3)) if with_posts else 0):
        body, name, handle, date = _post(random)
        lines.insert(random.randrange(1, len(lines)), f"{body}\n— {name} (@{handle}) {date}")
    return lines


def _post(random: Random) -> tuple[str, str, str, str]:
    body = random.choice(_POSTS).format(code="".join(random.choices(_CODE, k=10)))
    name, handle = random.choice(_NAMES)
    return (
        body,
        name,
        handle,
        f"{random.choice(_MONTHS)} {random.randint(1, 28)}, {random.randint(2014, 2023)}",
    )


def permalink(handle: str, date: str) -> str:
    """The URL of a tweet sent at noon of the printed ``date``, as its id tells the time."""
    noon = datetime.strptime(f"{date} 12", "%B %d, %Y %H").replace(tzinfo=UTC)
    return f"https://twitter.com/{handle}/status/{(int(noon.timestamp() * 1000) - 1288834974657) << 22}"


def _page(random: Random, *, with_post: bool) -> str:
    parts = [f"<p>{_paragraph(random)}</p>" for _ in range(4)]
    if with_post:
        body, name, handle, date = _post(random)
        parts.insert(
            2,
            f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{body}</p>'
            f'&mdash; {name} (@{handle}) <a href="{permalink(handle, date)}">{date}</a></blockquote>',
        )
    return "<html><body>\n" + "\n".join(parts) + "\n</body></html>"
