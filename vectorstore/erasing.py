"""A person's name leaves the store: register, texts, words and vectors, then a second look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ingest import CIVILITIES, fold
from vectorstore.catalogue import Catalogue
from vectorstore.erasure import Erased, forms_of, name_words, places, redacted
from vectorstore.errors import UnknownPerson
from vectorstore.reports import Erasure
from vectorstore.snapshot import Snapshot
from vectorstore.writer import Writer

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4


def erase(catalogue: Catalogue, writer: Writer, person: str) -> Erasure:
    """Blocks the name out of every document that holds it, and keeps it from coming back.

    Raises UnknownPerson where no document holds it, or it is one word alone, and what
    Writer.replace raises. The digests are kept first: an erasure that was cut short is ended by a
    second one, or by the next ingest.
    """
    if len(name_words(person)) < 2:
        raise UnknownPerson(
            f"« {person} » peut désigner plusieurs personnes : l’effacement est définitif.",
            'Écrivez le prénom et le nom, ou la civilité et le nom : assistant erase "Mme NOM".',
        )
    writer.begin()
    with catalogue.reading() as snapshot:
        names = [row.attendee.name for row in snapshot.register()]
        asked = snapshot.erased().of(forms_of(person, names))
        every = snapshot.erased() | asked
        ids = _holding(snapshot, asked)
    if not ids:
        raise UnknownPerson(
            f"Aucun document ne porte le nom « {person} ».",
            "Écrivez le prénom et le nom comme dans les documents : « assistant register » liste "
            "les noms des registres. Un nom déjà effacé n’est plus trouvé.",
        )
    with catalogue.writing() as transaction:
        transaction.put_erased(asked.digests)
    count = rows = chunks = 0
    for id_ in ids:
        with catalogue.reading() as snapshot:
            document, path = snapshot.document(id_), snapshot.path_of(id_)
        cleared = redacted(document, every)
        count += len(places(document.text, asked))
        rows += len(document.attendance) - len(cleared.attendance)
        writer.replace([cleared], path or "", lambda done, total: None)
        with catalogue.reading() as snapshot:
            chunks += len(snapshot.chunks(id_))
    writer.finish()
    with catalogue.reading() as snapshot:
        return Erasure(
            person=person,
            docs=tuple(ids),
            places=count,
            rows=rows,
            chunks=chunks,
            remaining=_remaining(snapshot, asked),
            words=_elsewhere(snapshot, name_words(person)),
            files=_called_after(snapshot, person),
        )


def _holding(snapshot: Snapshot, asked: Erased) -> list[str]:
    """The documents that change without these names, by id."""
    found = []
    for info in snapshot.documents():
        document = snapshot.document(info.id)
        if redacted(document, asked) != document:
            found.append(info.id)
    return found


def _remaining(snapshot: Snapshot, asked: Erased) -> int:
    """Full names that a second look finds in texts, registers and indexed passages."""
    texts = [snapshot.document(info.id).text for info in snapshot.documents()]
    texts += [row.attendee.name for row in snapshot.register()]
    for info in snapshot.documents():
        ids = [chunk.id for chunk in snapshot.chunks(info.id)]
        texts += [f"{found.text}\n\n{found.context}" for found in snapshot.passages(ids).values()]
    return sum(len(places(text, asked)) for text in texts)


def _elsewhere(snapshot: Snapshot, words: Iterable[str]) -> dict[str, int]:
    """How often each longer word of the name still stands somewhere."""
    wanted = {word for word in words if len(word) >= _SHORTEST and word not in CIVILITIES}
    counts: Counter[str] = Counter()
    for info in snapshot.documents():
        text = snapshot.document(info.id).text
        counts.update(w for w in map(fold, _WORD.findall(text)) if w in wanted)
    return dict(sorted(counts.items()))


def _called_after(snapshot: Snapshot, person: str) -> tuple[str, ...]:
    """Documents whose file or id has all the words of the name."""
    words = set(name_words(person)) - CIVILITIES
    found = []
    for info in snapshot.documents():
        held = {fold(word) for word in _WORD.findall(f"{Path(info.path).stem} {info.id}")}
        if words and words <= held:
            found.append(info.id)
    return tuple(found)
