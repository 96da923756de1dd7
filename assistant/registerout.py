"""Rows of registers and erasures, for scripts and for a terminal in French."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from assistant.dates import french_date
from assistant.plainout import count_label, pages_label
from ingest import Presence
from vectorstore import Erasure, RegisterRow

STATUS = {
    Presence.PRESENT: "présent",
    Presence.EXCUSED: "excusé",
    Presence.UNKNOWN: "inconnu",
}
_NAME_WIDTH = 34
_NOTHING = (
    "Aucune ligne de registre ne correspond. Ôtez un filtre, ou voyez « assistant status » : seuls "
    "les documents qui portent une liste de présence ont un registre."
)


def row_json(row: RegisterRow) -> dict[str, object]:
    """The keys that scripts rely on, then the words that tell the status and the row's place."""
    attendee = row.attendee
    return {
        "doc": row.doc,
        "page": attendee.page,
        "meeting": {"body": attendee.body, "date": attendee.date},
        "college": attendee.college,
        "name": attendee.name,
        "organisation": attendee.organisation,
        "status": attendee.status.value,
        "mark": attendee.mark,
        "char_start": attendee.start,
        "char_end": attendee.end,
    }


def erasure_json(erasure: Erasure) -> dict[str, object]:
    return {**asdict(erasure), "words": dict(erasure.words)}


def meeting_label(row: RegisterRow) -> str:
    """ "CTS de la Lande, 4 mars 2021", as far as it is known."""
    attendee = row.attendee
    date = french_date(attendee.date) if attendee.date else "date inconnue"
    return f"{attendee.body or 'instance inconnue'}, {date}"


def register_lines(rows: Sequence[RegisterRow]) -> Iterator[str]:
    """A table a meeting, with what it counts."""
    if not rows:
        yield _NOTHING
    for (doc, label), group in itertools.groupby(rows, lambda row: (row.doc, meeting_label(row))):
        held = list(group)
        numbers = [row.attendee.page for row in held if row.attendee.page is not None]
        pages = pages_label(min(numbers), max(numbers)) if numbers else ""
        counts = Counter(row.attendee.status for row in held)
        yield f"{label} ({', '.join(part for part in (doc, pages) if part)})"
        yield (
            f"    {count_label(len(held), 'nom')} : "
            f"{count_label(counts[Presence.PRESENT], 'présent')}, "
            f"{count_label(counts[Presence.EXCUSED], 'excusé')}, "
            f"{count_label(counts[Presence.UNKNOWN], 'inconnu')}"
        )
        college = None
        for row in held:
            attendee = row.attendee
            if attendee.college != college:
                college = attendee.college
                yield f"  {college or 'Sans collège indiqué'}"
            name = attendee.name.ljust(_NAME_WIDTH)
            yield f"    {name} {STATUS[attendee.status].ljust(8)} {attendee.organisation or '–'}"


def erasure_lines(erasure: Erasure) -> Iterator[str]:
    """What was erased, the second look, and what stays for the person to judge."""
    yield f"Nom effacé : {erasure.person}"
    yield (
        f"    {count_label(erasure.rows, 'ligne')} de registre et "
        f"{count_label(erasure.places, 'mention')} dans "
        f"{count_label(len(erasure.docs), 'document')} ({', '.join(erasure.docs)}) ; "
        f"{count_label(erasure.chunks, 'passage réindexé', 'passages réindexés')}."
    )
    if erasure.remaining:
        yield f"    Vérification : {count_label(erasure.remaining, 'mention')} encore trouvée."
    else:
        yield "    Vérification : le nom ne se trouve plus ni dans les textes, ni dans les index."
    yield "    Il ne reviendra pas si les fichiers sont relus."
    if erasure.words:
        told = ", ".join(f"« {word} » {count} fois" for word, count in erasure.words.items())
        yield (
            f"    Restent, seuls, des mots de ce nom : {told}. S’ils désignent la même personne, "
            'effacez aussi cette forme, par exemple : assistant erase "Mme NOM".'
        )
    for doc in erasure.files:
        yield f"    Le fichier du document {doc} porte ce nom : renommez-le, puis relisez-le."
    yield (
        "    Les fichiers d’origine ne sont pas modifiés, et les conversations enregistrées "
        "gardent les passages qu’elles citent."
    )
