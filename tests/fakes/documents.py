"""Documents and files made by hand, about invented places."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest import Document, Fact, Page, Section


def make_document(
    id_: str,
    pages: Sequence[str],
    *,
    title: str = "",
    facts: Mapping[str, str] | None = None,
    salt: str = "",
) -> Document:
    """A document of `pages`, one section over all; `salt` changes its bytes, not its text."""
    text = "\n".join(pages)
    spans, start = [], 0
    for number, page in enumerate(pages, start=1):
        end = min(start + len(page) + 1, len(text))
        spans.append(Page(number=number, start=start, end=end))
        start = end
    known = {"title": title or id_, **(facts or {})}
    return Document(
        id=id_,
        title=title or id_,
        sha256=hashlib.sha256(f"{id_}{text}{salt}".encode()).hexdigest(),
        media_type="application/pdf",
        text=text,
        pages=tuple(spans),
        sections=(Section(title_path=(), kind="body", start=0, end=len(text)),),
        facts={name: Fact(value=value, evidence=value) for name, value in known.items()},
    )


def write_corpus(folder: Path) -> Path:
    """Three small files on distinct subjects."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "avis-valmont.txt").write_text(
        "Avis sur la mobilité à Valmont\n\n"
        "Le minibus dessert onze hameaux chaque mardi.\n"
        "La navette hospitalière coûte deux euros par trajet.\n",
        encoding="utf-8",
    )
    (folder / "bilan-orsec.md").write_text(
        "# Bilan de la prévention\n\n"
        "## Vaccination\n\nLes pharmaciens ont vacciné six cents lycéens.\n\n"
        "## Addictions\n\nUne consultation jeunes consommateurs ouvre à Brissac.\n",
        encoding="utf-8",
    )
    (folder / "compte-rendu.txt").write_text(
        "Compte rendu de séance\n\n"
        "La présidente rappelle que le quorum est atteint.\n"
        "Le collège des usagers demande un médiateur culturel.\n",
        encoding="utf-8",
    )
    return folder


def write_lines(path: Path, texts: Mapping[str, str]) -> Path:
    """A JSON Lines file of one document a text, by id."""
    lines = [{"id": id_, "title": f"Fiche {id_}", "text": text} for id_, text in texts.items()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
