"""Questions about doubtful borders, and the answers: from a callable, from a file, right, wrong and late."""

import json
import time

import pytest

import embedparse
from embedparse.corrections import correction_of, read_corrections, write_corrections
from embedparse.models import Document, Question, UsageError
from embedparse.pipeline import Options, scan_document
from embedparse.questions import Batched, hash_of, to_dict
from tests.command import embedparse as run

TEXT = (
    "The mill at Hallborg will close in May, its owner said on Monday.\n"
    "The council heard of it from the radio.\n"
    "Nobody asked us.\n"
    "Not once in all these years.\n"
    "— Mara Lindqvist (@mara_example) May 1, 2020\n"
    "The owner gave no reasons."
)


def asked(resolve=None, **options):
    return scan_document(Document("mill", TEXT), Options(resolve=resolve, questions=True, **options))


def doubtful():
    """A question about TEXT. The model may be sure of it one day: then the text must be changed."""
    (question,) = asked().answers.questions
    return question


def raising(question):
    raise RuntimeError("no answer today")


def slow(question):
    time.sleep(2)
    return 2


def test_a_question_holds_what_is_needed_to_decide():
    question = doubtful()
    assert question.doc == "mill"
    assert question.text_hash == hash_of(TEXT)
    assert TEXT[slice(*question.span)] == question.text
    assert (question.above, question.below) == (None, "— Mara Lindqvist (@mara_example) May 1, 2020")
    assert [candidate.number for candidate in question.candidates] == list(
        range(1, len(question.candidates) + 1)
    )
    probabilities = [candidate.probability for candidate in question.candidates]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1, abs=0.02)


def test_the_same_gap_has_the_same_id_in_another_document():
    again = scan_document(Document("copy", TEXT), Options(questions=True)).answers.questions[0]
    assert again.id == doubtful().id


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_right_answer_decides(number):
    wanted = doubtful().candidates[number - 1]
    found = asked(lambda question: number)
    body = "" if wanted.head is None else TEXT[slice(*wanted.head)].strip()
    assert (found.embeds[0].body or "") == body
    assert found.embeds[0].border_probability > 0.95
    assert found.answers.outcomes == {"answered": 1}


@pytest.mark.parametrize(
    ("outcome", "resolve"),
    [
        ("unanswered", lambda question: None),
        ("failed", raising),
        ("wrong", lambda question: 0),
        ("wrong", lambda question: 99),
        ("wrong", lambda question: -1),
        ("wrong", lambda question: "2"),
        ("wrong", lambda question: True),
        ("late", slow),
    ],
)
def test_without_a_usable_answer_the_model_decides(outcome, resolve):
    found = asked(resolve, resolve_seconds=0.2 if outcome == "late" else None)
    assert found.embeds == scan_document(Document("mill", TEXT)).embeds
    assert found.answers.outcomes == {outcome: 1}


#: Two doubtful gaps; TEXT and the like of it.
TWO = TEXT + (
    "\nThe union wants a meeting with him.\nWe were always told last.\nThis time by a newspaper.\n"
    "— Joren Vaal (@joren_example) May 2, 2020\nIt is to take place in June."
)


def batched(resolve, **options):
    return scan_document(Document("two", TWO), Options(resolve=Batched(resolve), questions=True, **options))


def test_a_batched_resolver_is_asked_once_about_all_gaps():
    seen = []

    def second(questions):
        seen.append([question.below for question in questions])
        return [2 for _ in questions]

    found = batched(second)
    one_by_one = scan_document(Document("two", TWO), Options(resolve=lambda question: 2, questions=True))
    assert [len(batch) for batch in seen] == [2]
    assert found.answers.outcomes == {"answered": 2}
    assert [embed.body for embed in found.embeds] == [embed.body for embed in one_by_one.embeds]
    assert [embed.body for embed in found.embeds] != [embed.body for embed in embedparse.scan(TWO).embeds]


@pytest.mark.parametrize(
    ("outcomes", "resolve"),
    [
        ({"unanswered": 2}, lambda questions: [None, None]),
        ({"unanswered": 1, "wrong": 1}, lambda questions: (None, 99)),
        ({"wrong": 2}, lambda questions: [1]),
        ({"wrong": 2}, lambda questions: []),
        ({"failed": 2}, lambda questions: None),
        ({"failed": 2}, raising),
        ({"late": 2}, slow),
    ],
)
def test_without_usable_answers_of_a_batch_the_model_decides(outcomes, resolve):
    found = batched(resolve, resolve_seconds=0.2 if "late" in outcomes else None)
    assert found.embeds == embedparse.scan(TWO, doc="two").embeds
    assert found.answers.outcomes == outcomes


def test_a_sure_border_is_not_asked_about():
    text = "It rained.\n\n> Good night!\n>\n> — Ada (@ada_example) May 1, 2020\n\nThen day came."
    assert not scan_document(Document("d", text), Options(resolve=raising, questions=True)).answers.questions


def test_nobody_is_asked_by_default():
    assert embedparse.scan(TEXT).answers is None


