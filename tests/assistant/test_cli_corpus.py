"""The commands over a small corpus of their own, from reading to removing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from cli_harness import SAMPLES, Command, spawn, write_lines, write_samples

import ingest
from assistant import demo
from assistant.settings import load_settings
from assistant.wiring import open_store
from vectorstore import StoreLocked

pytestmark = pytest.mark.model

BILAN = "normandie-crsa-bilan-2021"
AVIS = "bretagne-cts-avis-2020"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A data folder in which the samples were ingested, and the folder of the files."""
    folder = tmp_path_factory.mktemp("corpus")
    files, data = write_samples(folder / "fichiers"), folder / "données"
    done = spawn(["ingest", files, "--json", "--data-dir", data])
    assert done.returncode == 0, done.stderr.decode()
    return data, files, done


@pytest.fixture
def run(corpus, capsys):
    return Command(corpus[0], capsys)


@pytest.fixture
def fresh(tmp_path, capsys):
    return Command(tmp_path / "données", capsys)


def test_ingest_reports_each_file_in_json_and_progress_beside_it(corpus):
    _, files, done = corpus
    report = json.loads(done.stdout)
    assert done.stdout.count(b"\n") == 1
    assert [d["doc"] for d in report["documents"]] == sorted([BILAN, AVIS, "occitanie-note"])
    for document in report["documents"]:
        assert document["status"] == "added"
        assert document["error"] is None
        assert document["pages"] is None
        assert document["pages_without_text"] == []
        assert document["chunks"] >= 1
        assert document["path"].startswith(str(files))
    assert report["elapsed_s"] > 0
    assert "Document 3 sur 3" in done.stderr.decode()


def test_a_second_ingest_changes_nothing_and_says_so(run, corpus):
    before = run("status", "--json").json["corpus_version"]
    done = run("ingest", corpus[1])
    assert done.code == 0
    assert "inchangé : 3" in done.out
    assert "Rien n’a changé" in done.out
    assert run("status", "--json").json["corpus_version"] == before


