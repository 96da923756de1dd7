"""Builder of the sample corpus: `python -m evals.sample.build [--out DIR]`.

Renders each source of `source/` into `documents/`, and writes to `truth/` what each page of it
says. Two builds of the same sources give the same bytes.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from evals.sample import docx_layout, pdf_layouts, text_layouts
from evals.sample.markup import parse

HERE = Path(__file__).parent
SOURCES = HERE / "source"
_SUFFIXES = {"docx": "docx", "tsv": "txt", "markdown": "md"}


def build(out: Path, sources: Path = SOURCES) -> list[Path]:
    """Write `documents/` and `truth/` below `out`; return the documents written."""
    written = []
    for folder in ("documents", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for path in sorted(sources.glob("*.md")):
        content, truth = build_document(path)
        document = out / "documents" / truth["file"]
        document.write_bytes(content)
        record = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
        (out / "truth" / f"{path.stem}.json").write_text(record, "utf-8", newline="\n")
        written.append(document)
    return written


def build_document(path: Path) -> tuple[bytes, dict[str, Any]]:
    """The bytes of one document and the truth about it.

    The text of a page holds the words of its body in reading order, one ordinary space between
    them, without running lines, bullet signs and end-of-line hyphens. What is not a PDF has no
    pages: it has one entry, whose page is null.
    """
    raw = path.read_text(encoding="utf-8")
    source = parse(raw)
    layout = source.meta["layout"]
    if layout in pdf_layouts.LOOKS:
        content, texts = pdf_layouts.render(source)
        pages = [{"page": number, "text": text} for number, text in enumerate(texts, start=1)]
    else:
        content, text = _render_unpaged(layout, raw)
        pages = [{"page": None, "text": text}]
    fields = {key: source.meta[key] for key in ("title", "body", "region", "kind", "date")}
    file = f"{path.stem}.{_SUFFIXES.get(layout, 'pdf')}"
    return content, {"doc": path.stem, "file": file, **fields, "pages": pages}


def _render_unpaged(layout: str, raw: str) -> tuple[bytes, str]:
    source = parse(raw)
    if layout == "docx":
        return docx_layout.render(source)
    if layout == "tsv":
        return text_layouts.render_tabbed(source)
    if layout == "markdown":
        return text_layouts.render_markdown(source, raw)
    raise ValueError(f"unknown layout: {layout}")


def main() -> None:
    """Command line entry point."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    for document in build(parser.parse_args().out):
        print(document.name)


if __name__ == "__main__":
    main()
