"""Bad input: each a clear French message with the next step, the right exit code, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_harness import Command, write_lines, write_samples
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from assistant import wiring
from assistant.failures import LOG_FILE, LOG_LIMIT, explain, record, require_writable

pytestmark = pytest.mark.model


@pytest.fixture
def run(tmp_path, capsys):
    return Command(tmp_path / "données", capsys)


def write_pdf(path: Path) -> Path:
    canvas = Canvas(str(path))
    for line, text in enumerate(
        [
            "Compte rendu de la commission des usagers de Rodez",
            "La commission a examiné quatorze réclamations pendant le premier semestre.",
            "Elle propose une permanence mensuelle dans chaque hôpital du département.",
        ]
    ):
        canvas.drawString(60, 780 - 20 * line, text)
    canvas.save()
    return path


def write_encrypted_pdf(path: Path) -> Path:
    plain = write_pdf(path.with_suffix(".clair"))
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    plain.unlink()
    return path


def error_of(ran, name):
    (document,) = (d for d in ran.json["documents"] if Path(d["path"]).name == name)
    return document["error"]


def test_an_empty_folder(run, tmp_path):
    (tmp_path / "vide").mkdir()
    done = run("ingest", tmp_path / "vide", "--json")
    assert (done.code, done.json["documents"]) == (1, [])
    assert "Aucun document à lire" in done.err
    assert "PDF, DOCX" in done.err


def test_a_missing_path(run, tmp_path):
    done = run("ingest", tmp_path / "absent", "--json")
    assert done.code == 1
    error = error_of(done, "absent")
    assert error["message"]
    assert error["advice"]
    assert "absent" in done.err


@pytest.mark.parametrize(
    ("name", "write", "kind"),
    [
        ("vide.pdf", lambda path: path.write_bytes(b""), "empty"),
        (
            "page.pdf",
            lambda path: path.write_text("<!DOCTYPE html><html><body>Bonjour</body></html>"),
            "unsupported-type",
        ),
        ("protege.pdf", write_encrypted_pdf, "encrypted"),
    ],
)
def test_a_bad_file_beside_a_good_one(run, tmp_path, name, write, kind):
    folder = tmp_path / "dossier"
    folder.mkdir()
    write(folder / name)
    write_pdf(folder / "rodez-commission-2022.pdf")
    done = run("ingest", folder, "--json")
    assert done.code == 1
    assert name in done.err
    error = error_of(done, name)
    assert error["kind"] == kind
    assert error["message"]
    assert error["advice"]
    assert [d["doc"] for d in run("status", "--json").json["documents"]] == [
        "rodez-commission-2022"
    ]
    found = run("search", "permanence mensuelle", "--json").json["passages"]
    assert (found[0]["doc"], found[0]["page_start"]) == ("rodez-commission-2022", 1)


def test_a_bad_file_is_explained_to_a_person(run, tmp_path):
    (tmp_path / "vide.pdf").write_bytes(b"")
    done = run("ingest", tmp_path / "vide.pdf")
    assert done.code == 1
    assert "non lu" in done.out
    assert "1 fichier non lu : vide.pdf" in done.err


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [("", "vide"), ("  \t ", "vide"), ("?!", "aucun mot"), ("mot " * 5_000, "2000")],
)
def test_a_question_that_cannot_be_asked(run, command, question, said):
    done = run(command, question, "--json")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    "arguments", [["ask", "Où ?"], ["search", "Où ?"], ["status"], ["text", "x"]]
)
def test_without_an_index_the_next_step_is_named(run, arguments):
    done = run(*arguments)
    assert (done.code, done.out) == (1, "")
    assert "assistant ingest" in done.err
    assert "assistant demo" in done.err
    assert not run.data_dir.exists()


def test_an_unknown_document(run, tmp_path):
    run("ingest", write_samples(tmp_path / "fichiers"))
    for command in ("text", "remove"):
        done = run(command, "inconnu")
        assert (done.code, done.out) == (1, "")
        assert "« inconnu »" in done.err
        assert "assistant status" in done.err
    assert len(run("status", "--json").json["documents"]) == 3


def test_a_page_that_is_not_there(run, tmp_path):
    run("ingest", write_pdf(tmp_path / "rodez.pdf"))
    assert run("text", "rodez", "--page", 1).code == 0
    done = run("text", "rodez", "--page", 2)
    assert done.code == 1
    assert "n’a pas de page 2" in done.err


@pytest.mark.parametrize("command", ["ask", "search", "verify"])
def test_a_batch_file_that_is_not_there(run, tmp_path, command):
    done = run(command, "--batch", tmp_path / "rien.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "n’existe pas" in done.err


def test_a_setting_that_cannot_hold_is_named(run):
    run.data_dir.mkdir()
    (run.data_dir / "assistant.toml").write_text("ollama_num_ctx = 'beaucoup'", encoding="utf-8")
    done = run("status")
    assert done.code == 1
    assert "ollama_num_ctx" in done.err


def test_an_error_nobody_foresaw_leaves_its_details_in_the_log(run, monkeypatch, tmp_path):
    def fail(*_arguments, **_options):
        raise RuntimeError("détail technique")

    monkeypatch.setattr(wiring, "open_store", fail)
    done = run("status")
    assert (done.code, done.out) == (1, "")
    assert "Une erreur imprévue" in done.err
    assert "détail technique" not in done.err
    log = run.data_dir / LOG_FILE
    assert str(log) in done.err
    assert "RuntimeError: détail technique" in log.read_text(encoding="utf-8")


def test_an_error_nobody_foresaw_on_one_line_stops_no_other(run, monkeypatch, tmp_path):
    from assistant import claimcheck

    judge = claimcheck.verify_claim

    def fail_once(claim, *rest):
        if claim == "Panne.":
            raise RuntimeError("détail technique")
        return judge(claim, *rest)

    monkeypatch.setattr(claimcheck, "verify_claim", fail_once)
    texts = ("Il pleut.", "Panne.", "Il neige.")
    lines = [{"id": text, "claim": text, "passage": text} for text in texts]
    done = run("verify", "--batch", write_lines(tmp_path / "c.jsonl", *lines))
    assert done.code == 1
    assert [line.get("verdict", line.get("error", {}).get("kind")) for line in done.lines] == [
        "supported",
        "internal",
        "supported",
    ]


def test_the_log_starts_over_when_it_is_long(tmp_path):
    log = record(ValueError("première"), tmp_path)
    assert log is not None
    log.write_text("x" * (LOG_LIMIT + 1), encoding="utf-8")
    record(ValueError("seconde"), tmp_path)
    record(ValueError("troisième"), tmp_path)
    text = log.read_text(encoding="utf-8")
    assert "xx" not in text
    assert text.index("seconde") < text.index("troisième")


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path):
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    assert record(ValueError("x"), tmp_path / "fichier" / "dossier") is None


@pytest.mark.parametrize(
    ("number", "kind"), [(28, "disk-full"), (13, "not-allowed"), (30, "not-allowed")]
)
def test_errors_of_the_system_are_explained(number, kind):
    failure = explain(OSError(number, "x", "/quelque/part"))
    assert failure is not None
    assert failure.kind == kind
    assert "/quelque/part" in failure.message


def test_a_folder_is_made_and_left_clean(tmp_path):
    require_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