def answered(question: Question, number: int | None) -> bytes:
    return json.dumps(to_dict(question) | {"answer": number}).encode() + b"\n"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_answers_from_a_file(tmp_path, number):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(answered(doubtful(), number))
    corrected = scan_document(Document("mill", TEXT), Options(corrections=read_corrections(str(path))))
    assert corrected.embeds[0].body == asked(lambda question: number).embeds[0].body


def test_questions_and_answers_on_the_command_line(tmp_path):
    rows, questions, records = (
        tmp_path / name for name in ("rows.jsonl", "questions.jsonl", "records.jsonl")
    )
    rows.write_text(json.dumps({"id": "mill", "text": TEXT}) + "\n", encoding="utf8")
    run("scan", str(rows), "-o", str(records), "--questions", str(questions))
    question = json.loads(questions.read_text(encoding="utf8"))
    assert question["answer"] is None
    other = next(c for c in question["candidates"] if c["number"] == 2)
    changed = question | {"answer": 2}
    stale = changed | {"text_hash": "0" * 32, "doc": "gone"}
    answers = tmp_path / "answers.jsonl"
    answers.write_text(json.dumps(changed) + "\n" + json.dumps(stale) + "\n", encoding="utf8")
    done = run("scan", str(rows), "-o", str(records), "--corrections", str(answers))
    record = json.loads(records.read_text(encoding="utf8"))
    assert record["spans"][0][0] == (other["head"] or [TEXT.index("—")])[0]
    assert "answers.jsonl:2: no longer fits gone" in done.stderr.decode()
    assert "1 correction no longer fits" in done.stderr.decode()


def test_questions_of_rows_without_an_id(tmp_path):
    rows, questions = tmp_path / "rows.jsonl", tmp_path / "questions.jsonl"
    rows.write_text("\n" + json.dumps({"text": TEXT}) + "\n", encoding="utf8")
    run("scan", str(rows), "-o", str(tmp_path / "records.jsonl"), "--questions", str(questions))
    assert json.loads(questions.read_text(encoding="utf8"))["doc"].endswith("rows.jsonl:0")


def verdict(**keys):
    return correction_of({"doc": "mill", "text_hash": hash_of(TEXT), **keys})


def corrected(tmp_path, *items):
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(write_corrections(items))
    return scan_document(Document("mill", TEXT), Options(corrections=read_corrections(str(path))))


def test_a_record_that_is_no_post(tmp_path):
    at = TEXT.index("—")
    found = corrected(tmp_path, verdict(verdict="not-a-post", spans=[[at, at + 10]]))
    assert not found.embeds
    assert found.prose == TEXT


def test_a_record_with_other_spans(tmp_path):
    start, end = TEXT.index("The council"), TEXT.index("\nThe owner gave")
    (embed,) = corrected(tmp_path, verdict(verdict="spans", spans=[[start, end]])).embeds
    assert embed.spans == ((start, end),)
    assert embed.body == TEXT[start : TEXT.index("\n—")]
    assert (embed.border_probability, embed.evidence[-1]) == (1.0, "corrected")


@pytest.mark.parametrize("spans", [[[0, 5]], [[len(TEXT), len(TEXT) + 9]]])
def test_a_verdict_on_no_record_does_nothing(tmp_path, spans):
    found = corrected(tmp_path, verdict(verdict="spans", spans=spans))
    assert found.embeds == embedparse.scan(TEXT, doc="mill").embeds
    assert not found.answers.used


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "unexpected end"),
        ("[]", "no text_hash"),
        ('{"text_hash": "a"}', "neither a verdict nor a question"),
        ('{"text_hash": "a", "question": "q", "answer": "1"}', "no candidate's number"),
        ('{"text_hash": "a", "verdict": "maybe"}', "no verdict is called"),
        ('{"text_hash": "a", "verdict": "spans"}', "spans is no list"),
        ('{"text_hash": "a", "verdict": "spans", "spans": [[5, 2]]}', "not sorted"),
        ('{"text_hash": "a", "verdict": "spans", "spans": [[0, 2]], "body": 3}', "body is no string"),
    ],
)
def test_what_is_no_correction_is_named_with_its_line(tmp_path, line, message):
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf8")
    with pytest.raises(UsageError, match=message) as error:
        read_corrections(str(path))
    assert f"{path}:2: " in str(error.value)


def test_the_later_of_two_answers_counts(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(answered(doubtful(), 1) + answered(doubtful(), 2) + answered(doubtful(), None))
    (item,) = read_corrections(str(path)).items
    assert item.answer == 2


def test_questions_about_a_text_that_holds_markup():
    link = '<a href="https://twitter.com/ada_example/status/1256487654321098765">May 2, 2020</a>'
    post = f"<p>It rained.</p>&mdash; Ada (@ada_example) {link}"
    text = f'<blockquote class="twitter-tweet">{post}</blockquote>\n\n{TEXT}'
    found = scan_document(Document("mill", text), Options(resolve=lambda question: 2))
    asked_about = found.answers.questions[-1]
    assert len(found.embeds) == 2
    assert text[slice(*asked_about.span)].endswith("Not once in all these years.\n")
    start, end = asked_about.candidates[1].head
    assert found.embeds[1].body == text[start:end].strip()
