"""Cards of Bluesky, Mastodon and Threads that were printed as lines."""

from __future__ import annotations

import pytest

import embedparse

BEFORE = "The ferry was late for the third time this week, the harbour office said."
AFTER = "Residents of the old town said that they would rather have the bridge."
BODY = "Nobody told the islands that the boat is gone."


@pytest.mark.parametrize(
    ("platform", "lines"),
    [
        pytest.param(
            "bluesky",
            [
                "Runa Feldt",
                "@runa.feldt.bsky.social",
                BODY,
                "May 4, 2025 at 9:14 AM",
                "12 likes",
                "3 replies",
            ],
            id="bluesky",
        ),
        pytest.param(
            "bluesky",
            ["Runa Feldt @runa.feldt.bsky.social", BODY, "May 4, 2025 at 9:14 AM", "12 likes", "3 replies"],
            id="bluesky-name-and-handle-in-a-line",
        ),
        pytest.param(
            "mastodon",
            [
                "Runa Feldt",
                "@runa@mastodon.example",
                BODY,
                "May 04, 2025, 09:14 · Web",
                "12 boosts",
                "3 favorites",
            ],
            id="mastodon",
        ),
        pytest.param(
            None,
            ["Runa Feldt", "@runa.feldt.bsky.social", BODY, "The office could not be reached."],
            id="not-a-handle-above-prose",
        ),
        pytest.param(
            None,
            ["Runa Feldt", "@runa.feldt.bsky.social", BODY, "12 boats"],
            id="not-a-count-of-something-else",
        ),
    ],
)
def test_a_card_as_lines(platform: str | None, lines: list[str]) -> None:
    found = embedparse.scan("\n\n".join([BEFORE, "\n".join(lines), AFTER]))
    assert [embed.platform for embed in found.embeds] == ([platform] if platform else [])
    if platform:
        assert [embed.body for embed in found.embeds] == [BODY]
        assert found.prose == f"{BEFORE}\n\n{AFTER}"


def test_an_address_of_mail_is_no_handle() -> None:
    post = [
        BODY,
        "[image or embed]",
        "— Runa Feldt (",
        "@runa.feldt.bsky.social",
        ")",
        "May 4, 2025 at 9:14 AM",
    ]
    lines = ["Write to the office:", "office-north@harbour.org", "Join the list of members", *post]
    (embed,) = embedparse.scan("\n".join([BEFORE, *lines, AFTER])).embeds
    assert embed.handle == "runa.feldt.bsky.social"
