"""An archive in shards, done one by one, gives what the command gives of the whole, however it is divided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from embedparse.batch.summary import Summary
from embedparse.inputs import ReadOptions
from embedparse.jobs import ScanConfig
from embedparse.readers.sources import expand
from tests.command import ARTICLE, embedparse, records, write_rows
from tests.newsroom import articles

pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'embedparse[arrow]'")

import pyarrow.parquet as pq  # noqa: E402

from embedparse.integrations.ray import shards  # noqa: E402
from embedparse.integrations.ray.shard_worker import ShardResult, scan_shard, shards_to_repeat  # noqa: E402
from embedparse.integrations.ray.shard_writer import ShardWriter  # noqa: E402

pytestmark = pytest.mark.process  # the shards of a cluster: slow, and not in the inner loop

Row = dict[str, Any]


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_LEAST", 1 << 12)


def without_ids(rows: list[Row]) -> list[Row]:
    return [{key: value for key, value in row.items() if key != "id"} for row in rows]


def some_without_ids(rows: list[Row]) -> list[Row]:
    return [*rows[:150], *without_ids(rows[150:160]), *rows[160:]]


def lines_with_damage(folder: Path, rows: list[Row]) -> Path:
    path = write_rows(folder / "archive.jsonl", rows)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[100:100] = [b"\n", b"{no json\n", b'{"id": "x"}\n', b'{"text": "' + b"y" * 30_000 + b'"}\n']
    path.write_bytes(b"".join(lines).rstrip(b"\n"))
    return path


def table(folder: Path, rows: list[Row], *, group: int = 1000) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), folder / "archive.parquet", row_group_size=group)
    return folder / "archive.parquet"


def lines(folder: Path, rows: list[Row]) -> Path:
    return write_rows(folder / "archive.jsonl", rows)


ARCHIVES = [
    pytest.param(lambda folder, rows: lines(folder, rows), id="rows"),
    pytest.param(lambda folder, rows: lines(folder, without_ids(rows)), id="rows-without-ids"),
    pytest.param(lambda folder, rows: lines(folder, some_without_ids(rows)), id="some-rows-without-ids"),
    pytest.param(lines_with_damage, id="damaged-rows"),
    pytest.param(lambda folder, rows: table(folder, rows), id="one-row-group"),
    pytest.param(
        lambda folder, rows: table(folder, without_ids(rows), group=70), id="row-groups-without-ids"
    ),
]


@pytest.mark.parametrize("workers", [1, 3, 40])
@pytest.mark.parametrize("make", ARCHIVES)
def test_shards_give_what_the_whole_gives(make: Any, workers: int, tmp_path: Path) -> None:
    path = make(tmp_path, list(articles(300, every=3)))
    out = tmp_path / f"articles{path.suffix}"
    local = embedparse(
        "scan", path, "-o", tmp_path / "records.jsonl", "--articles", out, "--max-size", "25000",
        "--failures", tmp_path / "failures", "--summary", tmp_path / "summary", "-q", "-j", "1",
    )  # fmt: skip
    assert local.returncode in (0, 1)
    summary, failures, folders, count = done_in_shards(path, workers, tmp_path)
    assert count > 2
    assert parquet_rows(folders["records"]) == records((tmp_path / "records.jsonl").read_bytes())
    assert failures == records((tmp_path / "failures").read_bytes())
    expected = json.loads((tmp_path / "summary").read_bytes())
    assert {**summary, "seconds": 0} == {**expected, "seconds": 0}
    if path.suffix == ".parquet":
        assert parquet_rows(folders["articles"]) == pq.read_table(out).to_pylist()
    else:
        assert b"".join(part.read_bytes() for part in parts(folders["articles"])) == out.read_bytes()


def done_in_shards(path: Path, workers: int, tmp_path: Path) -> tuple[Row, list[Row], dict[str, str], int]:
    """The summary, the failures and the folders of a run in shards, and how many there were."""
    reading = ReadOptions(max_size=25000, carry=True)
    work = ScanConfig(reading=reading, articles=True)
    sources = expand((str(path),))
    made = shards.shards_of(sources, reading, workers)
    folders = {"records": str(tmp_path / "r"), "articles": str(tmp_path / "a")}
    for folder in folders.values():
        Path(folder).mkdir()
    came: dict[int, ShardResult] = {}
    for wanted in (lambda: made, lambda: list(shards_to_repeat(made, came))):
        for shard in reversed(wanted()):
            (scratch := tmp_path / f"scratch-{shard.number}").mkdir(exist_ok=True)
            out = ShardWriter(folders, shard.number, shard.source, str(scratch))
            came[shard.number] = scan_shard(shard, work, out)
            if not came[shard.number].uncounted:
                out.install()
    summary = Summary()
    failures = []
    for _, done in sorted(came.items()):
        summary.join(done.summary)
        failures += [failure.to_dict(str(path)) for failure in done.failures]
    return summary.to_dict(), failures, folders, len(made)


def parts(folder: str) -> list[Path]:
    return sorted(Path(folder).iterdir())


def parquet_rows(folder: str) -> list[Row]:
    rows = [row for part in parts(folder) for row in pq.read_table(part).to_pylist()]
    return [
        {k: v for k, v in r.items() if v is not None or k not in ("doc_url", "doc_date", "outlet")}
        for r in rows
    ]


def test_a_row_group_is_divided_for_many_workers_only(tmp_path: Path) -> None:
    path = table(tmp_path, list(articles(400)), group=100)
    sources = expand((str(path),))
    assert len(shards.shards_of(sources, ReadOptions(), 1)) == 4
    assert len(shards.shards_of(sources, ReadOptions(), 2)) == 8
    assert len(shards.shards_of(sources, ReadOptions(), 100_000)) == 64


def test_every_row_is_in_one_shard(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": ARTICLE + "x" * (n * 37 % 5000)} for n in range(200)]
    made = shards.shards_of(expand((str(write_rows(tmp_path / "a.jsonl", rows)),)), ReadOptions(), 50)
    folder = tmp_path / "r"
    folder.mkdir()
    for shard in made:
        out = ShardWriter({"records": str(folder)}, shard.number, shard.source, str(tmp_path))
        scan_shard(shard, ScanConfig(), out)
        out.install()
    assert len(made) > 50
    assert [row["doc"] for row in parquet_rows(str(folder))] == [row["id"] for row in rows]


def test_a_damaged_row_group_costs_itself_alone(tmp_path: Path) -> None:
    path = table(tmp_path, list(articles(300, every=1)), group=100)
    data = bytearray(path.read_bytes())
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    begin = column.dictionary_page_offset or column.data_page_offset
    data[begin : begin + 400] = b"\xff" * 400
    path.write_bytes(data)
    kinds = []
    for shard in shards.shards_of(expand((str(path),)), ReadOptions()):
        done = scan_shard(
            shard, ScanConfig(), ShardWriter({"records": ""}, shard.number, shard.source, str(tmp_path))
        )
        kinds.append((done.summary.scanned, [failure.kind for failure in done.failures]))
    assert [kind for _, kind in kinds] == [[], ["corrupt"], []]
    assert kinds[0][0] + kinds[2][0] == 200


@pytest.mark.parametrize("make", [lines, table], ids=["rows", "row-groups"])
@pytest.mark.parametrize("articles_too", [True, False])
def test_shards_of_several_fields_give_what_the_whole_gives(
    make: Any, articles_too: bool, tmp_path: Path
) -> None:
    rows = [{"text": f"Nothing {n}.", "lead": row["text"]} for n, row in enumerate(articles(120, every=3))]
    path = make(tmp_path, rows)
    fields = ("--field", "text", "--field", "lead")
    local = embedparse("scan", path, *fields, "-o", tmp_path / "records.jsonl", "-q", "-j", "1")
    assert local.returncode == 0, local.stderr.decode()
    reading = ReadOptions(carry=articles_too, other_fields=(("lead",),))
    folders = {"records": str(tmp_path / "r")} | ({"articles": str(tmp_path / "a")} if articles_too else {})
    for folder in folders.values():
        Path(folder).mkdir()
    made, came = shards.shards_of(expand((str(path),)), reading, 40), {}
    for wanted in (lambda: made, lambda: list(shards_to_repeat(made, came))):
        for shard in wanted():
            (scratch := tmp_path / f"scratch-{shard.number}").mkdir(exist_ok=True)
            out = ShardWriter(folders, shard.number, shard.source, str(scratch))
            came[shard.number] = scan_shard(shard, ScanConfig(reading=reading, articles=articles_too), out)
            if not came[shard.number].uncounted:
                out.install()
    found = parquet_rows(folders["records"])
    assert found == records((tmp_path / "records.jsonl").read_bytes())
    assert {row["field"] for row in found} == {"lead"}
