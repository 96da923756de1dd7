"""Searches while documents are written: by threads of one process, and by another process."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes.documents import write_corpus
from fakes.hashing_embedder import HashingEmbedder

from vectorstore import Store

pytestmark = pytest.mark.model

TESTS = Path(__file__).resolve().parent.parent
QUESTION = "la navette hospitalière et le médiateur"

INGEST = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fakes.hashing_embedder import HashingEmbedder
from vectorstore import Store
with Store.open(Path(sys.argv[2]), HashingEmbedder, write=True) as store:
    report = store.ingest([Path(sys.argv[3])])
    assert all(line.error is None for line in report.files), report
"""


def write_more(folder: Path, count: int) -> Path:
    write_corpus(folder)
    lines = [
        {"id": f"fiche-{n:03}", "title": f"Fiche {n}", "text": f"Le médiateur numéro {n} reçoit."}
        for n in range(count)
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "fiches.jsonl").write_text(text, encoding="utf-8")
    return folder


def check_passages(store: Store) -> int:
    passages = store.search(QUESTION, limit=20)
    for passage in passages:
        document = store.document(passage.chunk.document_id)
        assert document.text[passage.chunk.start : passage.chunk.end] == passage.text
    return len(passages)


def test_threads_search_while_one_ingests(data: Path, tmp_path: Path) -> None:
    corpus = write_more(tmp_path / "corpus", 80)
    ended = threading.Event()
    searches = 0

    def search_until_ended() -> int:
        count = 0
        while not ended.is_set():
            check_passages(store)
            count += 1
        return count

    with Store.open(data, HashingEmbedder, write=True) as store, ThreadPoolExecutor(3) as pool:
        running = [pool.submit(search_until_ended) for _ in range(3)]
        try:
            report = store.ingest([corpus])
        finally:
            ended.set()
        searches = sum(job.result() for job in running)
        assert all(line.error is None for line in report.files)
        assert searches >= 3
        assert len(store.documents()) == 83
        assert check_passages(store) == 20
        assert store.health().sound


def test_another_process_sees_documents_as_they_come_and_loses_none(
    data: Path, tmp_path: Path
) -> None:
    corpus = write_more(tmp_path / "corpus", 80)
    with Store.open(data, HashingEmbedder, write=True) as first:
        first.ingest([corpus / "avis-valmont.txt"])
    with Store.open(data, HashingEmbedder) as reader:
        assert {p.chunk.document_id for p in reader.search(QUESTION, limit=20)} == {"avis-valmont"}
        seen = []
        with subprocess.Popen(
            [sys.executable, "-c", INGEST, str(TESTS), str(data), str(corpus)], cwd=TESTS.parent
        ) as writer:
            while writer.poll() is None:
                seen.append(check_passages(reader))
        assert writer.returncode == 0
        assert seen == sorted(seen)
        assert check_passages(reader) == 20
        found = reader.search("médiateur numéro 41", limit=5)
        assert found[0].chunk.document_id == "fiche-041"
        assert found[0].ranks.keys() >= {"lexical", "dense"}
        assert reader.health().sound
    with Store.open(data, HashingEmbedder) as fresh:
        health = fresh.health()
        assert health.sound
        assert health.chunks == fresh.chunk_count() >= 83


def test_searches_of_many_threads_agree(data: Path, tmp_path: Path) -> None:
    corpus = write_more(tmp_path / "corpus", 20)
    with Store.open(data, HashingEmbedder, write=True) as store:
        store.ingest([corpus])
    with Store.open(data, HashingEmbedder) as reader, ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: reader.search(QUESTION, limit=10), range(40)))
    assert all(result == results[0] for result in results)
