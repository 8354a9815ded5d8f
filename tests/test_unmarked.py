"""Text in UTF-16 and UTF-32 without a byte order mark: read as text, and nothing else is taken for it."""

from __future__ import annotations

import array
import gzip
import io
import json
import random
import struct
import sys
import wave
import zipfile
from pathlib import Path

import pytest

from embedparse.readers.files import decode_text
from embedparse.readers.html_encoding import decode_named
from embedparse.readers.utf16_detection import unmarked
from tests.command import ARTICLE, PROSE, embedparse, records
from tests.test_formats import ROWS, WITH_POSTS, csv_bytes, docs

ENCODINGS = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
LANGUAGES = {
    "English": ARTICLE,
    "Polish": "Zażółć gęślą jaźń, powiedział burmistrz.\r\n" * 3,
    "Russian": "Совет порта заседал в пятницу два часа и почти ни о чём не договорился.\n",
    "Greek": "Το συμβούλιο του λιμανιού συνεδρίασε την Παρασκευή.\n",
    "Arabic": "اجتمع مجلس الميناء لمدة ساعتين يوم الجمعة ولم يتفق على شيء.\n",
    "Hindi": "बंदरगाह परिषद की बैठक शुक्रवार को दो घंटे तक चली।\n",
    "Korean": "항만 위원회는 금요일에 두 시간 동안 회의를 열었다.\n",
    "Japanese rows": '{"id": "a1", "text": "港湾評議会は金曜日に二時間会合を開いた。"}\n',
    "emoji": "Lit tonight 🏮🏮🏮 bring a scarf 🧣 \U0001fae9\n",
    "longer than is looked at": "Grüße vom Kai. 🏮" * 1000,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LANGUAGES.items()])
def test_text_without_a_mark_is_read(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "utf-8") == (text, encoding)


def test_text_that_is_cut_in_a_character_is_known_all_the_same() -> None:
    assert unmarked("🏮 lit".encode("utf-16-le") * 9 + b"\x3c") == "utf-16-le"


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        noise = random.Random(4)
        sound.writeframes(array.array("h", (int(noise.gauss(0, 900)) for _ in range(4000))).tobytes())
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0" + random.Random(2).randbytes(5000)
BINARY = {
    "PNG": PNG,
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0C\0" + random.Random(3).randbytes(5000),
    "the Python that runs this": Path(sys.executable).read_bytes()[:20_000],
    "ELF header": b"\x7fELF\2\1\1" + b"\0" * 9 + struct.pack("<HHIQQQ", 3, 62, 1, 4096, 64, 8000),
    "random bytes": random.Random(1).randbytes(9_000),
    "few random bytes": random.Random(5).randbytes(64),
    "zeros": b"\0" * 5000,
    "two bytes": b"\1\0",
    "names padded with zeros": b"".join(name.ljust(32, b"\0") for name in (b"ada", b"bob", b"carol") * 50),
    "words parted by zeros": b"alpha\0beta\0gamma\0delta\0\0" * 50,
    "16-bit numbers": array.array("H", range(2000)).tobytes(),
    "32-bit numbers": array.array("I", range(0, 40_000, 20)).tobytes(),
    "32-bit numbers as large as letters": array.array("I", [65, 0, 66, 0] * 500).tobytes(),
    "floats": array.array("d", (n / 7 for n in range(600))).tobytes(),
    "16-bit sound": wav(),
    "8-bit sound, one side silent": bytes(b for n in range(3000) for b in (128 + n % 9 - 4, 0)),
    "records with one UTF-16 field": (struct.pack("<IQ", 7, 1 << 40) + "Ada".encode("utf-16-le")) * 99,
}  # fmt: skip


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in BINARY.items()])
@pytest.mark.parametrize("named", ["utf-8", "utf-16-le"])
def test_binary_data_is_no_text(data: bytes, named: str) -> None:
    assert unmarked(data, named) is None


def test_a_zip_archive_is_no_text() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", ARTICLE * 50)
    assert unmarked(out.getvalue()) is None


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-7"])
def test_text_in_another_encoding_is_left_to_it(encoding: str) -> None:
    assert unmarked(ARTICLE.encode(encoding, "replace") * 20) is None


def test_a_page_that_nowhere_names_its_encoding() -> None:
    page = "<!DOCTYPE html><title>Kai</title><p>Grüße vom Kai.</p>"
    assert decode_named(page.encode("utf-16-le")) == (page, "utf-16-le")
    assert decode_named(b"<p>a zero \0 in a page</p>") == ("<p>a zero \0 in a page</p>", "utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_article_is_cleaned_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode(encoding))
    done = embedparse("clean", tmp_path / "a.txt", "-o", tmp_path / "p.txt")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p.txt").read_bytes() == PROSE.encode(encoding)
    assert docs(embedparse("scan", "-", input=ARTICLE.encode(encoding))) == ["stdin"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["unmarked", "marked"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS), id="rows"),
        pytest.param("a.json", json.dumps(ROWS), id="array"),
        pytest.param("a.csv", csv_bytes().decode(), id="table"),
    ],
)
def test_rows_in_wide_encodings(tmp_path: Path, name: str, text: str, mark: str, encoding: str) -> None:
    data = (mark + text).encode(encoding)
    (tmp_path / name).write_bytes(data)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
    assert docs(embedparse("scan", tmp_path / name, tmp_path / f"{name}.gz", "-j", 1)) == WITH_POSTS * 2
    named = embedparse("scan", tmp_path / name, "--encoding", encoding, "-j", 1)
    assert docs(named) == WITH_POSTS


def test_what_no_blank_betrays_is_read_where_its_encoding_is_named(tmp_path: Path) -> None:
    text = "港湾評議会は金曜日に二時間会合を開いた" * 30 + "。「船はない」— 真央 (@mao_example) 2020年5月1日"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-16-be"))
    named = embedparse("scan", tmp_path / "a.txt", "--encoding", "utf-16-be", "--min-confidence", "possible")
    assert docs(named) == [f"{tmp_path}/a.txt"]
    done = embedparse("scan", tmp_path / "a.txt")
    assert done.returncode == 1
    assert not records(done.stdout)
    assert b"--encoding" in done.stderr
