"""`--engine ray`: the pieces of an archive, mapped by Ray Data over the workers of a cluster.

The records go to a folder of Parquet files, one a piece, each put in place whole under a name of its
own: a piece that is done again because its worker died replaces what was there. Counts and
failures come back to the driver, which puts them in the order of the input.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson

from embedparse.batch.outputs import Outputs
from embedparse.batch.run import Plan
from embedparse.batch.summary import Summary
from embedparse.batch.tasks import Result, Work
from embedparse.engines.pieces import do, pieces_of
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers.blocks import DocumentBlock
from embedparse.readers.read import read
from embedparse.readers.sources import STDIN, expand, is_remote
from embedparse.writers.part import SUFFIX
from embedparse.writers.records import records_out

_STORE = 1 << 29
"""Bytes of shared memory for a Ray started here; only counts go through it."""
_BLOCKS = 20_000
"""Tasks at most: of a larger archive each does several pieces."""


def run(plan: Plan, address: str | None = None) -> Summary:
    """Do what ``plan`` says on the Ray at ``address``, or on one started here with ``plan.jobs`` workers.

    Raises:
        UsageError: nothing has been written.
        EmbedparseError: Ray gave up, or not all of the pieces came back.
    """
    began = time.monotonic()
    folder = _folder(plan)
    sources = expand(plan.inputs)
    ray = _ray()
    next(read(sources[:1], plan.work.reading), None)  # the wrong --field shows here
    pieces = list(pieces_of(sources, plan.work.reading))
    named = {name: path for name, path in plan.outputs.items() if name == "failures"}
    outputs = Outputs(named, sources, None, plan.work)
    try:
        with _whole(folder) as target, _cluster(ray, address, plan.jobs):
            rows = [{"number": piece.number, "piece": pickle.dumps(piece)} for piece in pieces]
            data = ray.data.from_items(rows, override_num_blocks=min(len(rows), _BLOCKS))
            done = data.map(_perform, fn_kwargs={"work": plan.work, "folder": target})
            came = {row["number"]: row["result"] for row in _iterated(ray, done)}
            if len(came) != len(pieces):
                raise EmbedparseError(f"only {len(came)} of {len(pieces)} pieces came back from Ray")
            if not any(pickle.loads(result)[0].embeds for result in came.values()):
                _write([], target, 0)  # an archive without a post gives a file with columns all the same
        summary = Summary()
        for _, result in sorted(came.items()):
            counts, failures = pickle.loads(result)
            summary.join(counts)
            outputs.take(DocumentBlock(0, ()), Result(failures=failures))
        outputs.finish()
    finally:
        outputs.abandon()
    summary.seconds = time.monotonic() - began
    if plan.summary is not None:
        with open(plan.summary, "wb") as file:
            file.write(orjson.dumps(summary.to_dict(), option=orjson.OPT_INDENT_2) + b"\n")
    return summary


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anyone
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError(
            "--engine ray needs one more package: pip install 'embedparse[ray]'\n  Nothing has been written."
        ) from None
    return ray


def _folder(plan: Plan) -> str:
    """The folder for the records. Raises UsageError for what this engine cannot do."""
    path = plan.outputs.get("records", "-")
    problem = None
    if "articles" in plan.outputs:
        problem = "--engine ray writes records only; leave --articles out"
    elif plan.resume or plan.restart:
        problem = "--engine ray starts over by itself and cannot --resume"
    elif STDIN in plan.inputs:
        problem = "--engine ray reads files, not standard input"
    elif path == "-" or os.path.splitext(path.rstrip("/"))[1]:
        problem = f"{path}: --engine ray writes a folder of Parquet files: -o records/"
    elif not is_remote(path) and os.path.exists(path) and (not os.path.isdir(path) or os.listdir(path)):
        problem = f"{path}: there is something already; name another folder"
    if problem is not None:
        raise UsageError(f"{problem}.\n  Nothing has been written.")
    return path.rstrip("/")


@contextmanager
def _whole(folder: str) -> Iterator[str]:
    """Where to write so that ``folder`` appears whole; at a remote place ``_SUCCESS`` says that it is."""
    if is_remote(folder):
        yield folder
        _put(os.devnull, folder, "_SUCCESS")
        return
    part = os.path.abspath(folder) + SUFFIX
    shutil.rmtree(part, ignore_errors=True)
    try:
        os.makedirs(part)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written: {error.strerror}\n  Nothing has been written."
        ) from None
    yield part
    if os.path.isdir(folder):
        os.rmdir(folder)  # empty: `_folder` has looked
    os.rename(part, folder)


@contextmanager
def _cluster(ray: Any, address: str | None, jobs: int) -> Iterator[None]:
    """A connection to the Ray at ``address``, or one of our own for as long as this lasts."""
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        settings |= {"num_cpus": jobs, "include_dashboard": False, "object_store_memory": _STORE}
        settings |= {"_node_ip_address": "127.0.0.1"}
    try:
        ray.init(address or "local", **settings)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise UsageError(
            f"Ray cannot be used: {str(error).splitlines()[0]}\n  Nothing has been written."
        ) from None
    try:
        yield
    finally:
        ray.shutdown()


def _iterated(ray: Any, done: Any) -> Iterator[dict[str, Any]]:
    """The rows of ``done`` as they come. Raises EmbedparseError where Ray gives up."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield from done.iter_rows()
    except ray.exceptions.RayError as error:
        cause = str(getattr(error, "cause", None) or error).strip().splitlines()[-1]
        raise EmbedparseError(f"Ray gave up: {cause}") from None


def _perform(row: dict[str, Any], work: Work, folder: str) -> dict[str, Any]:
    """In a worker: do a piece, put its records in place, say what it came to."""
    piece = pickle.loads(row["piece"])
    done = do(piece, work)
    if done.records:
        _write(done.records, folder, piece.number)
    return {"number": piece.number, "result": pickle.dumps((done.summary, done.failures))}


def _write(records: list[bytes], folder: str, number: int) -> None:
    name = f"part-{number:06d}.parquet"
    with tempfile.TemporaryDirectory() as scratch:
        made = os.path.join(scratch, name)
        out = records_out(made)
        out.take(records)
        out.finish()
        _put(made, folder, name)


def _put(file: str, folder: str, name: str) -> None:
    """Copy ``file`` into ``folder``, where it appears whole or not at all, whoever else writes it."""
    if is_remote(folder):
        from fsspec.core import url_to_fs

        system, path = url_to_fs(folder)
        system.makedirs(path, exist_ok=True)
        system.put_file(file, f"{path}/{name}")
        return
    waiting = os.path.join(folder, f".{name}.{uuid.uuid4().hex}")
    shutil.copyfile(file, waiting)
    os.replace(waiting, os.path.join(folder, name))
