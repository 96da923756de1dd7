"""A page as a grey picture, from a PDF or from an image file, within a bound of pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import DamagedFile, ReaderMemory

DPI = 300
MOST_PIXELS = 25_000_000
"""About an A3 page at 300 dots an inch; a larger page is drawn with fewer dots."""
_MOST_SOURCE_PIXELS = 150_000_000
_SCREEN_DPI = 200
_PAGE_INCHES = 11.7
_MOST_GROWTH = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """Grey dots, row by row from the top, a byte each; 255 is white."""

    width: int
    height: int
    dots: bytes
    dpi: int

    def pgm(self) -> bytes:
        """The picture as a PGM file."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.dots


def of_pdf_page(path: Path, index: int) -> Raster:
    """Page `index` (from 0) of a PDF as a reader would see it on paper."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[index]
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        dots = bitmap.to_pil().tobytes()
        return Raster(width=bitmap.width, height=bitmap.height, dots=dots, dpi=round(72 * scale))


def of_image(path: Path, index: int) -> Raster:
    """Frame `index` (from 0) of an image file, turned as its camera says.

    A picture with too few dots an inch for print is enlarged. Raises DamagedFile, and
    ReaderMemory when it has too many dots.
    """
    from PIL import Image, ImageOps

    try:
        with _open(path) as image:
            image.seek(index)
            if image.width * image.height > _MOST_SOURCE_PIXELS:
                raise _too_large(image.width, image.height)
            grey = ImageOps.exif_transpose(_flat(image)).convert("L")
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise _damaged() from error
    dpi = max(grey.size) / _PAGE_INCHES  # what its file says of its dots is seldom right
    growth = min(_MOST_GROWTH, DPI / dpi) if dpi < _SCREEN_DPI else 1.0
    growth = min(growth, (MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if growth != 1.0:
        size = max(1, round(grey.width * growth)), max(1, round(grey.height * growth))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return Raster(
        width=grey.width, height=grey.height, dots=grey.tobytes(), dpi=max(70, round(dpi * growth))
    )


def frames(path: Path) -> int:
    """How many pictures an image file holds. Raises DamagedFile."""
    try:
        with _open(path) as image:
            return int(getattr(image, "n_frames", 1))
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise _damaged() from error


def _open(path: Path) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # bounded by the caller, with words of our own
    return Image.open(path, formats=("PNG", "JPEG", "TIFF"))


def _flat(image: Any) -> Any:
    """The image on white paper where it is transparent."""
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image.convert("RGBA"))


def _damaged() -> DamagedFile:
    return DamagedFile(
        "Cette image est endommagée : elle n’a pas pu être ouverte.",
        "Ouvrez-la dans un logiciel d’images et réenregistrez-la, ou numérisez de nouveau la page.",
    )


def _too_large(width: int, height: int) -> ReaderMemory:
    return ReaderMemory(
        f"Cette image est trop grande ({width} × {height} points) pour être lue.",
        "Réenregistrez-la en 300 points par pouce, puis recommencez.",
    )
