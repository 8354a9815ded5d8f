"""The page to try it: what it shows, what it refuses, and that it is usable in a real browser."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from tests.browser import Browser
from tests.command import ARTICLE, PROSE

flask = pytest.importorskip("flask", reason="pip install 'embedparse[serve]'")
pebble = pytest.importorskip("pebble", reason="pip install 'embedparse[serve]'")
waitress = pytest.importorskip("waitress", reason="pip install 'embedparse[serve]'")

from embedparse.serve.app import create_app  # noqa: E402 it needs Flask
from embedparse.serve.result import Request, result_of  # noqa: E402

EVIL = "</textarea></script><script>owned = 1</script><img src=x onerror='owned = 1'>"


class Here:
    """A pool that scans in this process."""

    def schedule(self, function: Any, args: tuple[Any, ...], timeout: float) -> Here:
        self.value = function(*args)
        return self

    def result(self) -> Any:
        return self.value


@pytest.fixture
def client() -> Any:
    return create_app(Here()).test_client()  # type: ignore[arg-type]


def test_the_result_holds_article_prose_and_records() -> None:
    result = result_of(Request(ARTICLE))
    assert result.summary == "1 embed"
    assert result.prose == PROSE
    assert 'class="post embed twitter"' in result.article
    assert result.csv.splitlines()[1].startswith("twitter,embed,ada_quill,Ada Quill,2020-05-01,")
    assert result.rows[0]["evidence"]


def test_a_text_is_scanned(client: Any) -> None:
    answer = client.post("/", data={"text": ARTICLE})
    assert answer.status_code == 200
    assert "@ada_quill" in answer.text
    assert 'id="prose"' in answer.text


def test_a_file_is_scanned(client: Any) -> None:
    answer = client.post("/", data={"file": (io.BytesIO(ARTICLE.encode()), "a.txt")})
    assert "@ada_quill" in answer.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        pytest.param({"text": "  \n"}, "There is no text", id="nothing"),
        pytest.param({"text": "x", "kind": "pdf"}, "No kind of document is called pdf", id="kind"),
        pytest.param(
            {"text": "x", "min_confidence": "high"}, "No confidence is called high", id="confidence"
        ),
    ],
)
def test_what_cannot_be_scanned_is_said(client: Any, form: dict[str, str], said: str) -> None:
    answer = client.post("/", data=form)
    assert answer.status_code == 400
    assert said in answer.text


def test_another_host_name_is_refused(client: Any) -> None:
    """A page of another site whose name leads here must not read what is shown."""
    assert client.get("/", base_url="http://rebound.example").status_code == 403
    assert client.get("/", base_url="http://localhost:8765").status_code == 200


def test_a_large_text_is_refused(client: Any) -> None:
    answer = client.post("/", data={"text": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "use the command" in answer.text


def test_what_strangers_wrote_is_text(client: Any) -> None:
    answer = client.post("/", data={"text": f"{ARTICLE}\n{EVIL}"})
    assert "<img" not in answer.text
    assert answer.text.count("<script") == 1
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.process
def test_a_scan_that_takes_too_long_is_ended() -> None:
    with pebble.ProcessPool(max_workers=1) as pool:
        client = create_app(pool, seconds=0.001).test_client()
        answer = client.post("/", data={"text": ARTICLE * 2000})
        pool.stop()
    assert answer.status_code == 503
    assert "took longer than" in answer.text


@pytest.mark.process
def test_without_its_packages_the_command_names_the_extra() -> None:
    code = "import sys; sys.modules['waitress'] = None; from embedparse.cli import main; main(['serve'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'embedparse[serve]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.process
def test_a_port_that_is_taken_is_one_line(served: str) -> None:
    port = served.rsplit(":", 1)[1].strip("/")
    done = subprocess.run(
        [sys.executable, "-m", "embedparse", "serve", "--port", port],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def served() -> Iterator[str]:
    """The address of a running server."""
    server = waitress.create_server(create_app(Here()), host="127.0.0.1", port=0)  # type: ignore[arg-type]
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(browser: Browser, served: str, width: int, scheme: str) -> None:
    page = browser.visit(served, width=width, scheme=scheme)
    page.fill("#text", f"{ARTICLE}\n{EVIL}")
    page.get_by_role("button", name="Scan").click()
    page.wait_for_selector("#summary")
    assert page.inner_text("#summary") == "1 embed"
    assert page.inner_text("#prose").startswith(PROSE)
    assert page.locator("article.post .handle").first.inner_text() == "@ada_quill"
    assert page.locator("#records tbody tr").count() == 1
    assert page.evaluate("typeof owned") == "undefined"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert browser.problems == []
    assert browser.axe() == []
