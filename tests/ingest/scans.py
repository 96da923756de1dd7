"""Scans made of PDFs with text: pages drawn as pictures, turned, laid askew, spotted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import ocr_state

PROSE = [
    "Le conseil territorial de santé s’est réuni au printemps dans la salle des fêtes, à l’heure",
    "prévue, devant des élus, des soignants et des représentants des usagers. La présidente a",
    "rappelé que les maisons de santé du plateau manquent de médecins depuis quatre ans et que",
    "les délais d’attente dépassent souvent trois semaines pour une première consultation.",
    "Plusieurs participants demandent que la navette entre les bourgs et l’hôpital soit maintenue",
    "le samedi, parce que les familles n’ont pas toutes une voiture. Le département répond que le",
    "budget de l’année a déjà été voté, mais que la question sera posée de nouveau en septembre.",
    "Les infirmières libérales proposent de tenir une permanence commune, un jour par semaine,",
    "dans les locaux de l’ancienne école. La proposition est adoptée à l’unanimité des présents.",
]


@pytest.fixture
def french_ocr() -> None:
    """The program that reads scans; skipped with a reason where it is absent."""
    problem = ocr_state().problem
    if problem is not None:
        pytest.skip(f"tesseract with its French data is not on this machine: {problem.message}")


def pictures(source: Path, *, dpi: int = 200) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(source) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().copy() for page in document]


def worn(
    picture: Image.Image, *, askew: float = 0.0, noise: float = 0.0, seed: int = 7
) -> Image.Image:
    """The picture laid `askew` by some degrees, on grey paper with `noise` (0..1) and spots."""
    turned = picture.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    random = numpy.random.default_rng(seed)
    dots = numpy.asarray(turned, dtype=float) * 0.9 + 15
    dots += random.normal(0.0, 255 * noise, dots.shape)
    spots = random.random(dots.shape) < noise / 400
    dots[spots] = 40
    return Image.fromarray(dots.clip(0, 255).astype("uint8"))


def scan(
    path: Path,
    pages: Sequence[Image.Image],
    *,
    over: str = "",
    under: Sequence[str] = (),
    dpi: int = 200,
) -> Path:
    """A PDF of pictures; `over` is real text at the top of each page, `under` is hidden text."""
    canvas = Canvas(str(path))
    for number, picture in enumerate(pages, 1):
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        if over:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(40, height - 20, f"{over} {number}")
        if under:
            layer = canvas.beginText(60, height - 80)
            layer.setTextRenderMode(3)
            for line in under:
                layer.textLine(line)
            canvas.drawText(layer)
        canvas.showPage()
    canvas.save()
    return path


def tiff(path: Path, pages: Sequence[Image.Image]) -> Path:
    """An image file of several pages."""
    pages[0].save(path, format="TIFF", save_all=True, append_images=list(pages[1:]))
    return path
