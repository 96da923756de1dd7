"""Files in, passages out: every status of an ingest, and what a search then finds."""

from pathlib import Path

import pytest
from fakes.documents import write_corpus, write_lines
from fakes.hashing_embedder import HashingEmbedder

from ingest import IngestReport, Status
from vectorstore import (
    DataFolderRefused,
    Embedder,
    Filters,
    IndexMismatch,
    NoIndex,
    Progress,
    Store,
    StoreLocked,
    UnknownDocument,
)
from vectorstore.manifest import DENSE_WEIGHTS, REBUILD
from vectorstore.ports import Vectors


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def store(open_store) -> Store:
    return open_store(write=True)


def statuses(report: IngestReport) -> dict[str | None, str]:
    return {line.doc: line.status.value for line in report.files}


def found(store: Store, question: str, **filters: tuple[str, ...]) -> list[str]:
    passages = store.search(question, limit=10, filters=Filters(**filters))
    return [passage.chunk.document_id for passage in passages if "lexical" in passage.ranks]


class NamedOnly(HashingEmbedder):
    """Has its identity to be checked, and no vectors."""

    def embed_query(self, text: str) -> Vectors:
        raise AssertionError("no vector is needed here")


def words_on_disk(folder: Path, *words: str) -> set[tuple[str, str]]:
    """(file, word) of each of `words` that a file under `folder` holds."""
    contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {(name, w) for name, held in contents.items() for w in words if w.encode() in held}


def no_embedder() -> Embedder:
    raise AssertionError("no vector is needed here")


def test_a_folder_becomes_documents_and_passages(store: Store, corpus: Path) -> None:
    report = store.ingest([corpus])
    assert statuses(report) == dict.fromkeys(
        ["avis-valmont", "bilan-orsec", "compte-rendu"], "added"
    )
    assert [line.path for line in report.files] == sorted(corpus.iterdir())
    assert all(line.chunks > 0 and line.error is None for line in report.files)
    assert report.elapsed_s > 0
    assert sum(line.chunks for line in report.files) == store.chunk_count()
    assert found(store, "Quel est le prix de la navette hospitalière ?") == ["avis-valmont"]
    for passage in store.search("vaccination des lycéens par les pharmaciens", limit=3):
        document = store.document(passage.chunk.document_id)
        assert document.text[passage.chunk.start : passage.chunk.end] == passage.text
        assert passage.title == document.title
    assert store.health().sound


def test_a_second_ingest_changes_nothing_and_loads_nothing(
    store: Store, corpus: Path, open_store
) -> None:
    first = store.ingest([corpus])
    version = store.corpus_version()
    infos = store.documents()
    store.close()
    again = open_store(write=True, embedder=no_embedder)
    second = again.ingest([corpus])
    assert {line.status for line in second.files} == {Status.UNCHANGED}
    assert [line.doc for line in second.files] == [line.doc for line in first.files]
    assert [line.chunks for line in second.files] == [line.chunks for line in first.files]
    assert again.documents() == infos
    assert again.corpus_version() == version


