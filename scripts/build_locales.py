"""Check the languages' tables and compile them, with what CLDR knows of dates, to what the package reads.

    python scripts/build_locales.py            write embedparse/locales/compiled/*.json
    python scripts/build_locales.py --check    exit 1 where a file differs from what would be written
    python scripts/build_locales.py --kinds    what a table may hold, and what for

A language is one file, ``embedparse/locales/CODE.toml``; nothing else names it. Dates need the package Babel
of the version that ``setup.cfg`` pins; without it they are left as they are, and so it says. Words of dates
are folded (`embedparse.fields.date_shapes.fold`), so that capitals, accents and the dot of an abbreviation
need no entry of their own.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import regex

from embedparse.fields.date_shapes import fold
from embedparse.locales.kinds import KINDS, NEEDED, SECTIONS, Kind

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "embedparse" / "locales"
TARGET = TABLES / "compiled"
#: Kinds of dates that the script makes from CLDR and the table.
DATES = (
    *("day_dot", "year_dot", "buddhist_era", "months", "weekdays", "day_words", "meridiems", "prepositions"),
    *("time_words", "time_suffixes", "year_suffixes"),
)

Table = dict[str, dict[str, Any]]


def read_tables() -> dict[str, Table]:
    """The tables by language. Raises SystemExit with a line for each fault."""
    tables: dict[str, Table] = {}
    faults = []
    for path in sorted(TABLES.glob("*.toml")):
        try:
            tables[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path}: {error}")
            continue
        faults += (f"{path}: {fault}" for fault in faults_of(tables[path.stem]))
    if faults:
        raise SystemExit("\n".join(faults))
    return tables


def faults_of(table: Table) -> Iterator[str]:
    """What is wrong in a table: sections, kinds and values that `embedparse.locales.kinds` does not know."""
    known = {(kind.section, kind.name): kind for kind in KINDS}
    for section, content in table.items():
        if section not in SECTIONS:
            yield f"no section is called {section}; there are {', '.join(SECTIONS)}"
        elif not isinstance(content, dict):
            yield f"{section} must be a section, [{section}]"
        else:
            yield from (
                f"[{section}] needs {name}" for name in NEEDED.get(section, ()) if name not in content
            )
            for name, value in content.items():
                kind = known.get((section, name))
                names = ", ".join(kind.name for kind in KINDS if kind.section == section)
                unknown = (f"no kind of words is called so; there are {names}",)
                for fault in faults_in(kind, value) if kind else unknown:
                    yield f"[{section}] {name}: {fault}"


def faults_in(kind: Kind, value: Any) -> Iterator[str]:
    """What is wrong with the value of one kind."""
    if kind.form == "flag":
        if value is not True:
            yield "must be true, or left out"
    elif kind.form == "tables":
        for entry in value if isinstance(value, list) else [value]:
            yield from _faults_in_table(kind, entry)
    elif kind.form in ("text", "pattern"):
        if not isinstance(value, str) or not value:
            yield "must be a text"
        elif kind.form == "pattern":
            yield from _faults_in_pattern(value)
    elif not (isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)):
        yield "must be a list of texts"
    else:
        yield from _faults_in_words(kind, value)


def _faults_in_table(kind: Kind, entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "must hold tables"
    elif kind.keys:
        yield from (f"{key} is missing" for key in kind.keys if not key.endswith("?") and key not in entry)
        known = {key.removesuffix("?") for key in kind.keys}
        yield from (
            f"{key} is unknown; there are {', '.join(sorted(known))}" for key in entry if key not in known
        )


def _faults_in_words(kind: Kind, words: list[str]) -> Iterator[str]:
    for word in words:
        if kind.form == "patterns":
            yield from _faults_in_pattern(word)
        if kind.lower and word != word.lower():
            yield f"{word} must be in lower case: it is compared with text in lower case"
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield f"{word} is there twice"


def _faults_in_pattern(pattern: str) -> Iterator[str]:
    try:
        re.compile(re.sub(r"\{[A-Z]\}", "x", pattern))
    except re.error as error:
        yield f"{pattern} is no pattern: {error}"


_WIDTHS = ("wide", "abbreviated")
_CLIPPED_LETTERS = 3  # Instagram's captions cut every month to three letters: `Wrz 28, 2017`


@dataclass(frozen=True)
class Names:
    """What CLDR calls things in one locale: ``(number, name)`` of each wide and abbreviated form."""

    months: list[tuple[int, str]]
    days: list[tuple[int, str]]
    meridiems: list[str]


def cldr_names(locale: str) -> Names:
    """The names of ``locale``, forms that are an alias of another form left out.

    Babel's raw data, to be read before anything is formatted: formatting resolves aliases in
    shared data (seen with Babel 2.18.0: Urdu gets the stand-alone March of Hebrew).
    """
    from babel import localedata

    data = localedata.load(locale)

    def forms(table: str) -> list[tuple[Any, str]]:
        found: list[tuple[Any, str]] = []
        for context in ("format", "stand-alone"):
            for width in _WIDTHS:
                names = data[table][context].get(width)
                if isinstance(names, tuple):  # an alias with some names of its own
                    names = names[1]
                if isinstance(names, dict):
                    found += names.items()
        return found

    halves = [name for half, name in forms("day_periods") if half in ("am", "pm")]
    return Names(sorted(forms("months")), sorted(forms("days")), halves)


def date_patterns(locale: str) -> list[str]:
    from babel.dates import get_date_format

    return [
        str(get_date_format(width, locale).pattern).replace("'", "") for width in ("full", "long", "medium")
    ]


def glued(patterns: list[str], field: str) -> set[tuple[str, str]]:
    """Letters that a pattern prints directly before and after ``field`` (`בMMMM`, `MMMMren`)."""
    found = {("", "")}
    for pattern in patterns:
        for match in regex.finditer(rf"((?:(?![A-Za-z])\p{{L}})*){field}+([\p{{L}}\p{{M}}]*)", pattern):
            found.add((match[1], match[2]))
    return found


def month_words(name: str, joints: set[tuple[str, str]]) -> set[str]:
    """Folded words for one printed month name; empty where the name is a number (`3月`)."""
    name = re.sub(r"^(?:de |d[’'])", "", unicodedata.normalize("NFC", name))
    if any(c.isdigit() for c in name):
        return set()
    return {fold(before + name + after) for before, after in joints} - {""}


def without_other_letters(name: str) -> str:
    """The folded month ``name`` as corpora print it that dropped what is not ASCII: `fvrier`; or "".

    One that lost its first letter is another word, or a name (`nora`).
    """
    if not name[0].isascii():
        return ""
    left = fold("".join(letter for letter in name if letter.isascii()))
    return left if len(left) >= _CLIPPED_LETTERS and left.isalpha() and left != fold(name) else ""


def build_dates(language: str, own: dict[str, Any], cldr: dict[str, Names]) -> dict[str, Any]:
    """The dates of one language from CLDR and its table ``own``, still without clipped forms."""
    locales = own["cldr"]
    patterns = [p for locale in locales for p in date_patterns(locale)]
    months: dict[str, int] = {}
    dropped: dict[str, int] = {}
    for locale in locales:
        joints = glued(date_patterns(locale), "M")
        for number, name in cldr[locale].months:
            months.update(dict.fromkeys(month_words(name, joints), number))
            dropped[without_other_letters(name)] = number
    for number, names in own.get("months", {}).items():
        for name in names:
            months.update(dict.fromkeys(month_words(name, {("", "")}), int(number)))
    weekdays = {
        fold(word)
        for locale in locales
        for _, name in cldr[locale].days
        for before, after in glued(date_patterns(locale), "E")
        for word in (before + name + after).split()
    }
    suffixes = {
        m[1] for p in patterns for m in re.finditer(r"y\s(\w{1,2}\.?)(?=\s|$)", p) if p.startswith("d")
    }
    long = patterns[1]
    return {
        "day_dot": re.search(r"d\.", long) is not None,
        "year_dot": long.endswith("y."),
        "buddhist_era": own.get("buddhist_era", False),
        "months": dict(sorted(months.items(), key=lambda item: (item[1], item[0]))),
        "dropped": {word: number for word, number in dropped.items() if word},
        "weekdays": sorted(weekdays - {""}),
        "day_words": sorted(map(fold, own.get("day_words", []))),
        "meridiems": sorted({" ".join(m.split()) for locale in locales for m in cldr[locale].meridiems}),
        "prepositions": sorted({fold(word) for p in own.get("prepositions", []) for word in p.split()}),
        "time_words": sorted(own.get("time_words", [])),
        "time_suffixes": sorted(own.get("time_suffixes", [])),
        "year_suffixes": sorted(suffixes | set(own.get("year_suffixes", []))),
    }


def add_clipped(tables: dict[str, dict[str, Any]]) -> None:
    """Add month names cut to three letters, or to those of ASCII, where no language reads another month in
    them."""
    readings: dict[str, set[int]] = defaultdict(set)
    clipped: dict[str, dict[str, int]] = defaultdict(dict)
    for language, table in tables.items():
        for word, month in table.pop("dropped").items():
            readings[word].add(month)
            clipped[language][word] = month
        for word, month in table["months"].items():
            readings[word].add(month)
            short = word[:_CLIPPED_LETTERS]
            if len(word) > len(short) and word.isalpha() and ord(word[0]) < 0x530:
                readings[short].add(month)
                clipped[language][short] = month
    for language, words in clipped.items():
        for word, month in sorted(words.items()):
            if len(readings[word]) == 1:
                tables[language]["months"].setdefault(word, month)


def check_conflicts(tables: dict[str, dict[str, Any]]) -> None:
    """Raise where one word is two months in one style of writing, so that no reading could choose."""
    seen: dict[tuple[str, bool, bool], tuple[str, int]] = {}
    for language, table in tables.items():
        for word, month in table["months"].items():
            key = (word, table["day_dot"], table["year_dot"])
            other, its = seen.setdefault(key, (language, month))
            if its != month:
                raise SystemExit(f"{word!r} is month {its} in {other} and {month} in {language}")


def compile_words(tables: dict[str, Table]) -> dict[str, str]:
    """The content of each compiled file but that of dates, by its name."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for kind in KINDS:
        if kind.section != "dates":
            own = ((code, table.get(kind.section, {}).get(kind.name)) for code, table in tables.items())
            found.setdefault(kind.section, {})[kind.name] = {code: value for code, value in own if value}
    return {f"{section}.json": dump(kinds) for section, kinds in found.items()}


