"""What is published: the wheel holds the package whole, the source distribution is enough to test it."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel of this checkout, built without the network."""
    pytest.importorskip("build", reason="distributions are built with `build`: pip install build")
    pytest.importorskip("setuptools")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def unpacked(built: Path) -> Path:
    """The folder that the source distribution holds."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as members:
        members.extractall(built, filter="data")
    return built / archive.name.removesuffix(".tar.gz")


def tracked(*patterns: str) -> set[str]:
    """Files of the checkout that git tracks."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", *patterns]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return set(filter(None, done.stdout.split("\0")))


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {name for name in tracked("embedparse") if name.endswith(".toml")}  # read as compiled tables
    assert tracked("embedparse") - sources <= names
    assert {name.split("/")[0] for name in names if not name.startswith("embedparse")} == set()


def test_the_description_for_the_index_has_no_link_that_leads_nowhere(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as members:
        (name,) = [name for name in members.namelist() if name.endswith(".dist-info/METADATA")]
        description = members.read(name).decode()
    assert "# embedparse" in description
    assert re.findall(r"\]\((?!https?:)[^)]*\)", description) == []


@pytest.mark.parametrize(
    ("urls", "shown"),
    [
        pytest.param({}, "See docs/ and [a page](https://example.org/x).", id="no-address"),
        pytest.param(
            {"Source": "https://example.org/repo/"},
            "See [docs/](https://example.org/repo/blob/HEAD/docs/index.md) and [a page](https://example.org/x).",
            id="an-address",
        ),
    ],
)
def test_links_to_files_lead_to_the_source_where_it_has_an_address(urls: dict[str, str], shown: str) -> None:
    setup = runpy.run_path(str(ROOT / "setup.py"))
    text = "See [docs/](docs/index.md) and [a page](https://example.org/x)."
    assert setup["index_description"](text, urls) == shown


def test_addresses_are_read_from_the_configuration() -> None:
    setup = runpy.run_path(str(ROOT / "setup.py"))
    config = "[metadata]\nname = a\nproject_urls =\n    Source = https://example.org/a=b\n"
    assert setup["project_urls"](config) == {"Source": "https://example.org/a=b"}
    assert setup["project_urls"]("[metadata]\nname = a\n") == {}


def test_the_source_distribution_holds_the_whole_project(unpacked: Path) -> None:
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    missing = tracked() - held - {".gitignore", ".ci/run", ".dockerignore"}
    assert missing == set()


def test_tests_run_from_the_source_distribution(unpacked: Path) -> None:
    collected = pytest_in(unpacked, "--collect-only", "-q", "tests")
    assert collected.returncode == 0, collected.stdout[-2000:]
    done = pytest_in(unpacked, "tests/test_seed.py", "tests/test_models.py", "tests/test_prose.py")
    assert done.returncode == 0, done.stdout[-2000:]


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)
