"""An answer that leaves the chat with its proof: document, page and quote for each citation."""

from __future__ import annotations

from assistant.dates import french_date
from assistant.model import Answer, Citation
from assistant.ui import text


def portable(answer: Answer) -> str:
    """Markdown to copy or keep: the question, the answer, then every source with its words.

    A refusal carries what was searched and the nearest passages, named as such.
    """
    blocks = [f"# {_line(answer.question)}"]
    if answer.resolved_question != answer.question:
        blocks.append(text.understood(_line(answer.resolved_question)))
    blocks.append(answer.text)
    if answer.abstained:
        blocks.append(text.searched(answer))
    shown = answer.nearest if answer.abstained else answer.citations
    if shown:
        blocks.append(f"## {text.NEAREST if answer.abstained else text.SOURCES}")
        blocks += map(_source, shown)
    blocks += answer.notices
    blocks.append(text.written_by(answer) if not answer.abstained else "")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _source(citation: Citation) -> str:
    known = (citation.title, citation.body, citation.date and french_date(citation.date))
    printed = ""
    if citation.printed_page and citation.printed_page != str(citation.page_start):
        printed = f" (numéro imprimé : {citation.printed_page})"
    head = f"[{citation.n}] {', '.join(part for part in known if part)}, {text.place(citation)}"
    quote = "\n".join(f"> {line}" for line in citation.quote.splitlines())
    spoken = f"\n\n{text.words_of(citation.speaker)}" if citation.speaker else ""
    return f"{head}{printed}{spoken}\n\n{quote}"


def _line(question: str) -> str:
    return " ".join(question.split())
