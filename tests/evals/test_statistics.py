"""Figures and their intervals, against values worked by hand or taken from textbooks."""

from __future__ import annotations

import time

import numpy as np
import pytest

from evals.records import Metric, Record, Score
from evals.runs.statistics import (
    POOLED,
    Figure,
    by_document,
    figure,
    groups,
    holm,
    mcnemar,
)

SHARE = Metric(name="share", label="Part", definition="")
BALANCED = Metric(name="balanced", label="Équilibre", definition="", of=("yes", "no"))


def record(id: str, group: str = "g", documents: tuple[str, ...] = (), **scores: Score) -> Record:
    return Record(id=id, group=group, documents=documents, scores=scores)


def binary(*values: float) -> list[Record]:
    return [record(f"c{at}", share=Score(hits=value)) for at, value in enumerate(values)]


def test_a_share_is_hits_over_units_and_counts_only_cases_with_units() -> None:
    records = [
        record("a", share=Score(hits=1, units=4)),
        record("b", share=Score(hits=2, units=2)),
        record("c", share=Score(hits=0, units=0)),
        record("d"),
    ]
    found = figure(SHARE, records)
    assert (found.value, found.n, found.units) == (0.5, 2, 6)
    assert (found.low, found.high) == (0.25, 1.0)


def test_nothing_to_count_has_no_value_and_one_case_no_interval() -> None:
    nothing = Figure(value=None, low=None, high=None, n=0, units=0)
    assert figure(SHARE, [record("a"), record("b")]) == nothing
    assert figure(SHARE, []) == nothing
    one = Figure(value=0.5, low=None, high=None, n=1, units=2)
    assert figure(SHARE, [record("a", share=Score(hits=1, units=2))]) == one


def test_a_mean_of_shares_needs_all_of_them() -> None:
    records = [
        *(record(f"y{at}", yes=Score(hits=at < 3)) for at in range(4)),
        *(record(f"n{at}", no=Score(hits=at < 1)) for at in range(4)),
    ]
    found = figure(BALANCED, records)
    assert (found.value, found.n, found.units) == (0.5, 8, 8)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 0.5 < found.high < 1
    assert figure(BALANCED, records[:4]).value is None


def test_ten_out_of_ten_is_bounded_like_the_exact_binomial() -> None:
    # Clopper-Pearson for 10 of 10: the lower bound is 0.025 ** (1 / 10) = 0.6915.
    sure = figure(SHARE, binary(*[1] * 10))
    assert sure.low == pytest.approx(0.6915, abs=1e-4)
    assert sure.high == 1
    never = figure(SHARE, binary(*[0] * 10))
    assert (never.low, never.high) == (0, pytest.approx(0.3085, abs=1e-4))


def test_an_interval_over_documents_is_wider_when_cases_of_a_document_agree() -> None:
    records = [
        record(f"{doc}{at}", documents=(f"d{doc}",), share=Score(hits=doc % 2))
        for doc in range(10)
        for at in range(10)
    ]
    alone, together = figure(SHARE, records), figure(SHARE, records, by_document=True)
    assert (alone.value, alone.n) == (together.value, together.n) == (0.5, 100)
    assert None not in (alone.low, alone.high, together.low, together.high)
    # Standard errors: 0.05 over cases and 0.158 over documents.
    assert alone.high - alone.low == pytest.approx(0.196, abs=0.03)
    assert together.high - together.low == pytest.approx(0.62, abs=0.1)


def test_a_single_document_gives_no_interval_over_documents() -> None:
    records = [record(f"c{at}", documents=("d",), share=Score(hits=at % 2)) for at in range(8)]
    found = figure(SHARE, records, by_document=True)
    assert (found.value, found.low, found.high) == (0.5, None, None)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    draw = np.random.default_rng(7)
    held = 0
    for _ in range(200):
        found = figure(SHARE, binary(*(draw.random(80) < 0.7)))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 0.7 <= found.high
    assert 178 <= held <= 198  # 95 % of 200 is 190; four standard errors are 12


def test_the_same_records_give_the_same_interval() -> None:
    values = [at % 3 / 2 for at in range(50)]
    assert figure(SHARE, binary(*values)) == figure(SHARE, binary(*values))


def test_mcnemar_gives_the_values_of_the_tables() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 5) == 0.0625  # 2 / 2 ** 5
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)
    # Two-sided sign test with 2 of 12: 2 (1 + 12 + 66) / 4096.
    assert mcnemar(10, 2) == pytest.approx(158 / 4096)
    assert mcnemar(1400, 1400) == 1


def test_holm_multiplies_from_the_smallest_and_never_goes_down() -> None:
    assert holm([]) == ()
    assert holm([0.04]) == (0.04,)
    # Four hypotheses: 4 x .005, 3 x .01, then 2 x .03 which also holds the last, 1 x .04.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.9, 0.8]) == (1, 1)


def test_small_groups_are_pooled_last() -> None:
    records = [
        *(record(f"b{at}", "b") for at in range(10)),
        *(record(f"a{at}", "a") for at in range(9)),
        *(record(f"c{at}", "c") for at in range(2)),
    ]
    found = groups(records)
    assert list(found) == ["b", POOLED]
    assert [one.id for one in found[POOLED]] == [*(f"a{at}" for at in range(9)), "c0", "c1"]
    assert list(groups(records[:10])) == ["b"]


def test_a_case_about_two_documents_counts_in_both_and_once_in_the_pool() -> None:
    records = [
        *(record(f"a{at}", documents=("d1", "d2")) for at in range(6)),
        *(record(f"b{at}", documents=("d1",)) for at in range(6)),
        record("none"),
        record("c", documents=("d3", "d4")),
    ]
    found = by_document(records)
    assert [(name, len(them)) for name, them in found.items()] == [("d1", 12), (POOLED, 7)]


def test_a_large_suite_is_summed_up_in_a_moment() -> None:
    metrics = [Metric(name=f"m{at}", label="", definition="") for at in range(15)]
    records = [
        record(f"c{case}", **{one.name: Score(hits=case % 7 / 7) for one in metrics})
        for case in range(3000)
    ]
    start = time.process_time()
    for metric in metrics:
        figure(metric, records)
    assert time.process_time() - start < 6  # about a second on a machine that does nothing else
