"""Hold invented and damaged inputs against everything that embedparse promises.

    python scripts/fuzz.py documents [--seconds 60] [--seed N] [--finds FOLDER]
    python scripts/fuzz.py strings   [--seconds 60] [--seed N] [--finds FOLDER]
    python scripts/fuzz.py files     [--seconds 60] [--seed N] [--finds FOLDER]
    python scripts/fuzz.py documents --guided       coverage decides what to try next (pip install atheris)

`documents` splices the fixtures of the project and the signs that rules look for, and puts embeds into
each other. It checks of each text, Markdown text and page, for every confidence: a scan gives a result;
spans are sorted, disjoint and inside; prose and removed spans rebuild the document; the prefilter changes
nothing; a scan of the prose finds nothing of the same confidence, and the prose of the prose is the prose;
the prefilter over raw rows passes over no row with a record; quotes change no embed. Runs of one seed and
number of inputs print the same digest, with `--plain` too. `strings` are short, many, and checked for a
result, its spans and rebuilding alone. `files` damages a file of every format: reading never raises, and
read = scanned + skipped + failed.

Prints the number of inputs and the seed. A find is minimised and put into the folder of finds as JSON.
Exit code 1 if there were any.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Protocol
from unittest import mock

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

SLOWEST = 20
"""Seconds that one input may take."""
LONGEST = 2_000
"""Characters of a document."""
STEPS = 400
"""Trials of a minimisation."""
WINDOW = 300
"""Characters of a fixture that most documents hold."""
ACCELERATORS = ("hyperscan", "stringzilla")
"""Modules without which the results are the same."""
UNSHARED = 16
"""One document of so many is checked without sharing searches between the scans."""


class Choices(Protocol):
    """What generators draw from: a random number generator, or the bytes of a guided run."""

    def randrange(self, stop: int, /) -> int: ...


class FromBytes:
    """Choices made by ``data``, whose every byte counts; zeros behind its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def randrange(self, stop: int, /) -> int:
        number = 0
        for _ in range(1 if stop <= 256 else 2 if stop <= 65_536 else 4):
            number = number << 8 | (self._data[self._at] if self._at < len(self._data) else 0)
            self._at += 1
        return number % stop


# -------------------------------------------------------------------------------------- documents

SIGNS = [
    "— ", "–", "-- ", "- ", "―", "&mdash; ", "â€” ", "Ada Berg ", "Ada (x) ", "(@ada_example) ", "(@a)",
    "（@b）", "\\(@a\\_b\\)", "([@ada](https://twitter.com/ada)) ", "@ada ", "＠ole ", "#tag ", "$BOAT ",
    "May 1, 2020", "3. März 2018", "2020年1月1日", "1 мая 2020 г.", "on March 4, 2016",
    "9:07 AM - 4 Mar 2016",
    "[May 1, 2020](https://twitter.com/ada/status/1256000000000000000)", "[May 1, 2020][3]",
    "(https://twitter.com/ada/status/1)", "https://x.com/ada/status/1256000000000000000",
    "https://t.co/aB3dE5gH7j", "<https://t.co/aB3dE5gH7j>", "pic.twitter.com/Qw3rTy7UiO",
    "It rained all day. ", "No boat today! ", "Good night: ",
    "“No boat today,” the mayor tweeted on Friday.", "wrote on X: “", "Ada Berg tweeted that ", "„", "”", "«",
    "» twitterte Ada Berg am Freitag. ", "a publié sur Facebook : « ", "posted on Instagram, ",
    "[3]: https://twitter.com/ada/status/1256000000000000000", "> ", ">\n", "> > ", "* ", "• ",
    "View this post on Instagram", "A post shared by Ada (@ada.example)", "Posted by u/ada",
    "byu/ada inboats", "Post by @ada View on Threads", "Replying to @ada", "Follow", "12 Likes", "x", "[",
    "](", ")", "\\", "```\n", "<p>", "</p>", "<br>", "<blockquote class=\"twitter-tweet\">",
    "</blockquote>", "<script>", "</script>", "<!--", "-->",
    "<a href=\"https://twitter.com/ada/status/1256000000000000000\">", "</a>", "&quot;",
    "&#xE000;0&#xE001;", "\ue0000\ue001", "<iframe src=\"https://www.youtube.com/embed/abcdefghijk\">",
    "</iframe>", "data-tweet-id=1256000000000000000", "{\"full_text\":\"a\"}", "\\u003cblockquote",
    "byline By Ada",
]  # fmt: skip
ODD = [
    "\n", "\n\n", "  \n", "\r\n", "\r", "\t", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0",
    "\u1680", "\u2000", "\u2003", "\u2007", "\u2009", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
    "\u2028", "\u2029", "\u202a", "\u202e", "\u202f", "\u205f", "\u2060", "\u2066", "\u2069", "\u3000",
    "\ufeff", "\ufff9", "\ufffd", "\0", "\x07", "\x1b", "\x7f", "\ud800", "\udfff", "\ue000", "\uf8ff",
    "\U0010ffff", "\u0660", "\u06f1", "\u0966", "\uff11", "²", "①", "½", "Ⅷ", "𝟏", "‐", "‑", "‒", "−", "﹘",
    "－", "⸺", "ß", "İ", "ı", "ﬁ", "ǅ", "ͅ", "\u0301", "👩\u200d🚒", "🇺🇸", "漢", "เ", "ا", "א",
]  # fmt: skip

