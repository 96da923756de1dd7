"""The Word layout of the sample corpus."""

import datetime
import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from evals.sample.markup import Block, Source, footer_text, french_date, plain

_STAMP = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
_ZIP_STAMP = (2024, 1, 1, 0, 0, 0)


def render(source: Source) -> tuple[bytes, str]:
    """The Word file of a source, always the same bytes, and the text of its body."""
    document = Document()
    _set_properties(document, source.meta)
    _set_running_lines(document, source.meta)
    opening = (
        source.meta["title"],
        source.meta["body"],
        french_date(source.meta["date"]).capitalize(),
    )
    for text, style in zip(opening, ("Title", "Subtitle", "Normal"), strict=True):
        document.add_paragraph(text, style=style)
    for block in source.blocks:
        _add(document, block)
    words = [*opening, *(_block_text(block) for block in source.blocks)]
    return _with_fixed_dates(document), plain(" ".join(words))


def _set_properties(document: WordDocument, meta: dict[str, str]) -> None:
    properties = document.core_properties
    properties.title = meta["title"]
    properties.author = meta["body"]
    properties.last_modified_by = meta["body"]
    properties.comments = ""
    properties.language = "fr-FR"
    properties.created = properties.modified = _STAMP
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)


def _set_running_lines(document: WordDocument, meta: dict[str, str]) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = meta.get("header") or meta["title"]
    section.footer.paragraphs[0].text = footer_text(meta)


def _add(document: WordDocument, block: Block) -> None:
    if block.kind == "table":
        _add_table(document, block)
    elif block.kind == "page":
        document.add_page_break()
    else:
        _add_runs(document.add_paragraph(style=_style_name(block)), block.text)


def _style_name(block: Block) -> str:
    if block.kind == "heading":
        return f"Heading {block.level}"
    if block.kind == "bullet":
        return "List Bullet" if block.level == 1 else "List Bullet 2"
    return "Quote" if block.kind == "quote" else "Normal"


def _add_runs(paragraph: Paragraph, text: str) -> None:
    for place, segment in enumerate(text.split("**")):
        if segment:
            paragraph.add_run(segment).bold = True if place % 2 else None


def _add_table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for place, row in enumerate(block.rows):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            bold = block.has_header and place == 0 and text
            _add_runs(cell.paragraphs[0], f"**{text}**" if bold else text)
    document.add_paragraph()


def _block_text(block: Block) -> str:
    return " ".join(cell for row in block.rows for cell in row) or block.text


def _with_fixed_dates(document: WordDocument) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
