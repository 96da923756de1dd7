"""Pictures of a report for the documentation.

`python tests/browser/report_screenshots.py RAPPORT.html` writes docs/images/rapport*.png.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browser_harness import PHONE, ROOT, WIDE, browser
from PIL import Image
from playwright.sync_api import Browser

IMAGES = ROOT / "docs" / "images"


def shoot(opened: Browser, file: Path, name: str, size: tuple[int, int], see: str) -> None:
    """Writes the picture NAME.png of what a reader sees from the element `see` on."""
    width, height = size
    context = opened.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
    page = context.new_page()
    page.goto(file.resolve().as_uri())
    if see == "#cas":
        page.locator(".case summary").first.click()
    page.locator(see).evaluate("(element) => element.scrollIntoView()")
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    with Image.open(target) as image:
        image.convert("RGB").quantize(128).save(target, optimize=True)


def main(file: Path) -> None:
    with browser() as opened:
        shoot(opened, file, "rapport", WIDE, "html")
        shoot(opened, file, "rapport-mesures", WIDE, "section.suite >> nth=0")
        shoot(opened, file, "rapport-cas", WIDE, "#cas")
        shoot(opened, file, "rapport-telephone", PHONE, "section.suite >> nth=0")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
