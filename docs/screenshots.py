"""Makes the pictures that README and docs show, from a running demo.

`CHROMIUM=/usr/bin/chromium python docs/screenshots.py [http://127.0.0.1:8000]`
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Shot:
    """One picture: its file, the address, who looks, and how wide the window is."""

    name: str
    path: str
    person: str = ""
    width: int = 1280
    height: int = 800
    scheme: str = "light"


SHOTS = (
    Shot("home", "/en/"),
    Shot("search", "/en/search/?q=feedback"),
    Shot("phone", "/fr/", width=390, height=844, scheme="dark"),
)


def take(browser: Browser, base: str, shot: Shot) -> None:
    """Open the page as the person and save what the window shows."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        base_url=base,
    )
    page = context.new_page()
    if shot.person:
        page.goto("/en/account/login/")
        page.locator("input[name=login]").fill(f"{shot.person}@demo.example")
        page.locator("input[name=password]").fill("demo")
        page.locator("input[name=password]").press("Enter")
        page.wait_for_load_state()
    page.goto(shot.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Take every picture."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        for shot in SHOTS:
            take(browser, base, shot)
            sys.stdout.write(f"{shot.name}.png\n")
        browser.close()


if __name__ == "__main__":
    main()
