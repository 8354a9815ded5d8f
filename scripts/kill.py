"""Kill runs at random moments, go on with them, and compare the bytes.

    python scripts/kill.py [--kills 100] [--seed N] [--power]

Each run is a fresh interpreter with one set of outputs out of all, and one or two jobs. It is ended at a
random moment by SIGKILL, SIGTERM, SIGINT or SIGHUP (one in three: a signal to the whole process group),
then gone on with (`--resume`), again and again until it ends by itself. What has appeared under its own
name must be whole at any time, and at the end every file must be the same as after a run that was
left alone. With --power a layer over the file system records what was synced (`scripts/power.py`); what was
not is taken back at the moment of the kill (the end of files, new names, renamings).

Prints the number of kills by signal and set, and what was lost, torn or different: then the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
PATIENCE = 120
"""Seconds until a run that goes on by itself is taken to hang."""

SETS: dict[str, tuple[list[str], list[str]]] = {
    "gz": (["k.jsonl.gz"], ["-o", "r.jsonl.gz", "--articles", "a.jsonl.gz", "--failures", "f.jsonl"]),
    "csv": (["k.csv"], ["-o", "r.csv", "--articles", "a.csv"]),
    "parquet": (["k.jsonl", "k.csv"], ["-o", "r.parquet", "--articles", "art/", "--failures", "f.jsonl"]),
    "sqlite": (["pages"], ["-o", "r.sqlite", "--articles", "art/"]),
    "xlsx": (["k.jsonl", "k.mbox"], ["-o", "r.xlsx", "--articles", "a.parquet", "--failures", "f.jsonl"]),
    "tables": (["k.csv", "k.mbox"], ["-o", "r.tsv.bz2", "--articles", "a.csv.gz", "--questions", "q.jsonl"]),
    "zst": (["k.jsonl", "k.jsonl.gz"], ["-o", "r.jsonl.zst", "--articles", "a.jsonl"]),
}

#: What the run is started with: the command itself, or with the layer that records what is on disk.
COMMAND = "from embedparse.__main__ import main; main()"
RECORDED = "from scripts import power; power.record({log!r}, {folder!r}); " + COMMAND


def inputs(folder: Path) -> None:
    """Some thousand articles in several formats, a few of them unreadable."""
    import csv
    import gzip

    from tests.faults.samples import ARTICLE, PAGE, PLAIN
    from tests.test_containers import mail, mbox

    rows = [
        {"id": f"r{n}", "text": ARTICLE.replace("three", str(n)) if n % 9 == 0 else f"{PLAIN} {n}"}
        for n in range(1500)
    ]
    lines = [json.dumps(row) for row in rows]
    lines[700] = "{}"
    data = ("\n".join(lines) + "\n").encode()
    (folder / "k.jsonl").write_bytes(data)
    (folder / "k.jsonl.gz").write_bytes(gzip.compress(data))
    with open(folder / "k.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id", "text"])
        writer.writeheader()
        writer.writerows(rows)
    (folder / "k.mbox").write_bytes(mbox(*(mail(PAGE, None, f"m{n}") for n in range(200))))
    (folder / "pages" / "deep").mkdir(parents=True)
    for n in range(60):
        name = f"deep/p{n}.html" if n % 2 else f"p{n}.txt"
        (folder / "pages" / name).write_text(PAGE if n % 2 else ARTICLE, encoding="utf-8")
    (folder / "pages" / "rows.jsonl").write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its name in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                found[str(path.relative_to(folder))] = path.read_bytes()
        except FileNotFoundError:  # renamed meanwhile
            continue
    return found


def is_unfinished(name: str) -> bool:
    """Whether a file belongs to a run that is not done."""
    return ".part" in name or ".journal" in name


class Trial:
    """One set of outputs, killed until it is complete."""

    def __init__(
        self, name: str, source: Path, wanted: dict[str, bytes], seconds: float, power: bool
    ) -> None:
        self.name = name
        self._source = source
        self._wanted = wanted
        self._seconds = seconds
        self._power = power
        self._folder = Path(tempfile.mkdtemp(prefix=f"kill-{name}-", dir=source.parent))
        self.problems: list[str] = []
        self._story = ""
        self.kills: Counter[str] = Counter()

    def run(self, rng: random.Random, tries: int) -> None:
        """Kill up to ``tries`` times, then let it end."""
        first = True
        for _ in range(tries):
            process = start(self.name, self._source, self._folder, rng, resume=not first, power=self._power)
            code = self._ended(process, rng)
            first = False
            if code is not None:
                self._check_end(code)
                return
            if self._power:
                from scripts.power import lose

                lose(self._folder.with_suffix(".log"), self._folder)
            self._check_names()
        process = start(self.name, self._source, self._folder, rng, resume=not first, power=False)
        self._check_end(process.wait(PATIENCE))

    def _ended(self, process: subprocess.Popen[bytes], rng: random.Random) -> int | None:
        """The exit code of a run that ended by itself; None for one that was killed."""
        try:
            return process.wait(rng.random() * self._seconds * 1.1)
        except subprocess.TimeoutExpired:
            pass
        number = signal.SIGKILL if self._power else rng.choice(SIGNALS)
        self.kills[number.name] += 1
        self._story += f"{number.name} "
        if rng.random() < 0.33:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.problems.append(f"hangs after {number.name}")
            os.killpg(process.pid, signal.SIGKILL)
            code = process.wait()
        self._check_messages()
        return code if code in (0, 1) and number != signal.SIGKILL else None

    def _check_names(self) -> None:
        for name, data in contents(self._folder).items():
            if (
                not is_unfinished(name)
                and not name.endswith(".embedparse")
                and self._wanted.get(name) != data
            ):
                self.problems.append(f"torn: {name}")

    def _check_end(self, code: int) -> None:
        self._check_messages()
        if code not in (0, 1):
            self.problems.append(f"exit code {code}: {self._errors()[-400:]}")
        found = contents(self._folder)
        for name in found.keys() | self._wanted.keys():
            if found.get(name) != self._wanted.get(name):
                how = "different" if name in self._wanted else "left over"
                self.problems.append(f"{how if name in found else 'lost'}: {name} ({self._story})")

    def _errors(self) -> str:
        return self._folder.with_suffix(".err").read_text(errors="replace")

    def _check_messages(self) -> None:
        text = self._errors()
        if "Traceback" in text or "Error:" in text:
            self.problems.append(f"traceback: {text[-600:]}")

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.with_suffix(".err").unlink(missing_ok=True)
        shutil.rmtree(self._folder.with_suffix(".log"), ignore_errors=True)


def start(
    name: str, source: Path, folder: Path, rng: random.Random, *, resume: bool, power: bool
) -> subprocess.Popen[bytes]:
    """A run in a fresh interpreter and a process group of its own."""
    given, outputs = SETS[name]
    placed = [part if part.startswith("-") else f"{folder}/{part}" for part in outputs]
    options = ["-q", "-j", str(rng.choice((1, 1, 2))), "--checkpoint", str(rng.choice((0, 0, 0.05, 0.3)))]
    command = COMMAND
    if power:
        command = RECORDED.format(log=str(folder.with_suffix(".log")), folder=str(folder))
    words = ["scan", *(f"{source}/{part}" for part in given), *placed, *options]
    with open(folder.with_suffix(".err"), "ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-c", command, *words, *(["--resume"] if resume else [])],
            stdout=errors, stderr=errors, stdin=subprocess.DEVNULL, start_new_session=True, cwd=ROOT,
        )  # fmt: skip


def main() -> int:
    """Kill until there were enough."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--power", action="store_true", help="take back what was not synced")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    place = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="kill-", dir=place) as work:
        return _killed(options, rng, Path(work))


def _killed(options: argparse.Namespace, rng: random.Random, work: Path) -> int:
    source = work / "in"
    source.mkdir()
    inputs(source)
    wanted, seconds = {}, {}
    for name in SETS:
        folder = work / f"whole-{name}"
        folder.mkdir()
        begun = time.monotonic()
        start(name, source, folder, random.Random(0), resume=False, power=False).wait(PATIENCE)
        seconds[name] = time.monotonic() - begun
        wanted[name] = contents(folder)
    kills: Counter[str] = Counter()
    problems: list[str] = []
    while sum(kills.values()) < options.kills:
        name = rng.choice(list(SETS))
        trial = Trial(name, source, wanted[name], seconds[name], options.power)
        trial.run(rng, 8)
        kills.update({f"{name} {number}": count for number, count in trial.kills.items()})
        problems += [f"{name}: {problem}" for problem in trial.problems]
        for problem in trial.problems:
            print(f"{name}: {problem}", flush=True)
        trial.remove()
    how = "kills with loss of power" if options.power else "kills"
    print(f"{sum(kills.values()):,} {how}, seed {options.seed}: {len(problems):,} problems")
    for name, count in sorted(kills.items()):
        print(f"  {count:,} {name}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
