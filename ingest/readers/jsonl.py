"""JSON Lines: a document a line, {"id", "title", "text"}."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.errors import DamagedFile
from ingest.limits import Limits
from ingest.model import RawDocument, RawPage
from ingest.readers.text import decode, plain_lines

_LONGEST_ID = 200


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """A document a line, in order. Raises DamagedFile naming the first line that is not one."""
    found: list[RawDocument] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(decode(path.read_bytes()).split("\n"), 1):
        if not line.strip():
            continue
        document = _document(line, number)
        identity = document.doc_id or ""
        if identity in seen:
            raise _bad(number, f"son « id » est déjà celui de la ligne {seen[identity]}")
        seen[identity] = number
        found.append(document)
    return found


def _document(line: str, number: int) -> RawDocument:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise _bad(number, "elle n’est pas du JSON") from None
    if not isinstance(value, dict):
        raise _bad(number, "elle n’est pas un objet JSON")
    identity, text, title = value.get("id"), value.get("text"), value.get("title")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise _bad(number, "il lui manque « id »")
    if len(identity) > _LONGEST_ID or not identity.isprintable():
        raise _bad(number, f"son « id » a plus de {_LONGEST_ID} signes ou un signe invisible")
    if not isinstance(text, str) or not text.strip():
        raise _bad(number, "il lui manque « text »")
    page = RawPage(number=None, lines=plain_lines(text.replace("\r\n", "\n")), reader="jsonl")
    return RawDocument(
        pages=(page,),
        doc_id=identity.strip(),
        title=title.strip() if isinstance(title, str) and title.strip() else None,
    )


def _bad(number: int, reason: str) -> DamagedFile:
    return DamagedFile(
        f"La ligne {number} ne peut pas être lue : {reason}.",
        'Chaque ligne doit être un objet {"id": …, "title": …, "text": …} : corrigez-la, '
        "puis recommencez.",
    )
