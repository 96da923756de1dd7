"""The joint figure and the refusals, against cases computed by hand."""

from __future__ import annotations

import pytest

from evals.cases import Case
from evals.metrics import refusals
from evals.metrics.claims import Judged
from evals.metrics.headline import faults, handled, headline
from evals.records import Score

ANSWERABLE = Case(
    id="q",
    type="factoid",
    question="?",
    answerable=True,
    answer="",
    key_facts=(("douze", "12"), ("juin",)),
    evidence=(),
    forbidden=(("treize", "13"),),
)
UNANSWERABLE = Case(
    id="u",
    type="unanswerable",
    question="?",
    answerable=False,
    answer="",
    key_facts=(("douze",),),
    evidence=(),
    stratum="in-field",
)
PROVED = Judged(text="Douze en juin.", supported=True, places=(0,), needed=(True,))
UNPROVED = Judged(text="Rien en mai.", supported=False, places=(), needed=())


def found(answer: str, claims: tuple[Judged, ...] = (PROVED,), *pages: bool) -> tuple[str, ...]:
    return faults(ANSWERABLE, answer, False, claims, pages)


class TestFaults:
    def test_a_right_answer_has_none(self) -> None:
        assert found("Douze réunions en juin [1].", (PROVED,), True, True) == ()

    @pytest.mark.parametrize(
        ("answer", "claims", "pages", "told"),
        [
            ("Douze réunions.", (PROVED,), (True,), "juin"),
            ("Douze réunions en juin, ou treize.", (PROVED,), (True,), "interdit"),
            ("Douze en juin.", (PROVED, UNPROVED), (True,), "Rien en mai"),
            ("Douze en juin.", (PROVED,), (True, False), "1 sur 2"),
            ("Douze en juin.", (), (), "Aucune affirmation"),
            ("x" * 1500 + " douze en juin", (PROVED,), (True,), "douze"),
        ],
    )
    def test_each_of_its_conditions_is_needed(
        self, answer: str, claims: tuple[Judged, ...], pages: tuple[bool, ...], told: str
    ) -> None:
        given = found(answer, claims, *pages)
        assert given
        assert any(told in one for one in given)

    def test_an_empty_answer_lacks_everything(self) -> None:
        assert len(found("", ())) == 3

    def test_a_refusal_is_right_only_without_an_answer(self) -> None:
        assert faults(ANSWERABLE, "Rien.", True, (), ()) != ()
        assert faults(UNANSWERABLE, "Rien.", True, (), ()) == ()

    def test_an_answer_to_an_unanswerable_question_is_wrong_whatever_it_says(self) -> None:
        assert faults(UNANSWERABLE, "Douze.", False, (PROVED,), (True,)) != ()


def share(scores: list[Score | None]) -> float:
    kept = [one for one in scores if one]
    return sum(one.hits for one in kept) / sum(one.units for one in kept)


def shown(*cases: tuple[Case, bool, bool]) -> float:
    return share([headline(case, abstained, right) for case, abstained, right in cases])


class TestHeadline:
    def test_it_is_the_harmonic_mean_of_two_shares(self) -> None:
        """Three answerable: one right, one wrong, one refused; two unanswerable: one answered.

        One answer of three given is right, and one of three answerable: 1/3 and 1/3."""
        cases = [
            (ANSWERABLE, False, True),
            (ANSWERABLE, False, False),
            (ANSWERABLE, True, False),
            (UNANSWERABLE, False, False),
            (UNANSWERABLE, True, True),
        ]
        assert shown(*cases) == pytest.approx(1 / 3)
        assert share([handled(right) for _, _, right in cases]) == pytest.approx(2 / 5)

    def test_precision_and_recall_that_differ(self) -> None:
        """One right answer given, four answerable: 1 and 1/4, harmonic mean 0.4."""
        cases = [(ANSWERABLE, False, True), *[(ANSWERABLE, True, False)] * 3]
        assert shown(*cases) == pytest.approx(0.4)

    def test_refusing_all_gives_nothing_whatever_the_mix(self) -> None:
        cases = [(ANSWERABLE, True, False), *[(UNANSWERABLE, True, True)] * 99]
        assert shown(*cases) == 0
        assert share([handled(right) for _, _, right in cases]) == pytest.approx(0.99)

    def test_an_answer_where_none_was_due_lowers_it_and_a_right_refusal_does_not(self) -> None:
        right = (ANSWERABLE, False, True)
        assert shown(right) == 1
        assert shown(right, (UNANSWERABLE, True, True)) == 1
        assert shown(right, (UNANSWERABLE, False, False)) == pytest.approx(2 / 3)


class TestRefusals:
    def test_by_hand(self) -> None:
        """Three refusals, two of them right; four unanswerable questions.

        Recall 2/4, precision 2/3, F1 4/7."""
        cases = [
            (ANSWERABLE, True),
            (ANSWERABLE, False),
            (UNANSWERABLE, True),
            (UNANSWERABLE, True),
            (UNANSWERABLE, False),
            (UNANSWERABLE, False),
        ]
        assert share([refusals.recall(*one) for one in cases]) == pytest.approx(2 / 4)
        assert share([refusals.precision(*one) for one in cases]) == pytest.approx(2 / 3)
        assert share([refusals.f1(*one) for one in cases]) == pytest.approx(4 / 7)
        assert share([refusals.wrong(*one) for one in cases]) == pytest.approx(1 / 2)

    def test_where_they_do_not_apply(self) -> None:
        assert refusals.recall(ANSWERABLE, True) is None
        assert refusals.precision(UNANSWERABLE, False) is None
        assert refusals.f1(ANSWERABLE, False) is None
        assert refusals.wrong(UNANSWERABLE, True) is None

    def test_the_stratum_is_that_of_the_file_or_the_false_premise(self) -> None:
        assert refusals.stratum(ANSWERABLE) is None
        assert refusals.stratum(UNANSWERABLE) == "in-field"
        untold = Case(
            id="u", type="x", question="?", answerable=False, answer="", key_facts=(), evidence=()
        )
        assert refusals.stratum(untold) is None
        false = Case(
            id="u",
            type="x",
            question="?",
            answerable=False,
            answer="",
            key_facts=(),
            evidence=(),
            false_premise=True,
        )
        assert refusals.stratum(false) == "false-premise"
