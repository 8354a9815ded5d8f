"""The address of a post on a line beside the same post."""

from __future__ import annotations

import pytest

import embedparse

MAY, LATER = "1256210998723452345", "1293210998723452345"  # posted on 2020-05-01 and 2020-08-11
POST = "The harbour stays open.\n— Ada Quill (@ada_quill) May 1, 2020"
SECOND = "All boats are back.\n— Ada Quill (@ada_quill) May 1, 2020"


def url(post_id: str, handle: str = "ada_quill") -> str:
    return f"https://twitter.com/{handle}/status/{post_id}"


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        pytest.param([POST, "", url(MAY)], [MAY], id="below"),
        pytest.param([POST, url(MAY)], [MAY], id="on-the-next-line"),
        pytest.param([url(MAY), "", POST], [MAY], id="above"),
        pytest.param([POST, "", f"<{url(MAY, 'Ada_Quill')}>"], [MAY], id="in-angle-brackets"),
        pytest.param(
            [POST, url(MAY), "", SECOND, url("1256310998723452345")],
            [MAY, "1256310998723452345"],
            id="both-below",
        ),
        pytest.param(
            [url(MAY), "", POST, "", url("1256310998723452345"), "", SECOND],
            [MAY, "1256310998723452345"],
            id="both-above",
        ),
        pytest.param([POST, "", url(MAY, "somebody_else")], [None, MAY], id="not-of-another-author"),
        pytest.param([POST, "", url(LATER)], [None, LATER], id="not-of-another-day"),
        pytest.param(
            [POST, "", "The harbour master agreed.", "", url(MAY)], [None, MAY], id="not-behind-prose"
        ),
        pytest.param([POST, f"Source: {url(MAY)}"], [None, MAY], id="not-a-source"),
    ],
)
def test_an_address_beside_a_post(lines: list[str], ids: list[str | None]) -> None:
    text = "\n".join(["It rained on the island all day.", "", *lines, "", "Then the sun came out."])
    found = embedparse.scan(text)
    assert [embed.post_id for embed in found.embeds] == ids
    assert all(embed.post_id is None or embed.post_id in covered(embed, text) for embed in found.embeds)


def covered(embed: embedparse.Embed, text: str) -> str:
    """The part of ``text`` that ``embed`` takes."""
    return "".join(text[start:end] for start, end in embed.spans)


def test_the_address_confirms_the_post() -> None:
    (embed,) = embedparse.scan(f"It rained.\n\n{POST}\n\n{url(MAY)}\n\nThen it stopped.").embeds
    assert embed.posted_at == "2020-05-01T13:16:56.024Z"
    assert embed.evidence[-2:] == ("own-address-beside", "date-confirms-id")
