"""What to look for in a document, and what to remove."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from embedparse.models import RANK, Confidence, UsageError

if TYPE_CHECKING:
    from embedparse.corrections import Corrections
    from embedparse.questions import Batched, Resolver

#: What leaves the prose of a post whose borders are doubtful.
Doubtful = Literal["core", "keep"]
DOUBTFUL_CHOICES: tuple[Doubtful, ...] = ("core", "keep")


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: two dials, the platforms to look for, and who is asked in doubt.

    ``min_confidence`` drops records found with less evidence; ``platforms`` keeps those named, one
    or several (None: all); ``prefilter`` False runs every matcher on every document, for tests only.
    ``quotes`` also looks for posts that the article quotes in its own sentences; they stay in the
    prose. ``indirect`` adds what such a sentence retells (`tweeted that …`): possible records, so that it
    needs ``quotes`` and the confidence "possible".

    ``min_border`` is about what is removed, never about the records: of a post whose `border_probability` is
    less, ``doubtful`` says what leaves the prose: "core", what is the post's with that probability (its
    attribution and the lines beside it), or "keep", nothing.

    ``resolve`` is asked where a border is doubtful: it is called with a `Question` and returns the number of
    a candidate, or None; a `Batched` one is called with the list of a document's questions and returns as
    many answers. What it raises, or does not answer within ``resolve_seconds``, leaves the decision to the
    model. ``questions`` collects the questions in ``Scan.answers``; ``corrections`` are answers and
    verdicts from a file (`embedparse.corrections`).
    """

    min_confidence: Confidence = "likely"
    platforms: str | Collection[str] | None = None
    prefilter: bool = True
    quotes: bool = False
    min_border: float = 0.0
    doubtful: Doubtful = "core"
    resolve: Resolver | Batched | None = None
    resolve_seconds: float | None = None
    questions: bool = False
    corrections: Corrections | None = None
    indirect: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for a level or a platform that there is none of, or for settings at odds."""
        if self.min_confidence not in RANK:
            raise UsageError(f"no confidence is called {self.min_confidence}; there are {', '.join(RANK)}.")
        if isinstance(self.platforms, str):
            object.__setattr__(self, "platforms", (self.platforms,))
        if not 0 <= self.min_border <= 1:
            raise UsageError(f"min_border is a probability from 0 to 1, not {self.min_border}.")
        if self.doubtful not in DOUBTFUL_CHOICES:
            raise UsageError(f"doubtful is one of {', '.join(DOUBTFUL_CHOICES)}, not {self.doubtful}.")
        if self.indirect and not (self.quotes and self.min_confidence == "possible"):
            raise UsageError(
                "what is retold makes possible records: "
                "--indirect needs --quotes and --min-confidence possible."
            )
        if self.platforms is not None:
            from embedparse.platforms import check_names

            check_names(self.platforms)


DEFAULT = Options()