#: What makes a page's tags, values and comments begin or end elsewhere.
BREAKS = [
    '"', "'", "<", ">", "=", "/", "/>", "</", "&", "&lt;", "&quot;", "<!--", "-->", "--",
    "<script>", "</script>", "<textarea>", "</textarea>", "<style", "<p>", "</p>", "<div", "</div>",
    "<b>", "</b>", "\n", "\n\n", " ", "", "http:", "url=", 'url="', "data-url='", "<x-a ", "<d ",
]  # fmt: skip


def fixtures() -> list[tuple[str, str]]:
    """The project's own texts and pages, with their kinds."""
    found = []
    for path in sorted((ROOT / "fixtures").rglob("source.*")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found.append((text[: 2 * LONGEST], "html" if path.suffix == ".html" else "text"))
    for path in sorted((ROOT / "fixtures" / "cases").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            text = case.get("text") or case.get("input") if isinstance(case, dict) else None
            if isinstance(text, str):
                found.append((text[: 2 * LONGEST], "text"))
    return found


def _elements(documents: list[tuple[str, str]]) -> list[str]:
    """The embeds of ``documents``, as they are in the source, the short ones."""
    from embedparse.models import Document
    from embedparse.pipeline import Options, scan_document

    found = set()
    for text, kind in documents:
        for embed in scan_document(Document("", text, kind), Options("possible")).embeds:  # type: ignore[arg-type]
            start, end = embed.spans[0][0], embed.spans[-1][1]
            if end - start <= 2 * WINDOW:
                found.add(text[start:end])
    return sorted(found)


class Documents:
    """Makes documents out of fixtures and signs."""

    def __init__(self) -> None:
        self._seeds = fixtures()
        self._elements = _elements(self._seeds)

    def make(self, choices: Choices) -> tuple[str, str]:
        """A document and its kind."""
        way = choices.randrange(9)
        if way == 8:
            return self._nested(choices), "html" if choices.randrange(3) else "text"
        if way < 4:
            count = 1 + choices.randrange(10)
            kind = "html" if way == 3 else "text"
            return "".join(self._sign(choices) for _ in range(count)), kind
        text, kind = self._seeds[choices.randrange(len(self._seeds))]
        if way == 7:
            other, _ = self._seeds[choices.randrange(len(self._seeds))]
            cut = choices.randrange(len(text) + 1)
            text = text[:cut] + other[choices.randrange(len(other) + 1) :]
        if len(text) > WINDOW and choices.randrange(4):
            start = choices.randrange(len(text) - WINDOW)
            text = text[start : start + WINDOW]
        for _ in range(1 + choices.randrange(5)):
            text = self._changed(text, choices)
        if choices.randrange(12) == 0:
            kind = "text" if kind == "html" else "html"
        if len(text) > LONGEST:
            start = choices.randrange(len(text) - LONGEST)
            text = text[start : start + LONGEST]
        return text, kind

    def _nested(self, choices: Choices) -> str:
        """Embeds put into each other anywhere, with signs that end tags, values and comments elsewhere."""
        text = ""
        for _ in range(1 + choices.randrange(5)):
            other = self._elements[choices.randrange(len(self._elements))]
            at = choices.randrange(len(other) + 1)
            text = other[:at] + text + other[at:]
        for _ in range(choices.randrange(8)):
            at = choices.randrange(len(text) + 1)
            sign = BREAKS[choices.randrange(len(BREAKS))]
            text = text[:at] + sign + text[at + choices.randrange(2) :]
        return text[: 2 * LONGEST]

    def make_short(self, choices: Choices) -> tuple[str, str]:
        """A short text or page."""
        count = 1 + choices.randrange(6)
        kind = "html" if choices.randrange(4) == 0 else "text"
        return "".join(self._sign(choices) for _ in range(count)), kind

    def _sign(self, choices: Choices) -> str:
        way = choices.randrange(10)
        if way < 6:
            return SIGNS[choices.randrange(len(SIGNS))]
        if way < 9:
            return ODD[choices.randrange(len(ODD))]
        return chr(choices.randrange(0x3000))

    def _changed(self, text: str, choices: Choices) -> str:
        at, size = choices.randrange(len(text) + 1), choices.randrange(40)
        match choices.randrange(6):
            case 0:
                return text[:at] + text[at + size :]
            case 1:
                return text[:at] + self._sign(choices) + text[at:]
            case 2:
                return text[:at] + self._sign(choices) + text[at + 1 :]
            case 3:
                return text[:at] + text[at : at + size] * 2 + text[at + size :]
            case 4:
                lines = text.split("\n")
                first, second = choices.randrange(len(lines)), choices.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                return "\n".join(lines)
            case _:
                return text.replace(("\n\n", "\n", " ", ">")[choices.randrange(4)], self._sign(choices), 3)


class Violation(Exception):  # noqa: N818 (a fact about an input, no error of the script)
    """An input that breaks a promise."""


class SharedMatches:
    """While a document is checked, the same search of the same text is made once.

    Five scans of a document and those of its prose ask for the same searches again. One document in
    `UNSHARED` is checked without this, so that a search whose result changes would not stay unseen.
    """

    def __init__(self) -> None:
        from embedparse import matching, removal

        self._find = matching.find_matches
        self._found: dict[tuple[str, str, bool, str, bool], list[Any]] = {}
        self._documents = 0
        self._modules: tuple[Any, ...] = (matching, removal)

    @contextmanager
    def of_one_document(self) -> Iterator[None]:
        self._found.clear()
        self._documents += 1
        if self._documents % UNSHARED == 0:
            yield
            return
        for module in self._modules:
            module.find_matches = self._find_once
        try:
            yield
        finally:
            for module in self._modules:
                module.find_matches = self._find

    def _find_once(
        self, document: Any, least: Any = "possible", *, prefilter: bool = True, asker: Any = None
    ) -> list[Any]:
        if asker is not None:
            return self._find(document, least, prefilter=prefilter, asker=asker)
        key = document.text, document.kind, document.only_links, least, prefilter
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(document, least, prefilter=prefilter)
        return _copied(found)


def _copied(matches: list[Any]) -> list[Any]:
    """Copies of ``matches``, which scans move from text to text; those that name each other still do."""
    copies = {id(match): copy(match) for match in matches}
    for match in copies.values():
        match.spans = [*match.spans]
        match.quoted_in = copies.get(id(match.quoted_in), match.quoted_in)
        match.same_as = copies.get(id(match.same_as), match.same_as)
    return [*copies.values()]


class RowFilters:
    """The prefilter over raw rows: no row with a record may be passed over."""

    def __init__(self) -> None:
        self._filters: dict[tuple[str, str, bool], Any] = {}

    def check(self, text: str, kind: Any, level: Any, found: Any, *, quotes: bool = False) -> None:
        """Raise Violation where the row of ``text`` would not be decoded, or not give what was ``found``."""
        from embedparse.models import Document
        from embedparse.pipeline import Options, scan_document
        from embedparse.prefilter.field_check import FieldCheck
        from embedparse.prefilter.hyperscan_filter import Worth, rows_of

        if any("\ud800" <= sign <= "\udfff" for sign in text):
            return  # no JSON reader takes such a row
        row = json.dumps({"text": text}, ensure_ascii=len(text) % 2 == 0).encode()
        [(_, _, worth, _)] = rows_of(row, self._filter(kind, level, quotes), FieldCheck(("text",)))
        if not worth:
            raise Violation("the prefilter over rows passes over a record")
        if worth == Worth.LINKS:
            again = scan_document(Document("x", text, kind, only_links=True), Options(level, quotes=quotes))
            if again != found:
                raise Violation("the prefilter over rows passes over more than links")

    def _filter(self, kind: Any, level: Any, quotes: bool) -> Any:
        from embedparse.inputs import ReadOptions
        from embedparse.jobs import ScanConfig
        from embedparse.pipeline import Options
        from embedparse.prefilter.hyperscan_filter import filter_for

        if (kind, level, quotes) not in self._filters:
            work = ScanConfig(ReadOptions(kind=kind), Options(level, quotes=quotes))
            self._filters[kind, level, quotes] = filter_for(work)
        return self._filters[kind, level, quotes]


class DocumentCheck:
    """Holds a document against every promise: raises Violation, or whatever the scan raises."""

    def __init__(self) -> None:
        self._shared = SharedMatches()
        self._rows = RowFilters()
        self._results = hashlib.sha256()

    def __call__(self, text: str, kind: Any) -> None:
        with self._shared.of_one_document():
            self._check(text, kind)

    def _check(self, text: str, kind: Any) -> None:
        from embedparse.models import Document
        from embedparse.pipeline import Options, scan_document

        document = Document("x", text, kind)
        for level in ("possible", "likely", "certain"):
            options = Options(level)
            found = scan_document(document, options)
            self._results.update(repr(found).encode("utf-8", "surrogatepass"))
            if level == "possible" and found != scan_document(document, Options(level, prefilter=False)):
                raise Violation("the prefilter changes the result")
            _check_spans(text, found)
            if not found.embeds:
                break
            self._rows.check(text, kind, level, found)
            for embed in found.embeds:
                json.dumps(embed.to_dict())
            _check_rest(found, options, kind)
        else:
            _check_doubtful(document)
        self._check_quotes(document)

    def _check_quotes(self, document: Any) -> None:
        """Quotes change no embed and no prose, and the prefilters pass over none."""
        from embedparse.pipeline import Options, scan_document

        for level, indirect in (("possible", True), ("likely", False)):
            options = Options(level, quotes=True, indirect=indirect)  # type: ignore[arg-type]
            found = scan_document(document, options)
            self._results.update(repr(found).encode("utf-8", "surrogatepass"))
            _check_spans(document.text, found)
            if found != scan_document(document, replace(options, prefilter=False)):
                raise Violation("the prefilter changes the result with quotes")
            quoted = any(embed.kind == "quote" for embed in found.embeds)
            if quoted:
                self._rows.check(document.text, document.kind, level, found, quotes=True)
            without = scan_document(document, Options(level))  # type: ignore[arg-type]
            if (without.prose, without.removed) != (found.prose, found.removed):
                raise Violation("quotes change the prose")
            if [e.spans for e in without.embeds] != [e.spans for e in found.embeds if e.kind != "quote"]:
                raise Violation("quotes change the embeds")

    @property
    def results(self) -> str:
        """A digest of all that was found so far."""
        return self._results.hexdigest()


def _check_doubtful(document: Any) -> None:
    """Where doubtful posts stay in the prose, in part or whole, spans and rebuilding hold too."""
    from embedparse.pipeline import Options, scan_document

    for doubtful in ("core", "keep"):
        _check_spans(document.text, scan_document(document, Options(min_border=0.9, doubtful=doubtful)))


@cache
def _document_check() -> DocumentCheck:
    return DocumentCheck()


def check_document(text: str, kind: Any) -> None:
    """Raise Violation, or whatever the scan raises."""
    _document_check()(text, kind)


def check_string(text: str, kind: Any) -> None:
    """The cheap part of the same."""
    from embedparse.models import Document
    from embedparse.pipeline import Options, scan_document

    _check_spans(text, scan_document(Document("x", text, kind), Options("possible")))


def _check_spans(text: str, found: Any) -> None:
    from embedparse.spans import rebuild

    edge = 0
    for start, end in sorted(span for embed in found.embeds if embed.kind != "quote" for span in embed.spans):
        if not edge <= start < end <= len(text):
            raise Violation("spans are not sorted, disjoint and inside")
        edge = end
    pieces = [text[start:end] for start, end in found.removed]
    if rebuild(found.prose, found.removed, pieces) != text:
        raise Violation("prose and removed spans do not rebuild the document")


def _check_rest(found: Any, options: Any, kind: Any) -> None:
    from embedparse.models import RANK, Document
    from embedparse.pipeline import scan_document

    taken = [embed for embed in found.embeds if embed.kind not in ("link", "quote")]
    if not taken:
        return
    again = scan_document(Document("x", found.prose, kind), options)
    least = min(RANK[embed.confidence] for embed in taken)
    if any(RANK[embed.confidence] <= least for embed in again.embeds if embed.kind == "embed"):
        raise Violation("the prose holds an embed of the same confidence")
    if again.prose != found.prose:
        raise Violation("the prose of the prose is not the prose")


# ------------------------------------------------------------------------------------------- files


ODD_BYTES = (
    b"\0", b'"', b"\n", b"\r\n", b"{", b"]", b"\\u", b"\xed\xa0\x80", b"\xff\xfe", b"../", b"\x1b[2J",
)  # fmt: skip


class Files:
    """Damages files of every format."""

    def __init__(self) -> None:
        from tests.faults.samples import samples

        self._samples = list(samples().items())

    def make(self, choices: Choices) -> tuple[bytes, str]:
        """A damaged file and its name."""
        name, data = self._samples[choices.randrange(len(self._samples))]
        for _ in range(1 + choices.randrange(4)):
            data = self._damaged(data, choices)
        if choices.randrange(8) == 0:  # a wrong name
            name = self._samples[choices.randrange(len(self._samples))][0]
        return data, name

    def _damaged(self, data: bytes, choices: Choices) -> bytes:
        at, size = choices.randrange(len(data) + 1), choices.randrange(64)
        match choices.randrange(9):
            case 0:
                return data[:at]
            case 1:
                return data[at:]
            case 2:
                return data[:at] + bytes([choices.randrange(256)]) + data[at + 1 :]
            case 3:
                noise = bytes(choices.randrange(256) for _ in range(size))
                return data[:at] + noise + data[at + size :]
            case 4:
                return data[:at] + data[at + size :]
            case 5:  # lengths and offsets of binary formats
                number = (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, len(data))[choices.randrange(6)]
                return data[:at] + number.to_bytes(4, "little") + data[at + 4 :]
            case 6:
                _, other = self._samples[choices.randrange(len(self._samples))]
                return data[:at] + other[choices.randrange(len(other) + 1) :]
            case 7:
                return data[:at] + data[at : at + size] * 3 + data[at + size :]
            case _:
                odd = (
                    b"\0",
                    b'"',
                    b"\n",
                    b"\r\n",
                    b"{",
                    b"]",
                    b"\\u",
                    b"\xed\xa0\x80",
                    b"\xff\xfe",
                    b"../",
                    b"\x1b[2J",
                )
                return data[:at] + odd[choices.randrange(len(odd))] + data[at:]


def file_check(folder: str) -> Callable[[bytes, str], None]:
    """What checks a damaged file, put into ``folder``."""
    from embedparse.batch import perform
    from embedparse.batch.summary import Summary
    from embedparse.inputs import ReadOptions
    from embedparse.jobs import ScanConfig
    from embedparse.models import UsageError
    from embedparse.readers.batches import read_batches
    from embedparse.readers.sources import Source

    work = ScanConfig(reading=ReadOptions(max_size=1 << 20, carry=True), articles=True)
    performer = perform.Performer(work)
    number = [0]

    def check(data: bytes, name: str) -> None:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        number[0] += 1
        # What is read is scanned for every fifth file only: `documents` is for that.
        scan = perform.scan_document if number[0] % 5 == 0 else _scan_nothing
        with mock.patch.object(perform, "scan_document", scan):
            if number[0] % 50 == 0:  # with a compiled prefilter: that takes longer than a whole run
                with mock.patch.object(perform, "filter_for", return_value=performer.hits):
                    return _check_run(path, folder)
            summary = Summary()
            try:
                for task in read_batches([Source(0, path)], work.reading):
                    summary.add(performer(task))
            except UsageError:
                return None
            return _check_counts(summary)

    return check


def _scan_nothing(document: Any, _options: Any) -> Any:
    from embedparse.models import Scan

    return Scan((), document.text, ())


def _check_counts(summary: Any) -> None:
    if summary.read != summary.scanned + sum(summary.skipped.values()) + sum(summary.failed.values()):
        raise Violation("the counts do not add up")
    if summary.failed["error"]:
        raise Violation("a document failed as an error of the scan")


def _check_run(path: str, folder: str) -> None:
    """A whole run with outputs."""
    from embedparse.batch.run import RunConfig, run
    from embedparse.inputs import ReadOptions
    from embedparse.jobs import ScanConfig
    from embedparse.models import UsageError

    with tempfile.TemporaryDirectory(dir=folder) as out:
        outputs = {"records": f"{out}/r.jsonl", "articles": f"{out}/art/", "failures": f"{out}/f.jsonl"}
        work = ScanConfig(ReadOptions(max_size=1 << 20, carry=True), articles=True)
        stderr, sys.stderr = sys.stderr, open(os.devnull, "w")  # noqa: SIM115
        try:
            _check_counts(run(RunConfig((path,), work, outputs, quiet=True)))
        except UsageError:
            return
        finally:
            sys.stderr.close()
            sys.stderr = stderr


# --------------------------------------------------------------------------------------------- run


class Run:
    """Counts inputs and keeps finds."""

    def __init__(self, make: Callable[[Choices], Any], check: Callable[..., None], finds: Path) -> None:
        self._make = make
        self._check = check
        self._finds = finds
        self.inputs = 0
        self.kinds: Counter[str] = Counter()
        signal.signal(signal.SIGALRM, self._too_slow)

    def _too_slow(self, _number: int, _frame: FrameType | None) -> None:
        raise Violation("too slow")

    def one(self, choices: Choices) -> None:
        """Make an input and check it."""
        made = self._make(choices)
        self.inputs += 1
        kind = self.fault(made)
        if kind is None:
            return
        self.kinds[kind] += 1
        if self.kinds[kind] == 1:
            self._keep(self.minimised(made, kind), kind)

    def fault(self, made: tuple[Any, str]) -> str | None:
        """The name of what is wrong with an input, with the place where it was raised; None for nothing."""
        signal.setitimer(signal.ITIMER_REAL, SLOWEST)
        try:
            self._check(*made)
        except Violation as error:
            return str(error)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            inside = [frame for frame in frames if "embedparse" in frame.filename]
            where = inside[-1] if inside else frames[-1]
            return f"{type(error).__name__} in {Path(where.filename).name}, {where.name}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return None

    def minimised(self, made: tuple[Any, str], kind: str) -> tuple[Any, str]:
        """A shorter input with the same fault."""
        data, name = made
        step, trials = max(len(data) // 2, 1), 0
        while step and trials < STEPS:
            at, smaller = 0, False
            while at < len(data) and trials < STEPS:
                trials += 1
                shorter = data[:at] + data[at + step :]
                if self.fault((shorter, name)) == kind:
                    data, smaller = shorter, True
                else:
                    at += step
            step = step if smaller else step // 2
        return data, name

    def _keep(self, made: tuple[Any, str], kind: str) -> None:
        data, name = made
        print(f"FOUND {kind}: {name}: {data[:300]!r}", flush=True)
        entry = {"fault": kind, "kind": name, "data": data if isinstance(data, str) else data.hex()}
        self._finds.mkdir(parents=True, exist_ok=True)
        file = "".join(sign if sign.isalnum() else "-" for sign in kind.lower())[:60]
        (self._finds / f"{file}.json").write_text(json.dumps(entry, indent=1) + "\n", encoding="ascii")


def main() -> int:
    """Fuzz until the time or the number of inputs is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=["documents", "strings", "files"])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--inputs", type=int, default=0, help="stop after so many")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--finds", type=Path, default=ROOT / "fixtures" / "hostile" / "new")
    parser.add_argument("--guided", action="store_true", help="let coverage decide (needs atheris)")
    parser.add_argument(
        "--plain", action="store_true", help="without Hyperscan and the other libraries in C that save time"
    )
    options = parser.parse_args()
    if options.plain:
        sys.modules.update(dict.fromkeys(ACCELERATORS))  # type: ignore[arg-type]
    folder = tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    if options.guided:
        return guided(options, folder)
    run = _run(options, folder)
    gc.set_threshold(50_000)  # as the command does
    begun = time.monotonic()
    for choices in _seeds(options.seed):
        run.one(choices)
        if time.monotonic() - begun > options.seconds or run.inputs == options.inputs:
            break
    found = sum(run.kinds.values())
    print(f"{options.target}: {run.inputs:,} inputs, seed {options.seed}: {found:,} violations")
    if options.target == "documents":
        print(f"  digest of the results: {_document_check().results}")
    for kind, count in run.kinds.most_common():
        print(f"  {count:,} {kind}")
    return 1 if run.kinds else 0


def _run(options: argparse.Namespace, folder: str) -> Run:
    if options.target == "documents":
        return Run(Documents().make, check_document, options.finds)
    if options.target == "strings":
        return Run(Documents().make_short, check_string, options.finds)
    return Run(Files().make, file_check(folder), options.finds)


def _seeds(seed: int) -> Iterator[Choices]:
    rng = random.Random(seed)
    while True:
        yield rng


def guided(options: argparse.Namespace, folder: str) -> int:
    """The same with choices that libFuzzer makes, by the coverage that they reach."""
    import atheris

    with atheris.instrument_imports(include=["embedparse"]):
        import embedparse.batch.perform
        import embedparse.pipeline
        import embedparse.readers.batches
        import embedparse.text.tweets  # noqa: F401
    run = _run(options, folder)

    def one(data: bytes) -> None:
        run.one(FromBytes(data))
        if run.inputs % 1_000 == 0:
            print(f"{options.target} (guided): {run.inputs:,} inputs, {dict(run.kinds)}", flush=True)

    flags = [
        f"-max_total_time={int(options.seconds)}",
        f"-seed={options.seed}",
        "-max_len=400",
        "-rss_limit_mb=0",
    ]
    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
