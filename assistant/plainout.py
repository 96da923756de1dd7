"""Values as a person reads them in a terminal, in French."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from assistant.dates import french_date
from assistant.failures import Failure
from assistant.model import Answer, Citation, Verdict
from assistant.rendering import source_line
from assistant.verify import ClaimCheck
from ingest import Document, FileReport, IngestReport, Status, pictures_unread
from vectorstore import DocumentInfo, Health, Passage, Removal

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>~$])")
_STATUS = {
    Status.ADDED: "ajouté",
    Status.UPDATED: "mis à jour",
    Status.UNCHANGED: "inchangé",
    Status.SKIPPED: "laissé de côté",
    Status.FAILED: "non lu",
    Status.MISSING: "fichier disparu",
    Status.REMOVED: "retiré",
}
_UNREAD = "non lues (abîmées, piégées ou trop longues à lire)"
OCR = "texte reconnu sur une image, peut contenir des erreurs"
_VERDICT = {
    Verdict.SUPPORTED: "Confirmé par le passage.",
    Verdict.CONTRADICTED: "Contredit par le passage.",
    Verdict.UNSUPPORTED: "Pas confirmé par le passage.",
}

_REASON = {
    "number": "nombre",
    "date": "date",
    "name": "nom",
    "negation": "négation",
    "antonym": "mots contraires",
    "quantifier": "quantité (tous, certains, aucun…)",
    "force": "portée (obligation, possibilité, décision)",
    "mark": "aucun passage désigné",
    "coverage": "trop peu de mots communs",
}


def pages_label(start: int | None, end: int | None) -> str:
    """ "page 3", "pages 3 à 5", or nothing where the format has no pages."""
    if start is None:
        return ""
    return f"page {start}" if end in (None, start) else f"pages {start} à {end}"


def count_label(count: int, one: str, many: str | None = None) -> str:
    """ "1 document", "3 documents"."""
    return f"{count} {one if count < 2 else many or one + 's'}"


def ingest_lines(report: IngestReport) -> Iterator[str]:
    for file in report.files:
        yield _file_line(file)
        told = {*file.pages_unread, *file.pages_needing_ocr}
        blank = sorted(set(file.pages_without_text).difference(told))
        if blank:
            yield f"    sans texte (page blanche ou image) : {_page_list(blank)}"
        yield from (f"    {line}" for line in _ocr_lines(file))
        if file.pages_unread:
            yield (
                f"    {_UNREAD} : {_page_list(file.pages_unread)}. "
                "Réenregistrez le document depuis son logiciel d’origine ; le reste est lu."
            )
        if file.pages_doubtful:
            yield f"    {_doubtful(file.pages_doubtful)}"
        if file.error:
            yield f"    {file.error.message} {file.error.advice}"
    if any(file.pages_needing_ocr for file in report.files):
        unread = pictures_unread()
        yield f"{unread.message} {unread.advice}"
    counts = Counter(file.status for file in report.files)
    summary = ", ".join(
        f"{_STATUS[status]} : {counts[status]}" for status in Status if counts[status]
    )
    yield f"{summary} ({report.elapsed_s:.1f} s)"
    if report.files and set(counts) == {Status.UNCHANGED}:
        yield "Rien n’a changé depuis la dernière fois."


def _doubtful(pages: tuple[int, ...]) -> str:
    return f"lecture douteuse (mots collés, coupés ou illisibles), à vérifier : {_page_list(pages)}"


def _ocr_lines(about: FileReport | DocumentInfo) -> Iterator[str]:
    """Which pages are pictures, read or not."""
    if about.pages_ocr:
        yield f"texte reconnu sur des images, à relire : {_page_list(about.pages_ocr)}"
    if about.pages_needing_ocr:
        yield f"images dont le texte n’a pas été lu : {_page_list(about.pages_needing_ocr)}"


def _file_line(file: FileReport) -> str:
    about = [
        count_label(file.pages, "page") if file.pages else "",
        count_label(file.chunks, "passage") if file.chunks else "",
    ]
    details = ", ".join(part for part in about if part)
    return f"{shown(file.path)} : {_STATUS[file.status]}" + (f" ({details})" if details else "")


def _page_list(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3, 5 et 9", the first ten of many."""
    *others, last = map(str, numbers[:10])
    if not others:
        return f"page {last}"
    if len(numbers) > 10:
        return f"pages {', '.join([*others, last])}…"
    return f"pages {', '.join(others)} et {last}"


def shown(path: Path | str) -> str:
    """A name of a file on one line: what would move the cursor or hide words is escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode()
        for c in str(path)
    )


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer, then its numbered citations; for a refusal, what came nearest."""
    yield _ESCAPED.sub(r"\1", answer.text.replace("**", ""))
    shown = answer.nearest if answer.abstained else answer.citations
    if shown:
        yield ""
        yield "Passages les plus proches :" if answer.abstained else "Sources :"
    for citation in shown:
        yield from _citation_lines(citation)
    yield ""
    yield (
        f"Cherché dans {count_label(answer.searched.documents, 'document')} ; "
        f"{count_label(answer.searched.passages, 'passage lu', 'passages lus')}."
    )


