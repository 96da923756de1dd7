"""What is typed in the form becomes a case of the schema, or a French reason why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import Evidence, load_cases
from evals.review.drafts import Draft, case_of, draft_of, next_id, with_evidence
from evals.review.refused import Refused
from evals.review.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[2] / "evals" / "sample"
WHOLE = Draft(
    id=" q-1 ",
    type="factoid",
    question="Combien de hameaux ? ",
    answer="Onze.",
    key_facts="onze | 11\n\nchaque mardi",
    forbidden="douze hameaux",
    evidence=(Evidence(doc="avis-valmont", quote="Le minibus dessert onze hameaux.", page=1),),
    stratum=" ",
)


def test_a_form_becomes_a_case() -> None:
    case, faults = case_of(WHOLE)
    assert faults == ()
    assert (case.id, case.question, case.stratum) == ("q-1", "Combien de hameaux ?", None)
    assert case.key_facts == (("onze", "11"), ("chaque mardi",))
    assert case.forbidden == (("douze hameaux",),)


@pytest.mark.parametrize("name", ["questions.jsonl", "refusals.jsonl"])
def test_every_case_of_the_sample_goes_through_the_form_unchanged(name: str) -> None:
    cases = load_cases(SAMPLE / name)
    assert [case_of(draft_of(case)) for case in cases] == [(case, ()) for case in cases]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": " "}, "Identifiant : est vide."),
        ({"question": ""}, "Question : est vide."),
        ({"key_facts": "onze\n?!"}, "Faits clés (2) : a une forme sans aucun mot"),
        ({"stratum": "false-premise"}, "Famille de refus : vaut false-premise"),
        ({"key_facts": "", "evidence": ()}, "Réponse dans les documents : est vrai sans fait clé"),
        ({"evidence": (Evidence(doc="", quote="mots"),)}, "Preuves (1) : est vide."),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_field(
    change: dict[str, object], said: str
) -> None:
    _, faults = case_of(replace(WHOLE, **change))  # type: ignore[arg-type]
    assert len(faults) == 1
    assert faults[0].startswith(said)


def test_the_same_evidence_twice_is_one() -> None:
    more = Evidence(doc="avis-valmont", quote="Fin.", page=2)
    assert with_evidence(WHOLE, WHOLE.evidence[0]).evidence == WHOLE.evidence
    assert with_evidence(WHOLE, more).evidence == (*WHOLE.evidence, more)


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        ([], "q-001"),
        (["sans-numéro"], "q-001"),
        (["q-01", "q-09"], "q-10"),
        (["q-099", "r-003"], "q-100"),
    ],
)
def test_a_free_identifier_is_offered(taken: list[str], offered: str) -> None:
    assert next_id(taken) == offered


def test_the_folder_shows_questions_and_runs_only(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "a.avis.jsonl", ".a.jsonl", "note.txt"):
        (tmp_path / name).touch()
    for place in ("passages/un", "deux", "trop/loin/trois"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "run.json").touch()
    work = Workspace(folder=tmp_path)
    assert list(work.questions()) == ["a.jsonl", "b.jsonl"]
    assert work.runs() == {
        "passages/un": tmp_path / "passages" / "un",
        "deux": tmp_path / "deux",
    }


def test_a_new_file_has_a_plain_name_of_its_own(tmp_path: Path) -> None:
    work = Workspace(folder=tmp_path)
    assert work.new_file(" mes_questions.jsonl ") == tmp_path / "mes_questions.jsonl"
    (tmp_path / "pris.jsonl").touch()
    with pytest.raises(Refused, match="existe déjà"):
        work.new_file("pris")
    for bad in ("", "../ailleurs", "/etc/passwd", "a b", "été", "a.avis", "x" * 61):
        with pytest.raises(Refused, match="nom de fichier"):
            work.new_file(bad)
