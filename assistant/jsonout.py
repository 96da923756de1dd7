"""Values as the JSON that scripts rely on: keys are added, never renamed or taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.batch import Id
from assistant.failures import Failure
from assistant.model import Answer, Question
from assistant.verify import ClaimCheck
from ingest import Document, FileReport, IngestReport, pictures_unread
from vectorstore import DocumentInfo, Filters, Health, OlderVersion, Passage

Json = dict[str, object]
FACTS = ("title", "body", "region", "territory", "kind", "date")


def line(value: object) -> str:
    """One line of JSON, without ASCII escapes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def scope_json(filters: Filters) -> Json:
    return {name: list(values) for name, values in asdict(filters).items()}


def ingest_json(report: IngestReport) -> Json:
    documents = []
    for file in report.files:
        fields = asdict(file)
        fields["path"] = str(file.path)
        fields["status"] = file.status.value
        fields["notices"] = _notices(file)
        documents.append(fields)
    return {"documents": documents, "elapsed_s": round(report.elapsed_s, 3)}


def _notices(file: FileReport) -> list[Json]:
    """What the pages of a file that was read lack, with the next step."""
    if not file.pages_needing_ocr:
        return []
    return [{**asdict(pictures_unread()), "pages": list(file.pages_needing_ocr)}]


def search_json(id: Id, question: Question, passages: Sequence[Passage], elapsed_ms: int) -> Json:
    return {
        "id": id,
        "question": question.text,
        "scope": scope_json(question.filters),
        "passages": [_passage_json(rank, passage) for rank, passage in enumerate(passages, 1)],
        "elapsed_ms": elapsed_ms,
    }


def _passage_json(rank: int, passage: Passage) -> Json:
    chunk = passage.chunk
    return {
        "rank": rank,
        "doc": chunk.document_id,
        "title": passage.title,
        "page_start": chunk.page_start,
        "page_end": chunk.page_end,
        "section": list(chunk.section),
        "speaker": chunk.speaker,
        "text": passage.text,
        "ocr": passage.ocr,
        "score": round(passage.score, 6),
        "ranks": dict(passage.ranks),
        "chunk_id": chunk.id,
        "char_start": chunk.start,
        "char_end": chunk.end,
    }


def answer_json(id: Id, answer: Answer) -> Json:
    return {
        "id": id,
        "answer_id": answer.id,
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "scope": scope_json(answer.filters),
        "abstained": answer.abstained,
        "reason": answer.reason,
        "answer": answer.text,
        "claims": [
            {
                "text": claim.text,
                "citations": list(claim.citations),
                "verdict": claim.verdict.value,
            }
            for claim in answer.claims
        ],
        "dropped": answer.dropped,
        "citations": [asdict(citation) for citation in answer.citations],
        "contradictions": [list(pair) for pair in answer.contradictions],
        "searched": asdict(answer.searched),
        "nearest": [asdict(citation) for citation in answer.nearest],
        "notices": list(answer.notices),
        "engine": answer.engine,
        "model": answer.model,
        "corpus_version": answer.corpus_version,
        "elapsed_ms": answer.elapsed_ms,
    }


def check_json(id: Id, check: ClaimCheck) -> Json:
    return {
        "id": id,
        "verdict": check.verdict.value,
        "supported_by": list(check.supported_by),
        "score": check.score,
        "reasons": [asdict(reason) for reason in check.reasons],
    }


def text_json(
    document: Document, *, page: int | None = None, replaced: Sequence[OlderVersion] = ()
) -> Json:
    """What was read of a document, or of its physical page `page` only; its older versions."""
    pages = [p for p in document.pages if page is None or p.number == page]
    start, end = (pages[0].start, pages[-1].end) if pages else (0, len(document.text))
    return {
        "doc": document.id,
        "facts": {
            name: asdict(document.facts[name]) if name in document.facts else None for name in FACTS
        },
        "replaced": [asdict(version) for version in replaced],
        "pages": [
            {
                "page": p.number,
                "printed_page": p.printed,
                "text": document.text[p.start : p.end],
                "ocr": p.ocr,
                "confidence": p.confidence,
                "needs_ocr": p.needs_ocr,
                "quality": round(p.quality, 3),
                "unread": p.unread,
                "char_start": p.start,
                "char_end": p.end,
            }
            for p in pages
        ],
        "sections": [
            {
                "title_path": list(section.title_path),
                "kind": section.kind,
                "speaker": section.speaker,
                "page_start": _page_of(document, section.start),
                "char_start": section.start,
                "char_end": section.end,
            }
            for section in document.sections
            if page is None or (section.start < end and start < section.end)
        ],
    }


def _page_of(document: Document, offset: int) -> int | None:
    return next((p.number for p in document.pages if p.start <= offset < p.end), None)


def info_json(info: DocumentInfo) -> Json:
    fields = asdict(info)
    return {"doc": fields.pop("id"), **fields, "outdated": info.outdated}


def error_json(id: Id, line_number: int | None, failure: Failure) -> Json:
    """In place of an answer; `line_number` is 1-based in the batch file."""
    fields: Mapping[str, object] = {} if line_number is None else {"line": line_number}
    return {"id": id, **fields, "error": failure.as_json()}


def status_json(
    data_dir: Path,
    version: str,
    documents: Sequence[DocumentInfo],
    health: Health,
    mismatch: Failure | None = None,
) -> Json:
    """`mismatch`: why the present settings cannot use the index, None when they can."""
    return {
        "data_dir": str(data_dir),
        "corpus_version": version,
        "documents": [info_json(info) for info in documents],
        "chunks": health.chunks,
        "health": {"sound": health.sound, **asdict(health)},
        "mismatch": mismatch.as_json() if mismatch else None,
    }
