"""The same articles through the command, `scan_batch` and datatrove give the same records.

Ray and Spark are compared in their own tests. EMBEDPARSE_ARTICLES sets how many articles.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.command import embedparse, records, write_rows
from tests.newsroom import articles

pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'embedparse[arrow]'")

import pyarrow.parquet as pq  # noqa: E402

COUNT = int(os.environ.get("EMBEDPARSE_ARTICLES", "1000"))

Records = list[dict[str, Any]]


def ordered(rows: Records) -> Records:
    """Rows by document and place, without the columns that only documents from WARC files have."""
    kept = [{k: v for k, v in row.items() if k not in ("doc_url", "doc_date", "outlet")} for row in rows]
    return sorted(kept, key=lambda row: (row["doc"], row["index"]))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles as JSON Lines, and as four Parquet files with several row groups each."""
    folder = tmp_path_factory.mktemp("agree")
    rows = list(articles(COUNT))
    write_rows(folder / "articles.jsonl", rows)
    (folder / "parquet").mkdir()
    for number in range(4):
        pq.write_table(
            pa.Table.from_pylist(rows[number::4]),
            folder / "parquet" / f"{number}.parquet",
            row_group_size=COUNT // 12,
        )
    return folder


@pytest.fixture(scope="module")
def local(archive: Path) -> Records:
    """What the command finds here, in the JSON Lines."""
    found = ordered(records(embedparse("scan", archive / "articles.jsonl", "-q").stdout))
    assert len(found) > COUNT / 9
    return found


def test_the_command_over_parquet(archive: Path, local: Records) -> None:
    done = embedparse("scan", archive / "parquet", "-q")
    assert ordered(records(done.stdout)) == local


def test_scan_batch(archive: Path, local: Records) -> None:
    from embedparse.arrow import scan_batch

    assert ordered(scan_batch(pq.read_table(archive / "parquet")).to_pylist()) == local


def test_datatrove(archive: Path, local: Records, tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="needs datatrove: pip install 'embedparse[datatrove]'")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from embedparse.integrations.datatrove import StripEmbeds

    writer = JsonlWriter(str(tmp_path / "out"), compression=None)
    steps = [ParquetReader(str(archive / "parquet")), StripEmbeds(), writer]
    LocalPipelineExecutor(steps, tasks=4, workers=2, logging_dir=str(tmp_path / "logs")).run()
    made = [
        json.loads(line) for file in (tmp_path / "out").iterdir() for line in file.read_bytes().splitlines()
    ]
    assert ordered([{"doc": d["id"], **e} for d in made for e in d["metadata"]["embeds"]]) == local
