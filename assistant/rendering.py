"""Claims to Markdown: every shown sentence carries its marks, grouped by document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dates import french_date
from assistant.model import Citation, Claim

_SPECIAL = re.compile(r"([\\`*_\[\]<>~$])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def source_line(citation: Citation) -> str:
    """How a document is named to a reader: its title, then what of body and date is known."""
    parts = [citation.title]
    if citation.body and citation.body.casefold() not in citation.title.casefold():
        parts.append(citation.body)
    if citation.date and citation.date[:4] not in citation.title:
        parts.append(french_date(citation.date))
    return ", ".join(parts)


def answer_text(claims: Sequence[Claim], citations: Sequence[Citation]) -> str:
    """Markdown of an answer; with several documents, each group names its document first."""
    by_number = {c.n: c for c in citations}
    docs = [by_number[claim.citations[0]].doc for claim in claims]
    lines: list[str] = []
    last: str | None = None
    for claim, doc in zip(claims, docs, strict=True):
        if len(set(docs)) > 1 and doc != last:
            lines += ["", f"**{escape(source_line(by_number[claim.citations[0]]))}**", ""]
        last = doc
        marks = "".join(f"[{n}]" for n in claim.citations)
        if claim.item:
            lines.append(f"- {escape(claim.text)} {marks}")
        else:
            lines += ["", f"{escape(claim.text)} {marks}", ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
