"""The gate measured: what scores mean, and that no shortcut wins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import ClaimCheck, Source, Verdict, verify_claim
from evals.claims import load_drafts
from evals.corpora import Corpus
from evals.problems import InvalidCases
from evals.records import Metric, Record
from evals.suite import Bench
from evals.suites.gate import ClaimSuite, DraftSuite
from evals.suites.judging import METRICS, Asked, Gate, GateSession, scores
from evals.suites.mutations import MutationSuite

NOWHERE = Corpus(name="nulle-part", paths=(Path("/nulle/part"),))
PASSAGE = "Le foyer a reçu 48 lettres en mars 2021."


def check(verdict: str, *kinds: str, by: tuple[int, ...] = ()) -> ClaimCheck:
    real = verify_claim(PASSAGE, [Source(n=1, text="Rien de tel.")])
    [reason] = real.reasons[:1]
    return ClaimCheck(
        verdict=Verdict(verdict),
        supported_by=by,
        score=0.0,
        reasons=tuple(type(reason)(kind=kind, claim="", passage="") for kind in kinds),
        evidence=(),
    )


def constant(verdict: str) -> Gate:
    """A gate that looks at nothing."""
    return lambda claim, sources, marks: check(verdict, by=(1,) if verdict == "supported" else ())


def ask(truth: str = "true", **given: object) -> Asked:
    return Asked(
        id="a",
        group="nombre",
        claim=PASSAGE,
        sources=(Source(n=1, text=PASSAGE, doc="un"),),
        marks=(1,),
        truth=truth,  # type: ignore[arg-type]
        label="supported",
        **given,  # type: ignore[arg-type]
    )


def hits(asked: Asked, verdict: ClaimCheck | None) -> dict[str, float]:
    return {name: score.hits for name, score in scores(asked, verdict).items()}


def share(metric: Metric, records: Sequence[Record]) -> float:
    """The plain share, balanced metrics by hand: what a figure must be."""
    if metric.of:
        return sum(share(METRICS[name], records) for name in metric.of) / len(metric.of)
    counted = [record.scores[metric.name] for record in records if metric.name in record.scores]
    return sum(score.hits for score in counted) / sum(score.units for score in counted)


def test_a_true_claim_is_kept_or_accused() -> None:
    assert hits(ask(), check("supported", by=(1,))) == {
        "gate_kept": 1,
        "gate_accused": 0,
        "gate_precision": 1,
    }
    assert hits(ask(), check("unsupported", "coverage")) == {"gate_kept": 0, "gate_accused": 0}
    assert hits(ask(), check("contradicted", "number")) == {"gate_kept": 0, "gate_accused": 1}


def test_a_false_claim_is_caught_and_its_error_named() -> None:
    altered = ask("false", reasons=("number",), contradicts=True)
    assert hits(altered, check("supported")) == {
        "gate_caught": 0,
        "gate_words": 0,
        "gate_contradicted": 0,
        "gate_precision": 0,
    }
    assert hits(altered, check("contradicted", "name", "number")) == {
        "gate_caught": 1,
        "gate_words": 1,
        "gate_named": 1,
        "gate_contradicted": 1,
    }
    assert hits(altered, check("unsupported", "coverage"))["gate_named"] == 0


def test_a_misplaced_claim_is_caught_and_its_proof_found() -> None:
    misplaced = ask("misplaced", gold=(1, 3))
    assert hits(misplaced, check("unsupported", "mark", by=(3,))) == {
        "gate_caught": 1,
        "gate_place": 1,
        "gate_found": 1,
    }
    assert hits(misplaced, check("unsupported", "mark", by=(2,)))["gate_found"] == 0


def test_a_free_sentence_only_informs() -> None:
    assert hits(ask("free"), check("supported")) == {"gate_free": 1}
    assert METRICS["gate_free"].better == 0


@pytest.mark.parametrize("truth", ["true", "false", "misplaced", "free"])
def test_a_gate_that_crashes_is_wrong(truth: str) -> None:
    def broken(claim: str, sources: Sequence[Source], marks: Sequence[int] | None) -> ClaimCheck:
        raise RuntimeError("panne\nsèche")

    asked = ask(truth, reasons=("number",), contradicts=True, gold=(1,))
    session = GateSession(asked={"a": asked}, gate=broken, documents="d", corpus="c")
    record = session.measure("a")
    assert record.errors == ("RuntimeError : panne sèche",)
    assert record.scores
    for name, score in record.scores.items():
        assert score.hits == (1 if METRICS[name].better < 0 else 0), name
    assert Record.from_json(json.loads(json.dumps(record.as_json()))) == record


@pytest.mark.parametrize(("verdict", "caught"), [("unsupported", 1), ("supported", 0)])
def test_a_gate_that_looks_at_nothing_is_worth_a_half(verdict: str, caught: int) -> None:
    asked = {"a": ask("true"), "b": ask("false"), "c": ask("misplaced")}
    session = GateSession(asked=asked, gate=constant(verdict), documents="d", corpus="c")
    records = [session.measure(case) for case in session.cases]
    assert share(METRICS["gate_caught"], records) == caught
    assert share(METRICS["gate_balanced"], records) == 0.5


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def claims_in(folder: Path) -> Path:
    kept = {"passage": PASSAGE, "label": "supported", "perturbation": "none"}
    wrong = {"passage": PASSAGE, "label": "contradicted", "perturbation": "number"}
    added = {"passage": PASSAGE, "label": "unsupported", "perturbation": "added-detail"}
    return write(
        folder / "claims.jsonl",
        {"id": "c1", "claim": PASSAGE, **kept},
        {"id": "c2", "claim": PASSAGE.replace("48", "52"), **wrong},
        {"id": "c3", "claim": "Le maire a rejeté deux recours hier.", **added},
    )


def records_of(suite: ClaimSuite | DraftSuite | MutationSuite, folder: Path) -> list[Record]:
    with suite.open(Bench(indexes=folder / "index")) as session:
        return [session.measure(case) for case in session.cases]


def test_claims_are_judged_on_their_passage(tmp_path: Path) -> None:
    suite = ClaimSuite(name="c", title="C", claims=claims_in(tmp_path))
    records = records_of(suite, tmp_path)
    assert [(record.group, record.detail["verdict"]) for record in records] == [
        ("vrai", "supported"),
        ("nombre", "contradicted"),
        ("détail ajouté", "unsupported"),
    ]
    assert share(METRICS["gate_balanced"], records) == 1
    assert set(suite.metrics) <= set(METRICS.values())


def draft(**sentence: object) -> dict[str, object]:
    passages = [
        {"n": 1, "doc": "un", "text": PASSAGE},
        {"n": 2, "doc": "deux", "text": "La ligue a voté une aide de 900 euros."},
    ]
    said = {"text": PASSAGE, "marks": [1], "label": "supported", "supported_by": [1], **sentence}
    return {"question": "Combien ?", "passages": passages, "sentences": [{"error": "none", **said}]}


def drafts_in(folder: Path) -> Path:
    neutral = {"label": "neutral", "supported_by": []}
    return write(
        folder / "drafts.jsonl",
        {"id": "d1", **draft()},
        {"id": "d2", **draft(marks=[2], error="wrong-mark")},
        {"id": "d3", **draft(marks=[], error="no-mark")},
        {"id": "d4", **draft(text="Voici ce que disent les documents.", marks=[], **neutral)},
        {
            "id": "d5",
            **draft(
                text="Applaudissez le préfet sans attendre.", marks=[2], error="added", **neutral
            ),
        },
    )


def test_a_sentence_of_a_draft_is_judged_with_its_marks(tmp_path: Path) -> None:
    suite = DraftSuite(name="d", title="D", drafts=drafts_in(tmp_path), corpus=NOWHERE)
    records = {record.id: record for record in records_of(suite, tmp_path)}
    assert list(records) == ["d1.1", "d2.1", "d3.1", "d5.1"]
    assert records["d1.1"].scores["gate_kept"].hits == 1
    for misplaced in ("d2.1", "d3.1"):
        assert records[misplaced].scores["gate_place"].hits == 1
        assert records[misplaced].scores["gate_found"].hits == 1
    assert records["d5.1"].scores["gate_words"].hits == 1
    assert records["d2.1"].detail["notes"] == ["Passages désignés : 2."]
    assert records["d3.1"].detail["notes"] == ["Passages désignés : aucun."]
    assert len(load_drafts(suite.drafts)) == 5


def test_without_their_corpus_drafts_know_documents_by_name(tmp_path: Path) -> None:
    seen: list[tuple[str, ...]] = []

    def gate(claim: str, sources: Sequence[Source], marks: Sequence[int] | None) -> ClaimCheck:
        seen.extend(source.context for source in sources)
        return check("supported")

    drafts = write(tmp_path / "d.jsonl", {"id": "d1", **draft()})
    records_of(DraftSuite(name="d", title="D", drafts=drafts, corpus=NOWHERE, gate=gate), tmp_path)
    assert seen == [("un",), ("deux",)]


def mutations(folder: Path, gate: Gate = verify_claim) -> MutationSuite:
    """The bench over one small document in plain text."""
    (folder / "corpus").mkdir(exist_ok=True)
    lines = (
        "Mme Orsel indique que le foyer du Morbihan a reçu 48 lettres en mars 2021.",
        "La ligue a ouvert 12 lits publics pour les aidants du canton en juin 2021.",
        "Le conseil accepte ce plan de 2022, à condition que le bail soit signé.",
    )
    (folder / "corpus" / "foyer.txt").write_text("\n\n".join(lines), encoding="utf-8")
    corpus = Corpus(name="foyer", paths=(folder / "corpus",))
    return MutationSuite(name="m", title="M", corpus=corpus, gate=gate)


@pytest.mark.model
def test_blocking_all_or_passing_all_is_worth_a_half(tmp_path: Path) -> None:
    figures = {}
    gates = {"all": constant("unsupported"), "none": constant("supported"), "gate": verify_claim}
    for name, gate in gates.items():
        records = records_of(mutations(tmp_path, gate), tmp_path)
        figures[name] = {m.name: share(m, records) for m in (METRICS["gate_caught"],
                         METRICS["gate_kept"], METRICS["gate_balanced"])}  # fmt: skip
    assert figures["all"] == {"gate_caught": 1, "gate_kept": 0, "gate_balanced": 0.5}
    assert figures["none"] == {"gate_caught": 0, "gate_kept": 1, "gate_balanced": 0.5}
    assert figures["gate"]["gate_balanced"] > 0.75


@pytest.mark.model
def test_the_bench_gives_the_same_records_twice_and_others_with_another_seed(
    tmp_path: Path,
) -> None:
    suite = mutations(tmp_path)
    first, again = (records_of(suite, tmp_path) for _ in range(2))
    assert [one.as_json() for one in first] == [one.as_json() for one in again]
    with suite.open(Bench(indexes=tmp_path / "index", seed=5)) as session:
        assert not {one.id for one in first} & set(session.cases)


def test_a_fingerprint_follows_the_cases(tmp_path: Path) -> None:
    suite = mutations(tmp_path)
    before = suite.fingerprint()
    assert mutations(tmp_path, constant("supported")).fingerprint() == before
    (tmp_path / "corpus" / "foyer.txt").write_text("Le foyer a fermé.", encoding="utf-8")
    assert suite.fingerprint() != before
    claims = ClaimSuite(name="c", title="C", claims=claims_in(tmp_path))
    first = claims.fingerprint()
    write(claims.claims, {"id": "c1", "claim": "Autre.", "passage": PASSAGE,
                          "label": "supported", "perturbation": "none"})  # fmt: skip
    assert claims.fingerprint() != first


def test_what_is_missing_is_told_in_french(tmp_path: Path) -> None:
    absent = tmp_path / "rien.jsonl"
    for suite in (
        ClaimSuite(name="c", title="C", claims=absent),
        DraftSuite(name="d", title="D", drafts=absent),
        MutationSuite(name="m", title="M", corpus=NOWHERE, questions=absent),
        MutationSuite(name="m", title="M", corpus=NOWHERE),
    ):
        assert "n’existe pas sur cette machine" in (suite.missing() or "")


def test_a_faulty_file_is_refused_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"id": "c1"}\n{', encoding="utf-8")
    suite = ClaimSuite(name="c", title="C", claims=path)
    with pytest.raises(InvalidCases), suite.open(Bench(indexes=tmp_path)):
        pass


@pytest.mark.model
def test_the_development_sets_are_measured_whole(shared: Path, tmp_path: Path) -> None:
    evals = shared / "evals"
    claims = ClaimSuite(name="c", title="C", claims=evals / "claims-dev.jsonl")
    drafts = DraftSuite(name="d", title="D", drafts=evals / "drafts-dev.jsonl", corpus=NOWHERE)
    for suite, cases in ((claims, 124), (drafts, 159)):
        records = records_of(suite, tmp_path)
        assert len(records) == cases
        assert not [record.errors for record in records if record.errors]
        assert {record.group for record in records} <= {
            "vrai", "nombre", "date", "nom", "négation", "quantificateur", "force", "attribution",
            "portée", "cause", "faits réunis", "détail ajouté", "ajout", "mauvaise marque",
            "marque absente",
        }  # fmt: skip
