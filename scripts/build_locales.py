"""Generate embedparse/locales/*.json from CLDR (Babel) and scripts/locales_supplement.json.

    python scripts/build_locales.py            write the tables
    python scripts/build_locales.py --check    exit 1 where a table differs from what would be written

One file per language. Words are folded (`embedparse.fields.date_shapes.fold`), so that capitals, accents and
the dot of an abbreviation need no entry of their own. What is wrong in a table is put right in
the supplement or here, never in the generated file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from embedparse.fields.date_shapes import fold

ROOT = Path(__file__).resolve().parents[1]
SUPPLEMENT = ROOT / "scripts" / "locales_supplement.json"
TARGET = ROOT / "embedparse" / "locales"

#: Language of a table -> the CLDR locales whose forms it takes together, the main one first.
LANGUAGES: dict[str, tuple[str, ...]] = {
    "af": ("af",),
    "ar": ("ar", "ar_EG", "ar_SY", "ar_DZ", "ar_MA", "ar_MR"),
    "az": ("az",),
    "be": ("be",),
    "bg": ("bg",),
    "bn": ("bn", "bn_IN"),
    "bs": ("bs",),
    "ca": ("ca",),
    "cs": ("cs",),
    "cy": ("cy",),
    "da": ("da",),
    "de": ("de", "de_AT"),
    "el": ("el",),
    "en": ("en", "en_GB", "en_AU", "en_CA"),
    "es": ("es", "es_MX", "es_UY", "es_PE"),
    "et": ("et",),
    "eu": ("eu",),
    "fa": ("fa", "fa_AF"),
    "fi": ("fi",),
    "fil": ("fil",),
    "fr": ("fr", "fr_CA"),
    "ga": ("ga",),
    "gl": ("gl",),
    "gu": ("gu",),
    "he": ("he",),
    "hi": ("hi",),
    "hr": ("hr",),
    "hu": ("hu",),
    "hy": ("hy",),
    "id": ("id",),
    "is": ("is",),
    "it": ("it",),
    "ja": ("ja",),
    "ka": ("ka",),
    "kk": ("kk",),
    "kn": ("kn",),
    "ko": ("ko",),
    "lt": ("lt",),
    "lv": ("lv",),
    "mk": ("mk",),
    "ml": ("ml",),
    "mr": ("mr",),
    "ms": ("ms",),
    "nb": ("nb", "nn"),
    "ne": ("ne",),
    "nl": ("nl",),
    "pa": ("pa",),
    "pl": ("pl",),
    "pt": ("pt", "pt_PT"),
    "ro": ("ro",),
    "ru": ("ru",),
    "si": ("si",),
    "sk": ("sk",),
    "sl": ("sl",),
    "sq": ("sq",),
    "sr": ("sr", "sr_Latn"),
    "sv": ("sv",),
    "sw": ("sw",),
    "ta": ("ta",),
    "te": ("te",),
    "th": ("th",),
    "tr": ("tr",),
    "uk": ("uk",),
    "ur": ("ur",),
    "vi": ("vi",),
    "zh": ("zh", "zh_Hant"),
}

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


def build_language(language: str, cldr: dict[str, Names], extra: dict[str, Any]) -> dict[str, Any]:
    """The table of one language, still without clipped forms."""
    locales = LANGUAGES[language]
    patterns = [p for locale in locales for p in date_patterns(locale)]
    months: dict[str, int] = {}
    for locale in locales:
        joints = glued(date_patterns(locale), "M")
        for number, name in cldr[locale].months:
            months.update(dict.fromkeys(month_words(name, joints), number))
    for number, names in extra.get("months", {}).items():
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
        "language": language,
        "source": f"CLDR {', '.join(locales)}" + (f"; {extra['seen']}" if extra else ""),
        "day_dot": re.search(r"d\.", long) is not None,
        "year_dot": long.endswith("y."),
        "months": dict(sorted(months.items(), key=lambda item: (item[1], item[0]))),
        "weekdays": sorted(weekdays - {""}),
        "day_words": sorted(map(fold, extra.get("day_words", []))),
        "meridiems": sorted({" ".join(m.split()) for locale in locales for m in cldr[locale].meridiems}),
        "prepositions": sorted({fold(word) for p in extra.get("prepositions", []) for word in p.split()}),
        "time_words": sorted(extra.get("time_words", [])),
        "time_suffixes": sorted(extra.get("time_suffixes", [])),
        "year_suffixes": sorted(suffixes | set(extra.get("year_suffixes", []))),
    }


def add_clipped(tables: dict[str, dict[str, Any]]) -> None:
    """Add month names cut to three letters where no language reads another month in them."""
    readings: dict[str, set[int]] = defaultdict(set)
    clipped: dict[str, dict[str, int]] = defaultdict(dict)
    for language, table in tables.items():
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


def build() -> dict[str, str]:
    """File name -> its content, for every language."""
    supplement = json.loads(SUPPLEMENT.read_text(encoding="utf-8"))
    if unknown := set(supplement) - set(LANGUAGES):
        raise SystemExit(f"{SUPPLEMENT.name}: no such language: {', '.join(sorted(unknown))}")
    cldr = {locale: cldr_names(locale) for locales in LANGUAGES.values() for locale in locales}
    tables = {
        language: build_language(language, cldr, supplement.get(language, {})) for language in LANGUAGES
    }
    add_clipped(tables)
    check_conflicts(tables)
    return {f"{language}.json": dump(table) for language, table in tables.items()}


def dump(table: dict[str, Any]) -> str:
    """JSON with one key per line; lists and the months stay on one line each."""
    lines = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a table differs")
    check = parser.parse_args().check
    files = build()
    stale = {path.name for path in TARGET.glob("*.json")} - set(files)
    differ = [name for name, text in files.items() if not _same(TARGET / name, text)]
    if check:
        for name in sorted(stale | set(differ)):
            print(f"{TARGET / name}: differs; run python scripts/build_locales.py", file=sys.stderr)
        return 1 if stale or differ else 0
    TARGET.mkdir(exist_ok=True)
    for name in stale:
        (TARGET / name).unlink()
    for name in differ:
        (TARGET / name).write_text(files[name], encoding="utf-8")
    print(f"{len(files)} languages, {len(differ)} files written, {len(stale)} removed", file=sys.stderr)
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
