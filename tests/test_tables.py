"""Tables as people have them: marks, blank lines, odd headers, ragged rows, nothing in them at all."""

from __future__ import annotations

import csv
import gzip
import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from embedparse.inputs import InputDocument, ReadOptions, TableRow
from embedparse.readers.batches import Meter, units_of
from embedparse.readers.formats import json_array
from embedparse.readers.sources import Source
from tests.command import ARTICLE, PROSE, embedparse, records
from tests.test_formats import write_parquet

QUOTED = f'"{ARTICLE}"'


def items(path: Path, **reading: object) -> list[InputDocument]:
    """The documents of a file as its reader gives them."""
    units = units_of(Source(0, str(path)), ReadOptions(**reading), Meter([]), check=True)  # type: ignore[arg-type]
    return [unit.item if isinstance(unit, TableRow) else unit for unit in units]  # type: ignore[misc]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"id,text\na,{QUOTED}\n".encode("utf-8-sig"), id="byte-order-mark"),
        pytest.param(f"text,id\n{QUOTED},a\n".encode("utf-8-sig"), id="byte-order-mark-before-the-text"),
        pytest.param(f'"text";"id"\r\n{QUOTED};a\r\n'.encode("utf-8-sig"), id="as-from-a-spreadsheet"),
        pytest.param(f"\r\n\r\nid,text\r\na,{QUOTED}\r\n".encode(), id="blank-lines-first"),
        pytest.param(f"id,text\n\n\na,{QUOTED}\n\n".encode(), id="blank-lines-between"),
        pytest.param(f"id,text\ra,{QUOTED}\r".encode(), id="carriage-returns"),
        pytest.param(f'id,"a\nb",text\na,1,{QUOTED}\n'.encode(), id="line-break-in-the-header"),
        pytest.param(f'id,"a;b;c;d",text\na,1,{QUOTED}\n'.encode(), id="other-delimiters-in-the-header"),
        pytest.param(f"id,text,n\na,{QUOTED}\n".encode(), id="row-without-its-last-cells"),
        pytest.param(f"id,text\na,{QUOTED},,\n".encode(), id="row-with-empty-cells-more"),
        pytest.param(f"id,text,text\na,{QUOTED},other\n".encode(), id="two-columns-of-one-name"),
    ],
)
def test_rows_of_odd_tables_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    (item,) = items(tmp_path / "a.csv")
    assert (item.id, item.payload, item.error) == ("a", ARTICLE, None)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        pytest.param("id,text\na,b,c\n", "a.csv:2", "the row has 3 cells, the header 2", id="cells-too-many"),
        pytest.param("id,n,text\na,b\n", "a.csv:2", "the row has 2 cells, the header 3", id="no-text-cell"),
        pytest.param(
            'id,text,"n"x\na,b,c\n',
            "a.csv:1",
            "no valid CSV: ',' expected after '\"'; without its header none of it was read",
            id="header-that-is-none",
        ),
    ],
)
def test_rows_that_cannot_be_right_are_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, place: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(data, encoding="utf-8")
    (item,) = items(Path("a.csv"))
    assert (item.place, item.error) == (place, ("corrupt", message))