def test_the_same_files_elsewhere_give_the_same_store(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    copy = write_corpus(tmp_path / "autre" / "corpus")
    with Store.open(tmp_path / "other-data", HashingEmbedder, write=True) as other:
        other.ingest(sorted(copy.iterdir(), reverse=True))
        assert other.corpus_version() == store.corpus_version()
        question = "le médiateur demandé par les usagers"
        assert other.search(question, limit=10) == store.search(question, limit=10)


def test_a_changed_file_replaces_its_older_self(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    version = store.corpus_version()
    old = store.search("navette hospitalière", limit=1)[0].chunk.id
    (corpus / "avis-valmont.txt").write_text(
        "Avis sur la mobilité à Valmont\n\nLe téléphérique relie la clinique au bourg.\n",
        encoding="utf-8",
    )
    report = store.ingest([corpus])
    assert statuses(report) == {
        "avis-valmont": "updated",
        "bilan-orsec": "unchanged",
        "compte-rendu": "unchanged",
    }
    assert found(store, "navette") == []
    assert found(store, "téléphérique") == ["avis-valmont"]
    assert old not in {p.chunk.id for p in store.search("navette hospitalière", limit=50)}
    assert store.corpus_version() != version
    assert len(store.documents()) == 3
    assert store.health().sound


def test_a_file_that_can_no_longer_be_read_keeps_its_last_version(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").write_bytes(b"")
    line = store.ingest([corpus]).files[0]
    assert (line.status, line.doc) == (Status.FAILED, "avis-valmont")
    assert line.error is not None
    assert line.error.kind == "empty"
    assert found(store, "navette") == ["avis-valmont"]


def test_one_bad_file_stops_nothing(store: Store, corpus: Path) -> None:
    (corpus / "a-vide.pdf").write_bytes(b"")
    (corpus / "b-faux.pdf").write_bytes(b"%PDF-1.7\nrien de plus")
    report = store.ingest([corpus, corpus / "absent"])
    lines = {line.path.name: line for line in report.files}
    for name in ("a-vide.pdf", "b-faux.pdf", "absent"):
        assert lines[name].status is Status.FAILED
        assert lines[name].error is not None
        assert lines[name].error.advice
    assert len(store.documents()) == 3
    assert store.health().sound


def test_an_unforeseen_error_is_a_failure_of_its_file_alone(corpus: Path, open_store) -> None:
    class Failing(HashingEmbedder):
        def embed_passages(self, texts):
            if any("quorum" in text for text in texts):
                raise ZeroDivisionError("division")
            return super().embed_passages(texts)

    store = open_store(write=True, embedder=Failing)
    line = store.ingest([corpus]).files[-1]
    assert (line.status, line.path.name) == (Status.FAILED, "compte-rendu.txt")
    assert line.error is not None
    assert line.error.kind == "internal"
    assert "division" in line.error.message
    assert [info.id for info in store.documents()] == ["avis-valmont", "bilan-orsec"]
    assert store.health().sound


def test_a_file_that_is_gone_is_told_and_removed_only_when_asked(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    (corpus / "compte-rendu.txt").unlink()
    assert statuses(store.ingest([corpus]))["compte-rendu"] == "missing"
    assert found(store, "quorum") == ["compte-rendu"]
    report = store.ingest([corpus], prune=True)
    assert statuses(report)["compte-rendu"] == "removed"
    assert found(store, "quorum") == []
    assert "compte-rendu" not in statuses(store.ingest([corpus]))


def test_files_outside_the_folders_given_are_not_missing(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    other = tmp_path / "corpus-2"
    other.mkdir()
    (corpus / "compte-rendu.txt").unlink()
    assert store.ingest([other], prune=True).files == ()
    store.ingest([corpus / "bilan-orsec.md"], prune=True)
    assert len(store.documents()) == 3


def test_a_folder_that_cannot_be_read_now_loses_nothing(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ingest([corpus])

    def refuse(path: str) -> None:
        raise PermissionError(13, "refused", path)

    monkeypatch.setattr("ingest.files.os.scandir", refuse)
    monkeypatch.setattr("vectorstore.build.os.lstat", refuse)
    report = store.ingest([corpus], prune=True)
    assert [line.status for line in report.files] == [Status.FAILED]
    assert len(store.documents()) == 3


def test_the_same_bytes_twice_are_one_document(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    copy = corpus / "copie.txt"
    copy.write_bytes((corpus / "avis-valmont.txt").read_bytes())
    (line,) = store.ingest([copy]).files
    assert (line.status, line.doc) == (Status.SKIPPED, "avis-valmont")
    assert line.error is not None
    assert line.error.kind == "duplicate"
    assert found(store, "navette") == ["avis-valmont"]


def test_a_moved_file_keeps_its_document(store: Store, corpus: Path, tmp_path: Path) -> None:
    store.ingest([corpus])
    moved = corpus / "2022" / "avis-valmont.txt"
    moved.parent.mkdir()
    (corpus / "avis-valmont.txt").rename(moved)
    report = store.ingest([corpus], prune=True)
    assert statuses(report) == dict.fromkeys(
        ["avis-valmont", "bilan-orsec", "compte-rendu"], "unchanged"
    )
    assert {info.path for info in store.documents() if info.id == "avis-valmont"} == {str(moved)}


def test_a_renamed_file_is_known_by_its_new_name(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").rename(corpus / "avis-mobilite.txt")
    assert statuses(store.ingest([corpus], prune=True)) == {
        "avis-mobilite": "updated",
        "bilan-orsec": "unchanged",
        "compte-rendu": "unchanged",
    }
    assert found(store, "navette") == ["avis-mobilite"]
    assert store.health().sound


def test_a_file_that_takes_the_place_of_another_is_no_duplicate(store: Store, corpus: Path) -> None:
    first, second = corpus / "avis-valmont.txt", corpus / "z-avis.txt"
    store.ingest([corpus])
    second.write_bytes(first.read_bytes())
    first.write_text("Un tout autre contenu sur les ambulances.\n", encoding="utf-8")
    assert statuses(store.ingest([second, first])) == {
        "avis-valmont": "updated",
        "z-avis": "added",
    }


def test_names_that_clash_get_a_part_of_the_hash(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    other = tmp_path / "autre"
    other.mkdir()
    (other / "Avis Valmont.txt").write_text("Les ambulances bénévoles.\n", encoding="utf-8")
    (line,) = store.ingest([other]).files
    assert line.status is Status.ADDED
    assert line.doc is not None
    assert line.doc.startswith("avis-valmont-")
    assert len(line.doc) == len("avis-valmont-") + 8
    assert found(store, "ambulances") == [line.doc]
    assert found(store, "navette") == ["avis-valmont"]
    assert store.ingest([other]).files[0].status is Status.UNCHANGED


def test_lines_of_json_are_documents_of_their_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "fiches.jsonl"
    write_lines(path, {"f1": "Les opticiens mobiles.", "f2": "Le dentiste du port.", "f3": "Fin."})
    assert statuses(store.ingest([path])) == dict.fromkeys(["f1", "f2", "f3"], "added")
    assert found(store, "dentiste") == ["f2"]
    assert statuses(store.ingest([path])) == dict.fromkeys(["f1", "f2", "f3"], "unchanged")
    write_lines(path, {"f1": "Les opticiens mobiles.", "f2": "La sage-femme.", "f4": "Un relais."})
    assert statuses(store.ingest([path])) == {
        "f1": "unchanged",
        "f2": "updated",
        "f3": "removed",
        "f4": "added",
    }
    assert found(store, "dentiste") == []
    assert store.health().sound


def test_filters_hold_in_both_indexes(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    question = "navette, lycéens, quorum"
    only = store.search(question, limit=50, filters=Filters(doc=("bilan-orsec",)))
    assert {passage.chunk.document_id for passage in only} == {"bilan-orsec"}
    assert {name for passage in only for name in passage.ranks} >= {"lexical", "dense"}
    assert store.search(question, limit=50, filters=Filters(doc=("absent",))) == []
    assert [info.id for info in store.documents(Filters(doc=("compte-rendu",)))] == ["compte-rendu"]


def test_a_question_without_content_words_is_left_to_the_vectors(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    passages = store.search("Et alors, qu'en est-il ?", limit=3)
    assert passages
    assert {name for passage in passages for name in passage.ranks} == {"dense"}


def test_vectors_without_weight_are_never_asked(
    store: Store, corpus: Path, open_store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DENSE_WEIGHTS, "1", 0.0)
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=NamedOnly)
    assert found(reader, "navette") == ["avis-valmont"]


def test_another_embedder_is_refused_even_when_vectors_have_no_weight(
    store: Store, corpus: Path, open_store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DENSE_WEIGHTS, "1", 0.0)
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=lambda: HashingEmbedder(identity="other@2"))
    with pytest.raises(IndexMismatch, match="other@2"):
        reader.search("navette", limit=3)


def test_words_alone_answer_where_the_embedder_cannot_be_had(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=no_embedder)
    passages = reader.search("navette", limit=3, vectors=False)
    assert passages[0].chunk.document_id == "avis-valmont"


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


def test_progress_tells_files_and_chunks(store: Store, corpus: Path) -> None:
    seen: list[Progress] = []
    report = store.ingest([corpus], progress=seen.append)
    assert [(p.file, p.files) for p in seen if p.chunks == 0] == [(1, 3), (2, 3), (3, 3)]
    ended = [p for p in seen if p.chunks and p.done == p.chunks]
    assert [p.chunks for p in ended] == [line.chunks for line in report.files]
    assert [p.path for p in ended] == [line.path for line in report.files]


def test_another_embedder_is_refused_with_the_command_that_mends_it(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    store.close()
    other = open_store(write=True, embedder=lambda: HashingEmbedder(identity="other@2"))
    (corpus / "nouveau.txt").write_text("Un relais de nuit.\n", encoding="utf-8")
    for act in (lambda: other.search("navette", limit=3), lambda: other.ingest([corpus])):
        with pytest.raises(IndexMismatch) as refusal:
            act()
        assert "other@2" in refusal.value.message
        assert "assistant rebuild" in refusal.value.advice
    assert len(other.documents()) == 3


def test_another_splitter_is_refused(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ingest([corpus])
    monkeypatch.setattr("ingest.SPLITTER_VERSION", "next")
    with pytest.raises(IndexMismatch) as refusal:
        store.search("navette", limit=3)
    assert refusal.value.advice.startswith(REBUILD)
    store.rebuild()
    assert found(store, "navette") == ["avis-valmont"]


def test_a_rebuild_takes_the_new_embedder_and_its_limit(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    version, chunks = store.corpus_version(), store.chunk_count()
    store.close()
    small = HashingEmbedder(identity="small@2", dimension=32, max_tokens=8)
    other = open_store(write=True, embedder=lambda: small)
    done: list[tuple[int, int]] = []
    health = other.rebuild(lambda n, total: done.append((n, total)))
    assert health.sound
    assert health.chunks == other.chunk_count() > chunks
    assert done[-1] == (health.chunks, health.chunks)
    assert other.corpus_version() != version
    for passage in other.search("navette hospitalière", limit=50):
        assert small.count_tokens(passage.text) <= 8
    assert found(other, "navette")[0] == "avis-valmont"
    assert other._vectors.names() == ["passages-2"]


def test_a_rebuild_gives_what_a_fresh_ingest_gives(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    before = store.search("les usagers et la vaccination", limit=20)
    store.rebuild()
    assert store.search("les usagers et la vaccination", limit=20) == before


def test_a_second_writer_is_refused(store: Store, open_store) -> None:
    with pytest.raises(StoreLocked):
        open_store(write=True)


def test_reading_needs_no_lock(store: Store, corpus: Path, open_store) -> None:
    store.ingest([corpus])
    assert found(open_store(), "navette") == ["avis-valmont"]


def test_an_empty_data_folder_says_what_to_do(open_store, data: Path) -> None:
    for folder in (data, data / "absent"):
        with pytest.raises(NoIndex) as refusal:
            Store.open(folder, HashingEmbedder)
        assert "assistant ingest DOSSIER" in refusal.value.advice
        assert "assistant demo" in refusal.value.advice
    assert not (data / "absent").exists()


def test_a_store_without_documents_finds_nothing(store: Store, open_store) -> None:
    assert store.search("navette", limit=3) == []
    assert store.documents() == []
    assert open_store().health().sound
    assert store.corpus_version() == store.corpus_version()


def test_a_data_folder_that_cannot_be_made_is_told(data: Path) -> None:
    (data / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(DataFolderRefused) as refusal:
        Store.open(data / "fichier" / "dedans", HashingEmbedder, write=True)
    assert "--data-dir" in refusal.value.advice


def test_the_frequency_of_a_stem_is_counted_in_chunks(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    assert store.document_frequency("quorum") == 1
    assert store.document_frequency("absent") == 0
