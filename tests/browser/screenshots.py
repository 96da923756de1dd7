"""Pictures of the chat for the documentation: `python tests/browser/screenshots.py`.

It serves the sample corpus from a temporary folder and writes docs/images/*.png.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser_harness import (
    INPUT,
    PHONE,
    ROOT,
    SOURCES,
    WIDE,
    ask,
    browser,
    chat,
    ingest_sample,
    page,
)
from PIL import Image
from playwright.sync_api import Browser, Page

from assistant.ui import text

IMAGES = ROOT / "docs" / "images"
QUESTION = "Combien de réponses exploitables le comité des Hauts-de-France a-t-il reçues ?"
OFF_TOPIC = "Comment réussir une omelette aux champignons ?"
SETTLE_MS = 1_500


def keep(on: Page, name: str) -> None:
    """Writes docs/images/NAME.png with few colours, so that the repository stays light."""
    on.wait_for_timeout(SETTLE_MS)
    target = IMAGES / f"{name}.png"
    on.screenshot(path=target)
    with Image.open(target) as image:
        image.convert("RGB").quantize(128).save(target, optimize=True)


def shoot(opened: Browser, url: str, size: tuple[int, int], suffix: str) -> None:
    with page(opened, size) as on:
        on.goto(url)
        on.locator(INPUT).wait_for(timeout=60_000)
        keep(on, f"accueil{suffix}")
        ask(on, QUESTION)
        keep(on, f"chat{suffix}")
        on.locator(SOURCES).first.click()
        on.locator(".corpus.sheet").wait_for()
        keep(on, f"source{suffix}")
        on.get_by_text(text.PICTURE).click()
        picture = on.get_by_role("dialog").locator("img")
        picture.wait_for(timeout=60_000)
        picture.scroll_into_view_if_needed()
        keep(on, f"page{suffix}")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ingest_sample(Path(folder))
        with chat(Path(folder), engine="extractive") as url, browser() as opened:
            shoot(opened, url, WIDE, "")
            shoot(opened, url, PHONE, "-telephone")
            with page(opened) as on:
                on.goto(url)
                ask(on, OFF_TOPIC)
                keep(on, "refus")
                on.goto(f"{url}/documents")
                on.get_by_role("button", name=text.OPEN).first.wait_for(timeout=60_000)
                keep(on, "documents")


if __name__ == "__main__":
    main()