def compile_dates(tables: dict[str, Table]) -> dict[str, str]:
    """The compiled file of dates, by its name."""
    own = {code: table["dates"] for code, table in tables.items() if "cldr" in table.get("dates", {})}
    cldr = {locale: cldr_names(locale) for dates in own.values() for locale in dates["cldr"]}
    built = {code: build_dates(code, dates, cldr) for code, dates in own.items()}
    add_clipped(built)
    check_conflicts(built)
    found = {name: {code: dates[name] for code, dates in built.items()} for name in DATES}
    kinds = {name: {code: value for code, value in own.items() if value} for name, own in found.items()}
    kinds["months"] = found["months"]  # some languages number them
    return {"dates.json": dump(kinds)}


def dump(kinds: dict[str, dict[str, Any]]) -> str:
    """JSON with a line for each language of each kind."""
    lines = []
    for kind, found in kinds.items():
        rows = (f'    "{code}": {json.dumps(value, ensure_ascii=False)}' for code, value in found.items())
        lines.append(f"  {json.dumps(kind)}: {{\n" + ",\n".join(rows) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def pinned_babel() -> str:
    """The version of Babel that the dates are made from."""
    found = re.search(r"Babel==(\S+)", (ROOT / "setup.cfg").read_text(encoding="utf-8"))
    assert found, "setup.cfg must pin the Babel that the dates are made from"
    return found[1]


def has_babel() -> bool:
    """Whether the Babel that the dates are made from is installed."""
    try:
        return metadata.version("Babel") == pinned_babel()
    except metadata.PackageNotFoundError:
        return False


def main() -> int:
    """Exit code 0: written, or nothing differs; 1: a file differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    parser.add_argument("--kinds", action="store_true", help="print what a table may hold")
    chosen = parser.parse_args()
    if chosen.kinds:
        for kind in KINDS:
            print(f"[{kind.section}] {kind.name} ({kind.form}): {kind.meaning}")
        return 0
    tables = read_tables()
    files = compile_words(tables)
    if has_babel():
        files |= compile_dates(tables)
    else:
        print(f"dates.json is left as it is: install Babel=={pinned_babel()} to make it", file=sys.stderr)
    differ = [name for name, text in files.items() if not _same(TARGET / name, text)]
    if chosen.check:
        for name in differ:
            print(f"{TARGET / name}: differs; run python scripts/build_locales.py", file=sys.stderr)
        return 1 if differ else 0
    TARGET.mkdir(exist_ok=True)
    for name in differ:
        (TARGET / name).write_text(files[name], encoding="utf-8")
    print(f"{len(tables)} languages, {len(differ)} files written", file=sys.stderr)
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
