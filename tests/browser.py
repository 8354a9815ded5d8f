"""A real headless Chromium for tests of pages; the fixture is in conftest.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

#: The contrast that WCAG 2.2 (AA) asks of body text.
LEAST_CONTRAST = 4.5

_CONTRASTS = """
(selector) => {
  // Chromium may hand out color(srgb ...) or light-dark results: a canvas turns any colour into bytes.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (c) => {
    const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = c.slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  return [...document.querySelectorAll(selector)]
    .filter((one) => one.textContent.trim())
    .map((one) => {
      const [a, b] = [luminance(rgba(getComputedStyle(one).color)), luminance(behind(one))];
      return [one.className || one.tagName, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
    });
}
"""

_CUT = """
(selector) => [...document.querySelectorAll(selector)].filter((one) => {
  const box = one.getBoundingClientRect();
  if (box.width === 0) return false;
  const frame = one.ownerSVGElement ? one.ownerSVGElement.getBoundingClientRect() : null;
  const [left, right] = frame ? [frame.left, frame.right] : [0, innerWidth];
  return box.left < left - 1 || box.right > right + 1 || box.right > innerWidth + 1;
}).map((one) => one.textContent)
"""


def chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    named = os.environ.get("EMBEDPARSE_CHROMIUM")
    return named or next((path for name in names if (path := shutil.which(name))), None)


class Browser:
    """One Chromium that opens pages from disk and notes what they ask for and complain about."""

    def __init__(self, launched: Any) -> None:
        self._launched = launched
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.page: Any = None

    def open(self, path: Path, *, width: int = 1200, scheme: str = "light") -> Any:
        """The page of the file ``path``, shown ``width`` pixels wide in the ``light`` or ``dark`` scheme."""
        return self.visit(path.resolve().as_uri(), width=width, scheme=scheme)

    def visit(self, address: str, *, width: int = 1200, scheme: str = "light") -> Any:
        """The page at ``address``, likewise."""
        self.close()
        self.requests.clear()
        self.problems.clear()
        self.page = self._launched.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="America/Los_Angeles"
        )
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda message: self.problems.append(message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        self.requests.remove(address)
        return self.page

    def weak_contrasts(self, selector: str) -> list[tuple[str, float]]:
        """The elements of ``selector`` whose text stands out too little from what is behind it."""
        every = self.page.evaluate(_CONTRASTS, selector)
        assert every, f"nothing on the page is {selector}"
        return [(name, round(ratio, 2)) for name, ratio in every if ratio < LEAST_CONTRAST]

    def axe(self) -> list[str]:
        """What axe-core finds wrong for people who use the page otherwise: rule and element, a line each."""
        axe = pytest.importorskip(
            "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
        )
        found = axe.Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    def cut_texts(self, selector: str) -> list[str]:
        """The texts of ``selector`` that reach out of the window or of the drawing that they are in."""
        return list(self.page.evaluate(_CUT, selector))

    def close(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page = None