def test_ragged_rows_and_twin_columns_reach_the_articles(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id,text,n,n\na,{QUOTED}\nb,plain,1,2\nc,{QUOTED},3\n", "utf-8")
    done = embedparse("clean", "a.csv", "-o", "p.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    header, *rows = csv.reader((tmp_path / "p.csv").read_text("utf-8").splitlines(keepends=True))
    assert header == ["id", "text", "n", "n.2", "embeds"]
    assert [row[:4] for row in rows] == [
        ["a", PROSE, "", ""],
        ["b", "plain", "1", "2"],
        ["c", PROSE, "3", ""],
    ]


def empty_tar() -> bytes:
    out = BytesIO()
    tarfile.open(fileobj=out, mode="w").close()
    return out.getvalue()


NOTHING = [
    pytest.param("a.txt", b"", id="text"),
    pytest.param("a.html", b"", id="page"),
    pytest.param("a.jsonl", b"\n\n", id="rows"),
    pytest.param("a.jsonl", b"\xef\xbb\xbf", id="rows-byte-order-mark"),
    pytest.param("a.jsonl.gz", gzip.compress(b""), id="rows-gzip"),
    pytest.param("a.json", b"[]", id="array"),
    pytest.param("a.json", b" \n", id="array-blanks"),
    pytest.param("a.json", b"\xef\xbb\xbf", id="array-byte-order-mark"),
    pytest.param("a.csv", b"", id="table"),
    pytest.param("a.csv", b"\xff\xfe", id="table-byte-order-mark"),
    pytest.param("a.csv", b"\n\n", id="table-blank-lines"),
    pytest.param("a.csv", b"id,text\n", id="table-header-alone"),
    pytest.param("a.tar", empty_tar(), id="tar"),
    pytest.param("a.tar.gz", gzip.compress(empty_tar()), id="tar-gzip"),
]


@pytest.mark.parametrize(("name", "data"), NOTHING)
def test_a_file_that_holds_nothing_is_no_failure(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = embedparse("scan", name, "-j", 1, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.count(b"\n") == 2, "the summary, and nothing else"


@pytest.mark.parametrize(
    ("name", "data", "out", "written"),
    [
        pytest.param("a.csv", "id,text\n", "p.csv", "id,text,embeds\n", id="header-to-header"),
        pytest.param("a.tsv", "id\ttext\n", "p.tsv", "id\ttext\tembeds\n", id="tabs"),
        pytest.param("a.json", "[]", "p.json", "[]\n", id="array-to-array"),
        pytest.param("a.csv", "id,text\n", "p.jsonl", "", id="header-to-rows"),
    ],
)
def test_an_empty_table_is_cleaned_to_an_empty_table(
    tmp_path: Path, name: str, data: str, out: str, written: str
) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    done = embedparse("clean", name, "-o", out, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / out).read_text("utf-8") == written


def test_a_parquet_table_without_rows_is_cleaned_to_one_with_its_columns(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = arrow.schema({"id": arrow.int64(), "text": arrow.string(), "tags": arrow.list_(arrow.string())})
    parquet.write_table(schema.empty_table(), tmp_path / "a.parquet")
    done = embedparse("clean", "a.parquet", "-o", "p.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    cleaned = parquet.read_table(tmp_path / "p.parquet")
    assert cleaned.num_rows == 0
    assert cleaned.schema.remove(3) == schema
    assert cleaned.schema.names[3] == "embeds"


@pytest.mark.parametrize("damage", ["tru", "{", "[1 2]", '{"id" 1}', "\\"])
def test_a_damaged_value_does_not_draw_the_whole_file_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    rows = [json.dumps({"id": str(n), "text": PROSE * 20}) for n in range(300)]
    (tmp_path / "a.json").write_text(f"[{rows[0]}, {damage}, {','.join(rows)}]", encoding="utf-8")
    pieces = []
    more = json_array._Window._more
    monkeypatch.setattr(json_array._Window, "_more", lambda window: pieces.append(1) or more(window))
    first, failed = items(tmp_path / "a.json")
    assert (first.id, failed.error and failed.error[0]) == ("0", "json")
    assert len(pieces) == 1


def test_values_are_read_wherever_the_pieces_of_the_file_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a name, a number, a word, an escape, half a surrogate pair."""
    row = {"id": -1.5e300, "text": ARTICLE + '"\\ 🦔', "a": True, "b": None, "c": [float("inf"), {"d": 10}]}
    (tmp_path / "a.json").write_text(json.dumps([row] * 3, indent=1), encoding="utf-8")
    for size in (1, 2, 3, 5, 7, 64, 1000):
        monkeypatch.setattr(json_array, "_PIECE", size)
        assert [item.payload for item in items(tmp_path / "a.json")] == [row["text"]] * 3


def test_an_array_whose_first_elements_fail_is_an_array_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([1, 2]), encoding="utf-8")
    done = embedparse("clean", "a.json", "-o", "p.json", "-q", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == "".join(
        f"embedparse: a.json:{n}: an element must be a JSON object\n" for n in (1, 2)
    )
    assert (tmp_path / "p.json").read_text("utf-8") == "[]\n"


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
def test_a_name_with_a_dot_in_it(tmp_path: Path, name: str) -> None:
    """As tables have them that were made of objects."""
    row = {"article.id": "x", "body": "other", "article.body": ARTICLE}
    if name == "a.parquet":
        write_parquet(tmp_path / name, [row])
    elif name == "a.csv":
        (tmp_path / name).write_text(f"article.id,body,article.body\nx,other,{QUOTED}\n", encoding="utf-8")
    else:
        (tmp_path / name).write_text(json.dumps([row] if name == "a.json" else row), encoding="utf-8")
    done = embedparse("scan", name, "--field", "article.body", cwd=tmp_path)
    assert done.returncode == 2
    assert b"  Where a dot belongs to a name, write: --field 'article\\.body'\n" in done.stderr
    options = ("--field", r"article\.body", "--id-field", r"article\.id", "-q")
    done = embedparse("scan", name, *options, "--articles", "p.jsonl", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["x"]
    (article,) = records((tmp_path / "p.jsonl").read_bytes())
    assert (article["article.body"], article["body"]) == (PROSE, "other")


def test_cells_reach_the_articles_as_they_are(tmp_path: Path) -> None:
    table = b'id,note,text\n1,"a\rb",x\n2,"c\r\nd\n",x\n3,Zo\xeb,x\n'
    (tmp_path / "a.csv").write_bytes(table)
    assert embedparse("clean", "a.csv", "-o", "p.csv", cwd=tmp_path).returncode == 0
    cleaned = (tmp_path / "p.csv").read_bytes()
    assert cleaned == table.replace(b"text\n", b"text,embeds\n").replace(b",x\n", b",x,\n")


def test_values_of_json_are_cells_of_json(tmp_path: Path) -> None:
    row = {
        "id": 1,
        "text": "x",
        "tags": ["a", "b"],
        "of": {"k": None},
        "good": True,
        "none": None,
        "s": "\ud83c",
    }
    (tmp_path / "a.json").write_text(json.dumps([row]), encoding="utf-8")
    assert embedparse("clean", "a.json", "-o", "p.csv", cwd=tmp_path).returncode == 0
    cleaned = (tmp_path / "p.csv").read_text("utf-8", "surrogatepass").splitlines()
    assert cleaned[1] == '1,x,"[""a"",""b""]","{""k"":null}",true,,\ud83c,'


def test_rows_that_join_an_array_leave_it_sound(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": 1, "text": "x"}]', encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(
        b'\xef\xbb\xbf{"id": 2, "text": "y"}\n{bad}\n\n[3]\n{"id": 4, "text": "z"}'
    )
    done = embedparse("clean", "a.json", "b.jsonl", "-o", "p.json", cwd=tmp_path)
    assert done.returncode == 1
    assert [row["id"] for row in json.loads((tmp_path / "p.json").read_bytes())] == [1, 2, 4]


def test_a_byte_order_mark_stands_at_the_beginning_alone(tmp_path: Path) -> None:
    row = b'{"id": 1, "text": "x"}\n'
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + row)
    assert embedparse("clean", "a.jsonl", "b.jsonl", "-o", "p.jsonl", cwd=tmp_path).returncode == 0
    assert (tmp_path / "p.jsonl").read_bytes() == b"\xef\xbb\xbf" + row + row


def test_half_a_character_is_no_damage_where_it_is_an_escape(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'[{"id": 1, "text": "x \\udcff"}]')
    (item,) = items(tmp_path / "a.json")
    assert (item.payload, item.error) == ("x \udcff", None)
    (tmp_path / "a.json").write_bytes(b'[{"id": 1, "text": "x \xff"}]')
    (item,) = items(tmp_path / "a.json")
    assert item.error is not None
