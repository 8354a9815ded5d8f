"""CPU seconds of two installations on the same input, run in turn: the least of several runs, their ratio.

    python benchmarks/in_turn.py OLD/embedparse NEW/embedparse -- articles.jsonl --field text

What follows `--` is what `scan` is given; nothing: the start alone (`--version`). A busy machine makes runs
longer, never shorter: so the least counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """CPU seconds of ``command`` and its children. Exits with its message if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", help="the command to compare with")
    parser.add_argument("new", help="the command that may be slower")
    parser.add_argument("--runs", type=int, default=5, help="runs of each that count (default: %(default)s)")
    parser.add_argument("scan", nargs="*", help="the arguments of `scan`, behind --")
    options = parser.parse_args()
    # Compiled modules must be kept, or each start compiles them again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        output = ["--output", os.path.join(folder, "records.jsonl"), "--jobs", "1"]
        arguments = ["scan", *options.scan, *output] if options.scan else ["--version"]
        least = dict.fromkeys((options.old, options.new), float("inf"))
        for run in range(options.runs + 1):  # the first one warms up
            for command in least:
                took = seconds([command, *arguments], environment)
                least[command] = min(least[command], took) if run else least[command]
    old, new = least[options.old], least[options.new]
    print(f"old {old:.3f} s, new {new:.3f} s, ratio {new / old:.2f}")


if __name__ == "__main__":
    main()
