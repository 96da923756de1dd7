"""A run is approved as it is: any change of what was measured is told afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes.report_runs import METRICS, record, run, suite

from assistant.cli import main
from evals.review import signoff
from evals.review.answers import answers_of, versions
from evals.runs.folder import TIMES, Header, line_of, manifest_text
from evals.runs.model import RunError

DATE = "2026-11-22T10:00:00+01:00"
DETAIL = {
    "question": "Combien de hameaux ?",
    "history": [{"question": "Qui roule ?", "answer": "Le minibus."}],
    "expected": "Onze.",
    "answer": "**Avis**\n\nLe minibus dessert onze hameaux. [1]\n\nIl roule le mardi. [2]",
    "abstained": False,
    "citations": [{"doc": "avis", "page_start": 1, "quote": "onze hameaux"}],
}
REFUSAL = {"question": "Et la lune ?", "answer": "Rien.", "abstained": True, "reason": "Rien."}


def kept(folder: Path) -> Path:
    """A complete run of two cases in a folder."""
    records = [record("q-1", whole=1, detail=DETAIL), record("q-2", whole=0, detail=REFUSAL)]
    made = suite(*records, name="own")
    folder.mkdir()
    header = Header(
        asked={"own": "f"}, engine="extractive", model=None, seed=1, limit=None,
        settings={}, versions={},
    )  # fmt: skip
    (folder / "run.json").write_text(manifest_text(header, [made.info]), encoding="utf-8")
    (folder / "own.jsonl").write_bytes(b"".join(map(line_of, records)))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kept(tmp_path / "passage")


def test_nobody_approved_yet(folder: Path) -> None:
    assert signoff.told(folder) == ()


def test_an_approval_is_told_with_its_name_day_and_remark(folder: Path) -> None:
    signoff.approve(folder, name=" Claire  Martin ", remark="Relu à deux.\n", date=DATE)
    signoff.approve(folder, name="Émile", remark="", date=DATE)
    assert signoff.told(folder) == (
        "Approuvé par Claire Martin le 22/11/2026. « Relu à deux. »",
        "Approuvé par Émile le 22/11/2026.",
    )


def test_a_run_that_changed_since_is_told(folder: Path) -> None:
    signoff.approve(folder, name="Claire", remark="", date=DATE)
    file = folder / "own.jsonl"
    file.write_bytes(file.read_bytes().replace(b"onze", b"neuf"))
    signoff.approve(folder, name="Émile", remark="", date=DATE)
    assert signoff.told(folder) == (
        "Approuvé par Claire le 22/11/2026. Attention, le passage a changé depuis.",
        "Approuvé par Émile le 22/11/2026.",
    )


def test_the_manifest_counts_and_times_pages_and_opinions_do_not(folder: Path) -> None:
    before = signoff.run_fingerprint(folder)
    for name in (TIMES, "rapport.html", "avis.jsonl"):
        (folder / name).write_text("{}", encoding="utf-8")
    assert signoff.run_fingerprint(folder) == before
    manifest = folder / "run.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"seed": 1', '"seed": 2'), "utf-8")
    assert signoff.run_fingerprint(folder) != before


def test_a_line_that_is_no_approval_is_told(folder: Path) -> None:
    signoff.approve(folder, name="Claire", remark="", date=DATE)
    path = folder / signoff.APPROVALS
    line = json.loads(path.read_text(encoding="utf-8")) | {"date": "hier"}
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(line) + "\n", encoding="utf-8")
    assert signoff.told(folder)[1].startswith("approbations.jsonl, ligne 2 : ligne illisible")


def test_neither_nobody_nor_a_run_cut_short_is_approved(folder: Path) -> None:
    with pytest.raises(ValueError, match="name"):
        signoff.approve(folder, name="  ", remark="", date=DATE)
    (folder / "own.jsonl").write_bytes(b"")
    with pytest.raises(RunError, match="n’est pas terminé"):
        signoff.approve(folder, name="Claire", remark="", date=DATE)
    assert not (folder / signoff.APPROVALS).exists()


def test_answers_are_cut_into_claims_and_refusals_have_none() -> None:
    records = [record("q-1", detail=DETAIL), record("q-2", detail=REFUSAL), record("q-3")]
    one, other = answers_of(suite(*records, name="own"))
    assert dict(one.claims) == {
        "own/q-1#1": "Le minibus dessert onze hameaux.",
        "own/q-1#2": "Il roule le mardi.",
    }
    assert one.history == (("Qui roule ?", "Le minibus."),)
    assert (other.refused, other.text, other.reason, dict(other.claims)) == (True, "", "Rien.", {})
    assert set(versions([one, other])) == {"own/q-1", "own/q-1#1", "own/q-1#2", "own/q-2"}


def test_another_answer_or_citation_is_another_version() -> None:
    def version(**change: object) -> str:
        return answers_of(suite(record("q", detail={**DETAIL, **change})))[0].version

    assert version() == version(notes=["vu"])
    assert len({version(), version(answer="Dix. [1]"), version(citations=[])}) == 3


def test_a_suite_of_claims_has_no_answer_to_judge() -> None:
    assert answers_of(suite(record("c-1", detail={"claim": "x", "label": "supported"}))) == ()
    assert answers_of(run(suite(record("c-1"), metrics=METRICS)).suites[0]) == ()


def test_the_report_says_who_approved_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = folder / "rapport.html"
    assert main(["eval", "report", str(folder)]) == 0
    assert "Approuvé" not in page.read_text(encoding="utf-8") + capsys.readouterr().err
    signoff.approve(folder, name="Claire <b>", remark="", date=DATE)
    assert main(["eval", "report", str(folder)]) == 0
    assert "Approuvé par Claire &lt;b&gt; le 22/11/2026." in page.read_text(encoding="utf-8")
    assert "Approuvé par Claire <b> le 22/11/2026." in capsys.readouterr().err
