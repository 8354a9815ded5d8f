#!/usr/bin/env python3
"""Write constraints.txt: exact versions of all that the tests and `.ci/run` install, from a clean resolve.

    python scripts/pin_constraints.py            # resolve anew and write the file
    python scripts/pin_constraints.py --check    # compare with what is installed in this environment

pip resolves the extras of `WANTED` in a dry run, without the file that is there: what it would install
into an empty environment is what is pinned. Needs a package index; nothing is installed. A package that
an extra asks for with an exact version (Babel, whose CLDR the date tables are made from) keeps it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "constraints.txt"
WANTED = "[test,recipes]"
HEADER = """\
# Exact versions of all that the tests and .ci/run install. Written by scripts/pin_constraints.py.
"""


def resolved() -> dict[str, str]:
    """Name -> version of what pip would install into an empty environment. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        report = Path(folder, "report.json")
        pip = [str(Path(folder, "bin", "python")), "-m", "pip", "install", "--quiet", "--dry-run"]
        subprocess.run([*pip, "--report", str(report), f"{ROOT}{WANTED}"], check=True)
        chosen = json.loads(report.read_text(encoding="utf-8"))["install"]
    found = {item["metadata"]["name"]: item["metadata"]["version"] for item in chosen}
    return {name: version for name, version in found.items() if name != "embedparse"}


def pinned(text: str) -> dict[str, str]:
    """Name -> version of the lines of a constraints file."""
    return dict(line.split("==", 1) for line in text.splitlines() if "==" in line)


def drifted(pins: dict[str, str]) -> list[str]:
    """A line for each package of ``pins`` that is installed here in another version."""
    out = []
    for name, version in pins.items():
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if here != version:
            out.append(f"{name}: {here} is installed, {version} is pinned")
    return out


def main() -> int:
    """Exit code 0: written, or nothing differs; 1: an installed version is not the pinned one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    if parser.parse_args().check:
        differences = drifted(pinned(TARGET.read_text(encoding="utf-8")))
        print("\n".join(differences) or "all installed versions are the pinned ones")
        return 1 if differences else 0
    rows = sorted(resolved().items(), key=lambda row: row[0].casefold())
    TARGET.write_text(HEADER + "".join(f"{name}=={version}\n" for name, version in rows), encoding="utf-8")
    print(f"{len(rows)} versions written to {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