def _citation_lines(citation: Citation) -> Iterator[str]:
    place = pages_label(citation.page_start, citation.page_end)
    if citation.printed_page and citation.printed_page != str(citation.page_start):
        place += f" (numérotée {citation.printed_page})"
    if not place and citation.section:
        place = " › ".join(citation.section)
    yield f"[{citation.n}] {source_line(citation)}" + (f", {place}" if place else "")
    if citation.ocr:
        yield f"    ({OCR})"
    if citation.speaker:
        yield f"    Propos de : {citation.speaker}"
    yield f"    « {' '.join(citation.quote.split())} »"


def passage_lines(passages: Sequence[Passage]) -> Iterator[str]:
    if not passages:
        yield "Aucun passage trouvé. Essayez d’autres mots, ou ôtez un filtre."
    for rank, passage in enumerate(passages, 1):
        chunk = passage.chunk
        place = pages_label(chunk.page_start, chunk.page_end) or " › ".join(chunk.section)
        yield (
            f"{rank}. {passage.title}" + (f", {place}" if place else "") + f" ({chunk.document_id})"
        )
        if passage.ocr:
            yield f"    ({OCR})"
        if chunk.speaker:
            yield f"    Propos de : {chunk.speaker}"
        yield f"    {' '.join(passage.text.split())}"


def check_lines(check: ClaimCheck) -> Iterator[str]:
    yield _VERDICT[check.verdict]
    for reason in check.reasons:
        sides = (
            f"« {words} » {side}" if words else f"rien de tel {side}"
            for words, side in (
                (reason.claim, "dans l’affirmation"),
                (reason.passage, "dans le passage"),
            )
        )
        yield f"    {_REASON.get(reason.kind, 'écart')} : {', '.join(sides)}"


def text_lines(document: Document, *, page: int | None = None) -> Iterator[str]:
    for part in document.pages:
        if page is not None and part.number != page:
            continue
        if part.number is not None:
            yield f"— page {part.number} —" + (f" ({OCR})" if part.ocr else "")
        yield document.text[part.start : part.end].rstrip("\n")


def documents_lines(documents: Sequence[DocumentInfo]) -> Iterator[str]:
    for info in documents:
        about = [
            count_label(info.pages, "page") if info.pages else "",
            count_label(info.chunks, "passage"),
            info.region or "",
            info.date or "",
        ]
        yield f"{info.id} : {info.title} ({', '.join(part for part in about if part)})"
        yield from (f"    {line}" for line in version_lines(info))
        if info.pages_unread:
            yield f"    {_UNREAD} : {_page_list(info.pages_unread)}"
        yield from (f"    {line}" for line in _ocr_lines(info))
        if info.pages_doubtful:
            yield f"    {_doubtful(info.pages_doubtful)}"
        if info.outdated:
            yield "    lu par une version plus ancienne du programme : relancez assistant ingest"


def version_lines(info: DocumentInfo) -> Iterator[str]:
    """One line for each older version of a document."""
    for version in info.replaced:
        yield (
            f"remplacé le {_day(version.replaced_at)} (version lue le {_day(version.ingested_at)}, "
            f"empreinte {version.sha256[:12]})"
        )


def _day(moment: str) -> str:
    return french_date(datetime.fromisoformat(moment).astimezone().date().isoformat())


def health_lines(
    documents: Sequence[DocumentInfo], health: Health, mismatch: Failure | None = None
) -> Iterator[str]:
    """`mismatch`: why the present settings cannot use the index, None when they can."""
    if not documents:
        yield "Aucun document. Pour en ajouter : assistant ingest DOSSIER"
        return
    yield (
        f"{count_label(len(documents), 'document')}, {count_label(health.chunks, 'passage')} ; "
        + _state_label(health, mismatch)
        + f" ({count_label(health.sampled, 'passage vérifié', 'passages vérifiés')})."
    )
    if mismatch:
        yield mismatch.message
        yield f"À faire : {mismatch.advice}"
    elif not health.sound:
        yield "À faire : assistant rebuild"


def _state_label(health: Health, mismatch: Failure | None) -> str:
    if mismatch:
        return "index à refaire"
    return "index en bon état" if health.sound else "index abîmé"


def removal_lines(removal: Removal) -> Iterator[str]:
    yield f"Document retiré : {removal.title} ({removal.doc})"
    yield (
        f"    {count_label(removal.chunks, 'passage')}, "
        f"{count_label(removal.lexical_rows, 'ligne')} de l’index des mots et "
        f"{count_label(removal.vectors, 'vecteur')} effacés."
    )
    if removal.remaining:
        yield (
            f"    Il reste pourtant {count_label(removal.remaining, 'trace')} dans l’index. "
            "À faire : assistant rebuild"
        )
    else:
        yield "    Vérifié après coup : l’index ne retrouve plus rien de ce document."
    if removal.path:
        yield f"    Le fichier reste sur le disque : {shown(removal.path)}"
    yield (
        "    Les conversations enregistrées gardent les passages qu’elles citent. Pour les "
        "effacer : assistant serve, ouvrez chaque conversation, puis « Supprimer cette "
        "conversation »."
    )