def test_a_second_ingest_does_not_load_the_model(corpus):
    data, files, _ = corpus
    code = (
        "import sys\nfrom assistant.cli import main\n"
        f"assert main(['--data-dir', {str(data)!r}, 'ingest', {str(files)!r}]) == 0\n"
        "print({'torch', 'sentence_transformers', 'streamlit'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["set()"], done.stderr


def test_search_gives_the_contract_of_a_passage(run):
    found = run("search", "transport sanitaire au Perche, cabine", "--limit", 2, "--json").json
    assert set(found) == {"id", "question", "scope", "passages", "elapsed_ms"}
    assert len(found["passages"]) == 2
    best = found["passages"][0]
    assert set(best) >= {
        "rank",
        "doc",
        "title",
        "page_start",
        "page_end",
        "section",
        "speaker",
        "text",
        "score",
        "chunk_id",
        "char_start",
        "char_end",
    }
    assert (best["rank"], best["doc"], best["page_start"]) == (1, BILAN, None)
    whole = run("text", BILAN, "--json").json["pages"][0]["text"]
    assert whole[best["char_start"] : best["char_end"]] == best["text"]


@pytest.mark.parametrize(
    ("filters", "docs"),
    [
        (["--doc", AVIS], {AVIS}),
        (["--doc", AVIS, "--doc", BILAN], {AVIS, BILAN}),
        (["--region", "Bretagne"], {AVIS}),
        (["--year", "2021"], {BILAN}),
        (["--year", "1999"], set()),
    ],
)
def test_filters_hold(run, filters, docs):
    found = run("search", "transport, cabine, répit", *filters, "--json").json
    assert {passage["doc"] for passage in found["passages"]} == docs
    assert [str(v) for values in found["scope"].values() for v in values] == filters[1::2]


def test_ask_answers_with_a_citation_that_stands_in_the_document(run):
    question = "Quel budget la CRSA a-t-elle voté ?"
    done = run("ask", question, "--engine", "extractive", "--json")
    answer = done.json
    assert done.code == 0
    assert set(answer) >= {
        "id",
        "answer_id",
        "question",
        "resolved_question",
        "scope",
        "abstained",
        "reason",
        "answer",
        "claims",
        "dropped",
        "citations",
        "contradictions",
        "searched",
        "nearest",
        "notices",
        "engine",
        "model",
        "corpus_version",
        "elapsed_ms",
    }
    assert (answer["abstained"], answer["engine"]) == (False, "extractive")
    assert "48 000 euros" in answer["answer"]
    whole = run("text", BILAN, "--json").json["pages"][0]["text"]
    for citation in answer["citations"]:
        assert whole[citation["char_start"] : citation["char_end"]] == citation["quote"]
    assert all(claim["verdict"] == "supported" for claim in answer["claims"])


def test_ask_shows_numbered_sources_to_a_person(run):
    done = run("ask", "Quel budget la CRSA a-t-elle voté ?", "--engine", "extractive")
    answer, sources = done.out.split("Sources :")
    assert "48 000 euros" in answer
    assert "[1]" in answer
    assert sources.lstrip().startswith("[1] ")
    assert "« " in sources
    assert "\\" not in done.out


def test_a_refusal_shows_what_came_nearest(run):
    done = run("ask", "Comment cuire un gigot de sept heures ?", "--engine", "extractive")
    assert done.code == 0
    assert "Sources :" not in done.out
    assert "Cherché dans 3 documents" in done.out


def test_a_batch_keeps_its_order_and_survives_its_bad_lines(run, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_bytes(
        b'{"id": "a", "question": "Quel budget a \\u00e9t\\u00e9 vot\\u00e9 ?"}\n'
        b'{"id": "b", "question": "caf\xe9"}\n'
        b"pas du json\n"
        + json.dumps({"id": "c", "question": "x" * 20_000}).encode()
        + b'\n{"id": "d", "question": "cabine", "filters": {"region": ["Bretagne"]}}\n'
    )
    for command in ("search", "ask"):
        done = run(command, "--batch", batch)
        assert done.code == 1
        assert [line["id"] for line in done.lines] == ["a", None, None, "c", "d"]
        assert ["error" in line for line in done.lines] == [False, True, True, True, False]
        assert done.lines[1]["line"] == 2
        assert set(done.lines[1]["error"]) == {"kind", "message", "advice"}
        for number in (2, 3, 4):
            assert f"Ligne {number} : " in done.err
        assert "Lignes sans réponse : 3" in done.err


def test_a_batch_takes_filters_of_the_command_line_where_it_gives_none(run, tmp_path):
    batch = write_lines(
        tmp_path / "q.jsonl",
        {"id": 1, "question": "cabine"},
        {"id": 2, "question": "transport", "filters": {"doc": BILAN}},
    )
    done = run("search", "--batch", batch, "--doc", AVIS)
    assert done.code == 0
    assert [{p["doc"] for p in line["passages"]} for line in done.lines] == [{AVIS}, {BILAN}]


def test_verify_judges_claims_alone_and_in_batch(run, tmp_path):
    passage = "La commission a visité douze maisons de santé entre mars et juin 2021."
    good, bad = (
        f"La commission a visité {n} maisons de santé en 2021." for n in ("douze", "trente")
    )
    assert run("verify", good, "--passage", passage, "--json").json["verdict"] == "supported"
    batch = write_lines(
        tmp_path / "claims.jsonl",
        {"id": "g", "claim": good, "passages": [{"n": 4, "doc": BILAN, "text": passage}]},
        {"id": "b", "claim": bad, "passage": passage},
    )
    done = run("verify", "--batch", batch)
    assert done.code == 0
    first, second = done.lines
    assert set(first) == {"id", "verdict", "supported_by", "score", "reasons"}
    assert (first["id"], first["verdict"], first["supported_by"]) == ("g", "supported", [4])
    assert second["verdict"] == "contradicted"
    assert {"kind", "claim", "passage"} == set(second["reasons"][0])


def test_verify_counts_what_is_known_of_the_document(run, tmp_path):
    passages = [{"n": 1, "doc": AVIS, "text": SAMPLES[f"{AVIS}.md"].splitlines()[-1]}]
    claim = "En Bretagne, le conseil demande que chaque canton dispose d’une cabine."
    known, unknown = (
        {"id": "k", "claim": claim, "passages": passages},
        {"id": "u", "claim": claim, "passages": [{**passages[0], "doc": None}]},
    )
    done = run("verify", "--batch", write_lines(tmp_path / "c.jsonl", known, unknown))
    assert [line["verdict"] == "supported" for line in done.lines] == [True, False]


def test_verify_needs_no_index(fresh, tmp_path):
    line = {"id": 1, "claim": "Il pleut.", "passages": [{"n": 1, "doc": "x", "text": "Il pleut."}]}
    done = fresh("verify", "--batch", write_lines(tmp_path / "c.jsonl", line))
    assert (done.code, done.lines[0]["verdict"]) == (0, "supported")


def test_text_shows_what_was_read(run):
    shown = run("text", AVIS, "--json").json
    assert set(shown) >= {"doc", "facts", "pages", "sections"}
    assert shown["facts"]["region"]["value"] == "Bretagne"
    assert "evidence" in shown["facts"]["title"]
    (page,) = shown["pages"]
    assert set(page) >= {"page", "printed_page", "text", "ocr", "quality"}
    headings = [s["title_path"] for s in shown["sections"] if s["kind"] == "heading"]
    assert [path[-1] for path in headings].count("Télémédecine") == 1
    assert "cabine de téléconsultation" in run("text", AVIS).out


def test_status_lists_documents_and_samples_the_index(run):
    status = run("status", "--json").json
    assert [d["doc"] for d in status["documents"]] == sorted([BILAN, AVIS, "occitanie-note"])
    assert status["health"]["sound"] is True
    assert status["health"]["sampled"] == status["chunks"]
    assert "index en bon état" in run("status").out


def test_remove_purges_and_a_search_proves_it(fresh, tmp_path):
    files = write_samples(tmp_path / "fichiers")
    fresh("ingest", files)
    removed = fresh("remove", BILAN, "--json").json
    assert removed["doc"] == BILAN
    assert removed["chunks"] == removed["lexical_rows"] == removed["vectors"] >= 1
    found = fresh("search", "transport sanitaire dans le Perche", "--json").json
    assert BILAN not in {passage["doc"] for passage in found["passages"]}
    assert fresh("text", BILAN).code == 1
    assert (files / f"{BILAN}.md").exists()
    assert fresh("rebuild").code == 0
    assert fresh("status", "--json").json["health"]["sound"] is True


def test_prune_removes_what_has_gone(fresh, tmp_path):
    files = write_samples(tmp_path / "fichiers")
    fresh("ingest", files)
    (files / f"{AVIS}.md").unlink()
    kept = fresh("ingest", files, "--json")
    assert [d["status"] for d in kept.json["documents"]].count("missing") == 1
    assert kept.code == 0
    pruned = fresh("ingest", files, "--prune", "--json").json["documents"]
    assert [d["doc"] for d in pruned if d["status"] == "removed"] == [AVIS]


def test_one_writer_at_a_time(corpus, run):
    settings = load_settings(data_dir=corpus[0])
    with open_store(settings, write=True):
        done = run("remove", AVIS)
    assert done.code == 1
    assert StoreLocked.kind == "locked"
    assert "Un autre programme" in done.err


def test_a_reader_that_leaves_early_ends_the_command_quietly(corpus, tmp_path):
    lines = [{"id": n, "claim": "Il pleut.", "passage": "Il pleut."} for n in range(5_000)]
    batch = write_lines(tmp_path / "q.jsonl", *lines)
    command = [sys.executable, "-m", "assistant.cli", "verify", "--batch", str(batch)]
    with subprocess.Popen(
        [*command, "--data-dir", str(corpus[0])], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert json.loads(process.stdout.readline())["id"] == 0
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 1
    assert said == ""


def test_the_output_is_utf8_in_any_locale(corpus):
    done = spawn(["status", "--data-dir", corpus[0]], env={"PYTHONIOENCODING": "latin-1"})
    assert "index en bon état" in done.stdout.decode("utf-8")


def test_the_demonstration_keeps_apart_from_other_documents(tmp_path, monkeypatch, capsys):
    samples = write_samples(tmp_path / "exemples")
    monkeypatch.setattr(demo, "sample_folder", lambda: samples)
    run = Command(tmp_path / "données", capsys)
    first = run("demo", "--no-serve", "--json")
    assert first.code == 0
    assert {d["status"] for d in first.json["documents"]} == {"added"}
    assert run("status").code == 1
    inside = Command(tmp_path / "données" / "demo", capsys)
    assert len(inside("status", "--json").json["documents"]) == 3
    (samples / f"{AVIS}.md").unlink()
    run("demo", "--no-serve")
    assert len(inside("status", "--json").json["documents"]) == 2


def test_the_sample_corpus_is_found():
    assert len([p for p in demo.sample_folder().iterdir() if p.is_file()]) >= 8


def test_the_demonstration_mends_its_own_index_after_an_update(tmp_path, monkeypatch, capsys):
    samples = write_samples(tmp_path / "exemples")
    monkeypatch.setattr(demo, "sample_folder", lambda: samples)
    run = Command(tmp_path / "données", capsys)
    run("demo", "--no-serve")
    monkeypatch.setattr(ingest, "SPLITTER_VERSION", "une autre")
    (samples / "nouveau-2022.md").write_text("# Note\n\nUne ligne de plus.", encoding="utf-8")
    assert run("demo", "--no-serve").code == 0
    inside = Command(tmp_path / "données" / "demo", capsys)
    assert len(inside("status", "--json").json["documents"]) == 4
    assert inside("search", "cabine").code == 0
