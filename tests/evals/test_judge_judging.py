"""One call a claim, asked once for ever, of one digest: what is kept, refused, taken up again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from judge_doubles import Scripted, answered, claim_of, perfect, ruling_text, write_sets
from suite_doubles import Told, keep

from assistant import Completion, Cut, EngineError
from evals.judge.errors import JudgeError
from evals.judge.judge import identity_of, seated
from evals.judge.judged import (
    JudgedRun,
    judge_run,
    require_other_hand,
    require_qualified,
)
from evals.judge.judged import as_json as judged_json
from evals.judge.prompt import Ruling
from evals.judge.qualification import Qualification, as_json, earlier, examine, load, save
from evals.judge.rates import CONTRADICTION, SUPPORT
from evals.problems import InvalidCases
from evals.public.entailment import Label
from evals.runs.compare import compare
from evals.runs.folder import load_run
from evals.runs.model import Run
from evals.suite import SuiteError


def quiet(title: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def file_of(folder: Path, model: Scripted) -> Path:
    return folder / identity_of(model).folder / "judgements.jsonl"


def test_a_claim_is_asked_once_for_ever(tmp_path: Path) -> None:
    model = Scripted(lambda human: "Hum.")
    with seated(model, tmp_path) as judge:
        assert judge.rule("Vrai.", ["a", "b"]) is Ruling.UNREADABLE
        model._says = lambda human: ruling_text("prouve")
        assert judge.rule("Vrai.", ["a", "b"]) is Ruling.UNREADABLE
        assert judge.rule("Vrai.", ["b", "a"]) is Ruling.SUPPORTED
        assert judge.rule("Autre.", ["a", "b"]) is Ruling.SUPPORTED
    with seated(model, tmp_path) as judge:
        assert judge.rule("Vrai.", ["a", "b"]) is Ruling.UNREADABLE
    assert len(model.asked) == 3


def test_a_claim_without_words_is_not_asked(tmp_path: Path) -> None:
    model = Scripted()
    with seated(model, tmp_path) as judge:
        assert judge.rule("Vrai 1", []) is Ruling.UNCITED
    assert model.asked == []


@pytest.mark.parametrize("cut", list(Cut))
def test_what_was_not_whole_is_unreadable_even_if_it_looks_right(tmp_path: Path, cut: Cut) -> None:
    whole = Completion(text=ruling_text("prouve"), cut=cut)
    with seated(Scripted(lambda human: whole), tmp_path) as judge:
        assert judge.rule("Vrai 1", ["a"]) is Ruling.UNREADABLE


def test_another_digest_or_window_is_another_judge(tmp_path: Path) -> None:
    first, second, third = Scripted(), Scripted(digest="e2" * 32), Scripted()
    third.num_ctx = 4096
    for model in (first, second, third):
        with seated(model, tmp_path) as judge:
            judge.rule("Vrai 1", ["a"])
    assert [len(model.asked) for model in (first, second, third)] == [1, 1, 1]
    assert len(list(tmp_path.glob("*/judgements.jsonl"))) == 3


def test_a_model_that_changes_on_the_way_is_stopped_and_its_last_ruling_lost(
    tmp_path: Path,
) -> None:
    model = Scripted()
    with seated(model, tmp_path) as judge:
        judge.rule("Vrai 1", ["a"])
        model.now = "e2" * 32
        with pytest.raises(JudgeError, match="a changé pendant les jugements") as caught:
            judge.rule("Vrai 2", ["a"])
        assert judge.rule("Vrai 1", ["a"]) is Ruling.SUPPORTED
    assert "judge qualify --model juge:3b" in caught.value.advice
    assert len(file_of(tmp_path, model).read_text("utf-8").splitlines()) == 1


def test_a_model_without_a_digest_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(JudgeError, match="ne donne pas l’empreinte"),
        seated(Scripted(digest=""), tmp_path),
    ):
        pass


def test_a_broken_last_line_is_asked_again(tmp_path: Path) -> None:
    model = Scripted()
    with seated(model, tmp_path) as judge:
        for at in range(3):
            judge.rule(f"Vrai {at}", ["a"])
    file = file_of(tmp_path, model)
    file.write_bytes(file.read_bytes()[:-7])
    with seated(model, tmp_path) as judge:
        assert [judge.rule(f"Vrai {at}", ["a"]) for at in range(3)] == [Ruling.SUPPORTED] * 3
    assert len(model.asked) == 4
    assert [json.loads(line)["ruling"] for line in file.read_text("utf-8").splitlines()] == [
        "supported"
    ] * 3


def test_two_commands_do_not_share_a_judge(tmp_path: Path) -> None:
    place = tmp_path / identity_of(Scripted()).folder
    place.mkdir()
    with (
        FileLock(place / ".lock"),
        pytest.raises(JudgeError, match="Une autre commande"),
        seated(Scripted(), tmp_path),
    ):
        pass


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(JudgeError, match="ne peuvent pas être gardés") as caught,
        seated(Scripted(), tmp_path / "file"),
    ):
        pass
    assert "--judges" in caught.value.advice


# Examination


def examined(model: Scripted, tmp_path: Path, **given: Any) -> Qualification:
    sets = write_sets(tmp_path / "sets", 20)
    known: dict[str, Any] = {"limit": None, "seed": 1, "progress": quiet}
    with seated(model, tmp_path / "judges") as judge:
        return examine(judge, sets, **(known | given))


def test_a_perfect_judge_is_qualified_and_read_back(tmp_path: Path) -> None:
    model = Scripted()
    found = examined(model, tmp_path)
    assert found.passed
    support = found.of(SUPPORT)
    assert support.confusion == {
        Label.ENTAILMENT: {Ruling.SUPPORTED: 20},
        Label.CONTRADICTION: {Ruling.CONTRADICTED: 20},
        Label.NEUTRAL: {Ruling.UNSUPPORTED: 20},
    }
    assert support.figures["judge_balanced"].n == 60
    assert found.of(CONTRADICTION).figures["judge_balanced"].n == 40
    assert "Texte du numéro 0." in model.asked[0]
    assert load(tmp_path / "judges", found.identity) is None
    kept = save(found, tmp_path / "judges")
    assert load(tmp_path / "judges", found.identity) == found
    assert str(tmp_path) not in kept.read_text("utf-8")
    raw = json.loads(kept.read_text("utf-8"))
    assert (raw["digest"], raw["passed"]) == ("d1" * 32, True)
    assert raw["sets"][0]["confusion"]["entailment"] == {"supported": 20}


def test_an_unreadable_answer_has_its_own_column_and_its_price(tmp_path: Path) -> None:
    def mumbles(human: str) -> str:
        return "Hum." if claim_of(human).endswith(("1", "2")) else perfect(human)

    found = examined(Scripted(mumbles), tmp_path).of(SUPPORT)
    # 4 of 20 numbers end with 1 or 2: 1, 2, 11, 12.
    assert found.confusion[Label.ENTAILMENT] == {Ruling.SUPPORTED: 16, Ruling.UNREADABLE: 4}
    assert found.figures["judge_unreadable"].value == pytest.approx(12 / 60)
    assert found.figures["judge_balanced"].value == pytest.approx(0.8)
    assert found.figures["judge_false_findings"].value == 0


def test_a_judge_that_always_agrees_is_not_qualified(tmp_path: Path) -> None:
    found = examined(Scripted(lambda human: ruling_text("prouve")), tmp_path)
    assert not found.passed
    assert found.of(SUPPORT).figures["judge_balanced"].value == 0.5


def test_a_stopped_examination_goes_on_where_it_was(tmp_path: Path) -> None:
    class Gone(EngineError):
        pass

    def fails(human: str) -> str | Exception:
        return Gone("parti") if claim_of(human) == "Faux 7" else perfect(human)

    model = Scripted(fails)
    with pytest.raises(Gone):
        examined(model, tmp_path)
    before = len(model.asked)
    assert before == 28  # 20 true ones, 8 false ones of which the last failed
    again = Scripted()
    assert examined(again, tmp_path) == examined(Scripted(), tmp_path / "apart")
    assert len(again.asked) == 100 - (before - 1)


def test_a_larger_examination_asks_only_for_what_is_new(tmp_path: Path) -> None:
    model = Scripted()
    small = examined(model, tmp_path, limit=12)
    assert len(model.asked) == 24
    examined(model, tmp_path)
    assert len(model.asked) == 100
    assert small.limit == 12
    assert small.of(SUPPORT).fingerprint != examined(model, tmp_path).of(SUPPORT).fingerprint


def test_missing_or_malformed_sets_are_told_before_any_call(tmp_path: Path) -> None:
    model = Scripted()
    sets = write_sets(tmp_path)
    (sets / "daccord.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    with seated(model, tmp_path / "judges") as judge:
        with pytest.raises(InvalidCases, match="ligne 1"):
            examine(judge, sets, limit=None, seed=1, progress=quiet)
        (sets / "daccord.jsonl").unlink()
        with pytest.raises(SuiteError, match=r"daccord\.jsonl ne peut pas être lu"):
            examine(judge, sets, limit=None, seed=1, progress=quiet)
    assert model.asked == []


def test_figures_come_from_the_counts_not_from_what_the_file_says(tmp_path: Path) -> None:
    found = examined(Scripted(lambda human: ruling_text("neutre")), tmp_path)
    kept = save(found, tmp_path / "judges")
    raw = json.loads(kept.read_text("utf-8"))
    raw["passed"] = raw["sets"][0]["passed"] = True
    kept.write_text(json.dumps(raw), encoding="utf-8")
    again = load(tmp_path / "judges", found.identity)
    assert again is not None
    assert not again.passed


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 9}'])
def test_a_damaged_qualification_is_refused(tmp_path: Path, text: str) -> None:
    identity = identity_of(Scripted())
    (tmp_path / identity.folder).mkdir()
    (tmp_path / identity.folder / "qualification.json").write_text(text)
    with pytest.raises(JudgeError, match="est abîmé") as caught:
        load(tmp_path, identity)
    assert "judge qualify" in caught.value.advice
    assert not earlier(tmp_path, identity)


# A run before the judge


def answers() -> Told:
    """30 answers of two cited claims, the second one proved in one answer out of three."""
    values = {
        f"q{at:02}": answered(
            f"q{at:02}",
            (f"Vrai {at}", ["Un mot."]),
            (f"{'Flou' if at % 3 else 'Vrai'} {100 + at}", ["Un mot.", f"Deux {at}."]),
        )
        for at in range(30)
    }
    return Told(values=values)


def judged(run: Run, model: Scripted, tmp_path: Path) -> JudgedRun:
    found = examined(model, tmp_path)
    with seated(model, tmp_path / "judges") as judge:
        return judge_run(run, judge, found, quiet)


def test_a_run_is_judged_claim_by_claim(tmp_path: Path) -> None:
    bare = {"z": answered("z", ("Vrai 900", []), ("Faux 901", ["Un mot."]))}
    run = keep(tmp_path / "run", answers(), Told(values=bare, name="bare", title="Nu"))
    model = Scripted()
    found = judged(run, model, tmp_path)
    told, other = found.suites
    assert told.count(Ruling.SUPPORTED) == 30 + 10
    support = told.figures["support"]
    assert (support.raw.value, support.raw.n, support.raw.units) == (40 / 60, 30, 60)
    assert support.corrected.value == pytest.approx(40 / 60)  # the judge never erred
    assert support.corrected.low is not None
    assert support.corrected.low < 40 / 60 < (support.corrected.high or 0)
    assert '<extrait n="2">\nDeux 0.' in model.asked[101]
    assert other.rulings[0][1] is Ruling.UNCITED
    assert other.figures["support"].raw.value == 0
    assert other.figures["contradiction"].raw.value == 0.5


def test_the_errors_of_the_judge_correct_its_figures(tmp_path: Path) -> None:
    """It misses a fifth of what is proved: 32 of the 40 claims that are, of 60."""

    def harsh(human: str) -> str:
        claim = claim_of(human)
        return ruling_text("neutre") if claim.endswith(("0", "5")) else perfect(human)

    run = keep(tmp_path / "run", answers())
    [suite] = judged(run, Scripted(harsh), tmp_path).suites
    raw, corrected = suite.figures["support"].raw, suite.figures["support"].corrected
    assert raw.value == pytest.approx(32 / 60)
    assert corrected.value == pytest.approx(40 / 60)


def test_an_unreadable_verdict_counts_as_not_found_and_is_told(tmp_path: Path) -> None:
    model = Scripted()
    qualification = examined(model, tmp_path)
    model._says = lambda human: "Hum."
    run = keep(tmp_path / "run", answers())
    with seated(model, tmp_path / "judges") as judge:
        found = judge_run(run, judge, qualification, quiet)
    assert found.suites[0].count(Ruling.UNREADABLE) == 60
    assert judged_json(found)["suites"][0]["rulings"]["unreadable"] == 60


def test_suites_without_answers_are_left_out_by_name(tmp_path: Path) -> None:
    run = keep(tmp_path / "run", answers(), Told(values={"a": 1}, name="plain", title="Simple"))
    assert judged(run, Scripted(), tmp_path).left_out == ("Simple",)
    alone = keep(tmp_path / "alone", Told(values={"a": 1}))
    with pytest.raises(JudgeError, match="aucune affirmation à juger"):
        judged(alone, Scripted(), tmp_path)


def test_the_file_is_the_same_each_time_and_no_comparison_reads_it(tmp_path: Path) -> None:
    from evals.judge.judged import save as save_judged

    run = keep(tmp_path / "run", answers())
    place = save_judged(judged(run, Scripted(), tmp_path), run.folder)
    first = place.read_bytes()
    save_judged(judged(run, Scripted(), tmp_path), run.folder)
    assert place.read_bytes() == first
    assert load_run(run.folder) == run
    before = compare(run, load_run(run.folder))
    place.write_text("abîmé", encoding="utf-8")
    assert compare(run, load_run(run.folder)) == before
    assert not before.regressed
    assert keep(run.folder, answers()) == run  # a kept run with a judgement can still be taken up


@pytest.mark.parametrize("writer", ["juge:3b", "copie:latest", "copie"])
def test_no_model_judges_what_it_wrote(tmp_path: Path, writer: str) -> None:
    run = keep(tmp_path / "run", answers(), engine="ollama", model=writer)
    with pytest.raises(JudgeError, match="ne juge pas ses propres réponses"):
        require_other_hand(run, ["juge:3b", "copie:latest"])


@pytest.mark.parametrize("writer", [None, "juge:7b"])
def test_others_are_judged(tmp_path: Path, writer: str | None) -> None:
    require_other_hand(keep(tmp_path / "run", answers(), model=writer), ["juge:3b"])


def test_who_is_not_qualified_does_not_judge(tmp_path: Path) -> None:
    found = examined(Scripted(), tmp_path)
    assert require_qualified(found, "juge:3b", False) is found
    with pytest.raises(JudgeError, match="n’est pas qualifié") as caught:
        require_qualified(None, "juge:3b", False)
    assert caught.value.advice.endswith("assistant eval judge qualify --model juge:3b")
    with pytest.raises(JudgeError, match="a changé depuis sa qualification"):
        require_qualified(None, "juge:3b", True)
    poor = examined(Scripted(lambda human: "?"), tmp_path / "poor")
    with pytest.raises(JudgeError, match="n’a pas été qualifié") as caught:
        require_qualified(poor, "juge:3b", False)
    assert "autre modèle" in caught.value.advice
    few = examined(Scripted(), tmp_path / "few", limit=6)
    with pytest.raises(JudgeError, match="trop peu de paires") as caught:
        require_qualified(few, "juge:3b", False)
    assert "sans --limit" in caught.value.advice


def test_a_new_digest_of_a_known_name_is_seen(tmp_path: Path) -> None:
    found = examined(Scripted(), tmp_path)
    judges = tmp_path / "judges"
    save(found, judges)
    assert earlier(judges, identity_of(Scripted(digest="e2" * 32)))
    assert not earlier(judges, identity_of(Scripted()))
    assert not earlier(judges, identity_of(Scripted(name="autre", digest="e2" * 32)))
    assert as_json(found)["model"] == "juge:3b"
