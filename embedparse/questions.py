"""Questions about doubtful borders: a gap of a text with numbered candidates, for whoever can read it.

Where the model is not sure where a post begins or ends, a person, a script or a text model may be: each
question holds all that is needed to decide. The format is described in docs/questions-and-corrections.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from embedparse.models import Answers, Candidate, Question, Span

if TYPE_CHECKING:
    from embedparse.corrections import DocumentCorrections
    from embedparse.spans import OffsetMap
    from embedparse.text.borders.candidates import Choice
    from embedparse.text.borders.decisions import Decision

#: Below this probability a border is asked about.
DOUBTFUL = 0.9
#: Candidates less likely than this are left out of a question, and so are those beyond so many.
_UNLIKELY, _MOST = 0.001, 30

#: Gives the number of the right candidate, or None.
Resolver = Callable[[Question], int | None]
#: Gives as many answers as there are questions, in their order.
BatchResolver = Callable[[list[Question]], Sequence[int | None]]
#: Batches about one document: an answer may change what is asked about the next gap.
MOST_BATCHES = 3


@dataclass(frozen=True, slots=True)
class Batched:
    """A resolver that takes all open questions of a document: ``Options(resolve=Batched(ask))``."""

    resolve: BatchResolver


def hash_of(text: str) -> str:
    """The hash by which answers are tied to a document's text: SHA-256 of its UTF-8, 32 hex digits."""
    import hashlib  # most runs ask nothing

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def to_dict(question: Question) -> dict[str, Any]:
    """``question`` as one object of JSON; ``answer`` is to be filled in."""
    row = asdict(question)
    return {
        "doc": row.pop("doc"),
        "text_hash": row.pop("text_hash"),
        "question": row.pop("id"),
        **row,
        "answer": None,
    }


class Asker:
    """Asks about the doubtful gaps of one document, and gives the decoder the answers.

    ``corrections`` may have answers; ``resolve`` is asked about the others, for at most ``seconds``: about
    each as the decoder comes to it, or where it is `Batched` about all of them by `ask_open`.
    What it raises, an answer too late or one that is no candidate leave the decision to the model.
    """

    def __init__(
        self,
        doc: str,
        text: str,
        *,
        corrections: DocumentCorrections | None = None,
        resolve: Resolver | Batched | None = None,
        below: float = DOUBTFUL,
        seconds: float | None = None,
    ) -> None:
        self._doc, self._text = doc, text
        self._corrections, self._resolve = corrections, resolve
        self._known = corrections.answers() if corrections else {}
        self._below, self._seconds = below, seconds
        self.answers = Answers()
        self._answered: dict[str, Candidate | None] = {}
        self._open: list[Question] = []
        self._offsets: tuple[OffsetMap, ...] = ()

    def through(self, offsets: OffsetMap) -> Asker:
        """The same asker for a text that was made from the one it reads; ``offsets`` lead back to that."""
        other = copy(self)
        other._offsets = (offsets, *self._offsets)
        return other

    def _in_document(self, span: Span) -> Span:
        for offsets in self._offsets:
            span = offsets.cover(span)
        return span

    @cached_property
    def _hash(self) -> str:
        return hash_of(self._text)

    def __call__(self, decision: Decision) -> Choice | None:
        """The choice that an answer names; None: the model decides."""
        if len(decision.choices) < 2 or (decision.probability >= self._below and not self._known):
            return None
        question, choices = self._question(decision)
        if question.id not in self._answered:  # a document with labels of its site is read twice
            known = self._known.get(question.id)
            if known is not None and self._corrections:
                self._corrections.use_answers([question.id])
                self._take(question, known)
            elif decision.probability >= self._below:
                return None
            else:
                self.answers.questions.append(question)
                self._ask(question)
        answer = self._answered[question.id]
        if answer is not None:  # after other answers the same candidate may have another number
            for candidate, choice in zip(question.candidates, choices, strict=True):
                if (candidate.tail, candidate.head) == (answer.tail, answer.head):
                    return choice
        return None

    def _ask(self, question: Question) -> None:
        self._answered[question.id] = None
        if isinstance(self._resolve, Batched):
            self._open.append(question)
        elif self._resolve is not None:
            resolve = self._resolve
            self._put(lambda questions: [resolve(questions[0])], [question])

    def ask_open(self) -> bool:
        """Ask a batched resolver about all that is open. Whether it decided any: then read again."""
        questions = self._open.copy()
        self._open.clear()  # what reads through an offset map adds to the same list
        if not questions or not isinstance(self._resolve, Batched):
            return False
        self._put(self._resolve.resolve, questions)
        return any(self._answered[question.id] for question in questions)

    def _put(self, resolve: BatchResolver, questions: list[Question]) -> None:
        """Ask ``resolve`` and note what it answers."""
        try:
            found = (
                resolve(questions) if self._seconds is None else _in_time(resolve, questions, self._seconds)
            )
            numbers = list(found)
        except TimeoutError:
            self.answers.outcomes["late"] += len(questions)
            return
        except Exception:  # a resolver is somebody else's: what it raises must not end a scan
            self.answers.outcomes["failed"] += len(questions)
            return
        if len(numbers) != len(questions):
            self.answers.outcomes["wrong"] += len(questions)
            return
        for question, number in zip(questions, numbers, strict=True):
            self._take(question, number)

    def _take(self, question: Question, number: object) -> None:
        """Note the answer ``number`` to ``question``; one that names no candidate only in the counts."""
        self._answered[question.id] = None
        if number is None:
            self.answers.outcomes["unanswered"] += 1
        elif type(number) is int and 1 <= number <= len(question.candidates):  # True is no answer
            self._answered[question.id] = question.candidates[number - 1]
            self.answers.outcomes["answered"] += 1
        else:
            self.answers.outcomes["wrong"] += 1

    def _question(self, decision: Decision) -> tuple[Question, list[Choice]]:
        gap = decision.gap
        start, end = self._in_document((gap.lo, gap.hi))
        likely = [
            (choice, probability)
            for choice, probability in zip(decision.choices, decision.probabilities, strict=True)
            if probability >= _UNLIKELY
        ][:_MOST]
        candidates = tuple(
            Candidate(
                number,
                round(probability, 4),
                self._in_document((gap.tail.units[0].start, gap.tail_edge(choice.tail)))
                if gap.tail and choice.tail
                else None,
                self._in_document((gap.head_edge(choice.head), gap.hi)) if choice.head else None,
            )
            for number, (choice, probability) in enumerate(likely, 1)
        )
        question = Question(
            doc=self._doc,
            text_hash=self._hash,
            id=f"{self._hash[:12]}-{start}-{end}",
            span=(start, end),
            text=self._text[start:end],
            above=decision.above,
            below=decision.below,
            candidates=candidates,
        )
        return question, [choice for choice, _ in likely]


def _in_time(resolve: BatchResolver, questions: list[Question], seconds: float) -> Sequence[int | None]:
    """What ``resolve`` answers within ``seconds``. Raises TimeoutError, and what it raises.

    A resolver that hangs keeps its thread: Python cannot end one.
    """
    from threading import Thread

    answers: list[tuple[Sequence[int | None], Exception | None]] = []

    def ask() -> None:
        try:
            answers.append((resolve(questions), None))
        except Exception as error:  # raised again where it is waited for
            answers.append(((), error))

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if not answers:
        raise TimeoutError
    found, error = answers[0]
    if error is not None:
        raise error
    return found
