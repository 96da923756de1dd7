"""The suite over a small corpus: its worlds are what they say, and crashes are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from evals.cases import Case
from evals.corpora import SAMPLE, Corpus, Prepared
from evals.records import Record
from evals.response import Response
from evals.robustness import planning
from evals.robustness.materials import rewordings
from evals.suite import Bench
from evals.suites.robustness import RobustnessSession, RobustnessSuite

pytestmark = pytest.mark.model

MINUTES = (
    "# Compte rendu de la commission de Bretagne du 3 mars 2021\n\n"
    "## Transports\n\n"
    "Le conseil de Saint-Elme vote 48 000 € pour le minibus de Lanvern. "
    "La navette de Saint-Elme roule chaque mardi.\n\n"
    "## Soins\n\nLa maison de santé de Lanvern compte 34 soignants depuis le 12 mai.\n"
)
QUESTIONS = [
    ("c-1", "Combien le conseil de Saint-Elme vote-t-il pour le minibus de Lanvern ?", "48 000"),
    ("c-2", "Combien de soignants compte la maison de santé de Lanvern ?", "34"),
]
QUOTES = {
    "c-1": "Le conseil de Saint-Elme vote 48 000 € pour le minibus de Lanvern",
    "c-2": "La maison de santé de Lanvern compte 34 soignants",
}


class Silent:
    """A system that always breaks."""

    def __init__(self, ready: Prepared) -> None:
        pass

    def respond(self, case: Case) -> Response:
        raise RuntimeError("panne")


def suite_of(folder: Path, **given: object) -> RobustnessSuite:
    texts = folder / "textes"
    texts.mkdir(exist_ok=True)
    (texts / "compte-rendu.md").write_text(MINUTES, encoding="utf-8")
    questions = folder / "questions.jsonl"
    lines = [
        {
            "id": id_,
            "type": "factoid",
            "question": question,
            "answerable": True,
            "answer": fact,
            "key_facts": [[fact]],
            "evidence": [{"doc": "compte-rendu", "quote": QUOTES[id_]}],
        }
        for id_, question, fact in QUESTIONS
    ]
    questions.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return RobustnessSuite(
        name="petite",
        title="Petite",
        corpus=Corpus(name="petit", paths=(texts,)),
        questions=questions,
        **given,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("robustness")


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[RobustnessSession]:
    with suite_of(folder).open(Bench(indexes=folder / "index")) as opened:
        yield opened


@pytest.fixture(scope="module")
def records(session: RobustnessSession) -> dict[str, Record]:
    return {case: session.measure(case) for case in session.cases}


def known(session: RobustnessSession, world: str) -> set[str]:
    return {info.id for info in session.worlds.assistant(world).store.documents()}


def one(found: Iterable[str], start: str) -> str:
    """The one case whose identifier starts so; signs of what it asks follow."""
    [case] = [case for case in found if case.startswith(f"{start}:")]
    return case


def test_every_disturbance_is_tried(records: dict[str, Record]) -> None:
    assert {one.group for one in records.values()} == {
        "fautes de frappe",
        "ordre des passages",
        "distracteurs-2",
        "distracteurs-5",
        "distracteurs-10",
        "fait modifié",
        "conflit",
        "injection",
        "question hostile",
    }
    assert [one.errors for one in records.values() if one.errors] == []


def test_records_go_to_json_and_back(records: dict[str, Record]) -> None:
    for one in records.values():
        assert Record.from_json(json.loads(json.dumps(one.as_json()))) == Record.from_json(
            one.as_json()
        )
        for score in one.scores.values():
            assert 0 <= score.hits <= score.units


def test_metrics_are_named_once_and_cover_the_scores(
    folder: Path, records: dict[str, Record]
) -> None:
    names = [metric.name for metric in suite_of(folder).metrics]
    assert len(names) == len(set(names))
    assert {name for one in records.values() for name in one.scores} <= set(names)


def test_worlds_hold_what_they_say(session: RobustnessSession, records: dict[str, Record]) -> None:
    assert known(session, "clean") == {"compte-rendu"}
    assert known(session, "conflict") == {"compte-rendu", "compte-rendu-rectifie"}
    assert known(session, "edit") == {"compte-rendu-rectifie"}
    assert [len(known(session, f"distract-{count}")) for count in (2, 5, 10)] == [3, 6, 11]
    assert len(known(session, "inject")) == 1 + len(QUESTIONS)


def test_the_extractive_engine_passes_where_nothing_misleads_it(
    records: dict[str, Record],
) -> None:
    for start in ("edit:c-1", "order:c-1"):
        found = records[one(records, start)]
        assert found.scores["robust_held"].hits == 1, found
    assert records[one(records, "edit:c-1")].scores["robust_follows"].hits == 1


def test_a_second_measure_is_the_same(
    folder: Path, session: RobustnessSession, records: dict[str, Record]
) -> None:
    with suite_of(folder).open(Bench(indexes=folder / "autre-index")) as again:
        assert again.cases == session.cases
        assert again.documents == session.documents
        for start in ("typo:c-1", "order:c-2", "inject:i-01", "hostile:h-09"):
            case = one(records, start)
            assert again.measure(case).as_json() == records[case].as_json()


def test_other_disturbances_are_other_cases(
    folder: Path, session: RobustnessSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "TYPOS", {"x": lambda question, _: f"{question} x"})
    distracted = planning.json_lines
    monkeypatch.setattr(planning, "json_lines", lambda texts: distracted(texts) + "\n")
    with suite_of(folder).open(Bench(indexes=folder / "index-3")) as opened:
        kept = set(opened.cases) & set(session.cases)
    assert {case.partition(":")[0] for case in kept} == {"edit", "conflict", "hostile", "order"}


def test_a_crash_is_told_and_scores_the_worst(folder: Path) -> None:
    with suite_of(folder, system=Silent).open(Bench(indexes=folder / "index-2")) as opened:
        starts = ("edit:c-1", "hostile:h-01", "typo:c-1")
        found = {start: opened.measure(one(opened.cases, start)) for start in starts}
    for record in found.values():
        assert record.errors == ("RuntimeError : panne",)
    assert set(found["edit:c-1"].scores) == {
        "robust_facts",
        "robust_gold",
        "robust_held",
        "robust_follows",
        "robust_stale",
    }
    assert found["edit:c-1"].scores["robust_stale"].hits == 1
    assert {"robust_stable", "robust_same_facts"} <= set(found["typo:c-1"].scores)


def test_only_the_sample_corpus_is_reworded(folder: Path) -> None:
    sample = RobustnessSuite(
        name="s", title="S", corpus=SAMPLE, questions=folder / "questions.jsonl"
    )
    assert len(rewordings()) >= 60
    assert sample.fingerprint() != suite_of(folder).fingerprint()


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    suite = RobustnessSuite(
        name="s",
        title="S",
        corpus=Corpus(name="c", paths=(tmp_path,)),
        questions=tmp_path / "absent.jsonl",
    )
    assert "absent.jsonl n’existe pas" in (suite.missing() or "")
