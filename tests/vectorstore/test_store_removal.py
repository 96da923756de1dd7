"""A removed document leaves nothing behind."""

from pathlib import Path

import pytest
from fakes.documents import write_lines
from store_harness import found, statuses

from vectorstore import (
    Filters,
    Store,
    UnknownDocument,
)


def words_on_disk(folder: Path, *words: str) -> set[tuple[str, str]]:
    """(file, word) of each of `words` that a file under `folder` holds."""
    contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {(name, w) for name, held in contents.items() for w in words if w.encode() in held}


def test_a_removed_document_is_purged_everywhere(store: Store, corpus: Path) -> None:
    report = store.ingest([corpus])
    chunks = {line.doc: line.chunks for line in report.files}["avis-valmont"]
    ids = {
        p.chunk.id
        for p in store.search("navette", limit=50, filters=Filters(doc=("avis-valmont",)))
    }
    removal = store.remove("avis-valmont")
    assert (removal.doc, removal.chunks) == ("avis-valmont", chunks)
    assert removal.lexical_rows == removal.vectors == chunks > 0
    assert removal.path == str(corpus / "avis-valmont.txt")
    everything = store.search("La navette hospitalière coûte deux euros par trajet.", limit=200)
    assert ids.isdisjoint(passage.chunk.id for passage in everything)
    assert found(store, "La navette hospitalière coûte deux euros par trajet.") == []
    assert store.document_frequency("navet") == 0
    with pytest.raises(UnknownDocument):
        store.document("avis-valmont")
    with pytest.raises(UnknownDocument):
        store.remove("avis-valmont")
    assert store.health().sound
    assert statuses(store.ingest([corpus]))["avis-valmont"] == "added"


@pytest.mark.parametrize("way", ["remove", "prune", "update"])
def test_no_file_holds_a_word_that_was_removed(
    store: Store, corpus: Path, data: Path, way: str
) -> None:
    store.ingest([corpus])
    assert {word for _, word in words_on_disk(data, "hameaux", "hameau")} == {"hameaux", "hameau"}
    if way == "remove":
        store.remove("avis-valmont")
    elif way == "prune":
        (corpus / "avis-valmont.txt").unlink()
        store.ingest([corpus], prune=True)
    else:
        (corpus / "avis-valmont.txt").write_text("La navette roule encore.", encoding="utf-8")
        store.ingest([corpus])
    assert words_on_disk(data, "hameaux", "hameau") == set()
    store.close()
    assert words_on_disk(data, "hameaux", "hameau") == set()


def test_a_removed_line_of_a_file_comes_back_with_it(store: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "fiches.jsonl", {"f1": "Les opticiens.", "f2": "Le dentiste."})
    store.ingest([path])
    store.remove("f1")
    assert statuses(store.ingest([path])) == {"f1": "added", "f2": "unchanged"}
