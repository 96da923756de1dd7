"""Ranked passages: recall at k, nDCG, answer within, facts read, against cases worked by hand."""

from __future__ import annotations

import math

import pytest

from evals.cases import Case, Evidence
from evals.metrics import (
    answer_within,
    facts_missing,
    facts_read,
    forbidden_stated,
    is_read,
    ndcg_at,
    recall_at,
)
from evals.response import Reading

FIRST = "la commission demande douze réunions publiques par an"
SECOND = "le vote du budget a été reporté au mois de juin"
THIRD = "les navettes de la vallée roulent le soir seulement"


def case(*quotes: str, answerable: bool = True, facts: tuple[tuple[str, ...], ...] = ()) -> Case:
    return Case(
        id="q",
        type="factoid",
        question="?",
        answerable=answerable,
        answer="",
        key_facts=facts,
        evidence=tuple(Evidence(doc="a", quote=quote) for quote in quotes),
        forbidden=(("treize", "13"), ("mai",)),
    )


def read(*texts: str, doc: str = "a") -> list[Reading]:
    return [Reading(doc=doc, text=text) for text in texts]


def log2(place: int) -> float:
    return 1 / math.log2(place + 1)


class TestNdcg:
    @pytest.mark.parametrize(
        ("texts", "expected"),
        [
            ((FIRST, SECOND), 1),
            ((SECOND, FIRST), 1),
            # both in one passage: places 1 and 2
            ((f"{FIRST}. {SECOND}",), 1),
            # both at the second place: places 2 and 3
            (("rien", f"{FIRST}. {SECOND}"), (log2(2) + log2(3)) / (log2(1) + log2(2))),
            (("rien", FIRST, "rien", SECOND), (log2(2) + log2(4)) / (log2(1) + log2(2))),
            # the same quote twice counts once
            ((FIRST, FIRST), log2(1) / (log2(1) + log2(2))),
            (("rien",), 0),
            ((), 0),
        ],
    )
    def test_by_hand(self, texts: tuple[str, ...], expected: float) -> None:
        assert ndcg_at(case(FIRST, SECOND), read(*texts)) == pytest.approx(expected)

    def test_half_of_a_quote_in_one_passage_is_its_place(self) -> None:
        words = FIRST.split()  # 8 words, 6 runs of three
        assert ndcg_at(case(FIRST), read("rien", " ".join(words[:5]))) == pytest.approx(log2(2))
        assert ndcg_at(case(FIRST), read("rien", " ".join(words[:4]))) == 0

    def test_another_document_is_no_place(self) -> None:
        assert ndcg_at(case(FIRST), read(FIRST, doc="b")) == 0

    def test_nothing_counts_beyond_the_tenth(self) -> None:
        before = ["rien"] * 9
        assert ndcg_at(case(FIRST), read(*before, FIRST)) == pytest.approx(log2(10))
        assert ndcg_at(case(FIRST), read(*before, "rien", FIRST)) == 0

    def test_where_it_does_not_apply(self) -> None:
        assert ndcg_at(case(), read(FIRST)) is None
        assert ndcg_at(case(FIRST, answerable=False), read(FIRST)) is None


class TestRecallAt:
    def test_it_counts_whole_passages(self) -> None:
        asked, passages = case(FIRST, SECOND, THIRD), read("x" * 9000, FIRST, SECOND, THIRD)
        assert recall_at(asked, passages, 1) == 0
        assert recall_at(asked, passages, 2) == pytest.approx(1 / 3)
        assert recall_at(asked, passages, 3) == pytest.approx(2 / 3)
        assert recall_at(asked, passages, 10) == 1

    def test_nothing_read_and_nothing_to_read(self) -> None:
        assert recall_at(case(FIRST), [], 5) == 0
        assert recall_at(case(), read(FIRST), 5) is None
        assert not is_read(Evidence(doc="a", quote=FIRST), [])


class TestFactsRead:
    FACTS = (("douze", "12"), ("juin",))

    def test_a_share_of_the_facts_in_what_is_read_first(self) -> None:
        asked = case(facts=self.FACTS)
        assert facts_read(asked, read("en 12 lieux", "en juin"), 100) == 1
        assert facts_read(asked, read("en 12 lieux", "en juin"), 11) == 0.5
        assert facts_read(asked, read("x" * 1490 + " douze lieux")) == 0.5
        assert facts_read(asked, read("x" * 1500 + " douze lieux")) == 0
        assert facts_read(asked, []) == 0

    def test_any_document_will_do_but_no_fact_runs_over_two_passages(self) -> None:
        asked = case(facts=(("douze lieux",),))
        assert facts_read(asked, read("douze lieux", doc="b")) == 1
        assert facts_read(asked, read("douze", "lieux")) == 0

    def test_an_answer_is_there_when_all_its_facts_are(self) -> None:
        asked = case(facts=self.FACTS)
        assert answer_within(asked, read("en douze lieux", "en juin")) == 1
        assert answer_within(asked, read("en douze lieux")) == 0
        assert answer_within(asked, []) == 0

    def test_where_they_do_not_apply(self) -> None:
        assert facts_read(case(), read("douze")) is None
        assert answer_within(case(), read("douze")) is None
        assert facts_read(case(facts=self.FACTS, answerable=False), read("douze")) is None


def test_facts_that_an_answer_lacks_and_those_it_must_not_hold() -> None:
    asked = case(facts=(("douze", "12"), ("juin",)))
    assert facts_missing(asked, "12 réunions [3].") == ("juin",)
    assert facts_missing(asked, "x" * 1500 + " douze juin") == ("douze", "juin")
    assert forbidden_stated(asked, "12 réunions en juin [13].") == ()
    assert forbidden_stated(asked, "x" * 9000 + " en **mai**, 13 réunions") == ("treize", "mai")
