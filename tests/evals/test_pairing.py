"""Two runs of the same cases, against exchanges that were counted by hand."""

from __future__ import annotations

import pytest

from evals.records import Metric, Record, Score
from evals.runs.pairing import Pairing, pair
from evals.runs.statistics import tally

SHARE = Metric(name="share", label="Part", definition="")
BALANCED = Metric(name="balanced", label="Équilibre", definition="", of=("yes", "no"))


def cases(*scores: tuple[float, int] | None) -> list[Record]:
    return [
        Record(
            id=f"c{at}",
            group="g",
            scores={"share": Score(hits=score[0], units=score[1])} if score else {},
        )
        for at, score in enumerate(scores)
    ]


def paired(before: list[Record], after: list[Record], metric: Metric = SHARE) -> Pairing:
    return pair(tally(metric, before), tally(metric, after))


def test_the_same_run_does_not_differ() -> None:
    same = cases((0.5, 1), (1, 1), (2, 3), None)
    found = paired(same, same)
    assert (found.delta, found.low, found.high, found.p) == (0, 0, 0, 1)
    assert found.changed == ()


def test_binary_scores_are_tested_by_the_cases_that_changed_sides() -> None:
    before = cases(*[(1, 1)] * 8, *[(0, 1)] * 2)
    after = cases(*[(0, 1)] * 7, (1, 1), (1, 1), (0, 1))
    found = paired(before, after)
    assert found.p == pytest.approx(18 / 256)  # 7 lost and 1 won: 2 (1 + 8) / 2 ** 8
    assert found.delta == pytest.approx(-0.6)
    assert found.changed == tuple(f"c{at}" for at in (*range(7), 8))


def test_few_changes_are_exchanged_in_every_way() -> None:
    # Gains of 1/2, 1/4 and 1/4: of the 8 ways, +++ and --- part the runs by as much.
    before = cases((0, 1), (0.25, 1), (0.25, 1), (1, 1))
    after = cases((0.5, 1), (0.5, 1), (0.5, 1), (1, 1))
    found = paired(before, after)
    assert found.p == 2 / 8
    assert found.delta == pytest.approx(0.25)
    # A loss of 1/4 and a gain of 1/2: all 4 ways part them by 1/4 at least.
    assert paired(cases((0.5, 1), (0, 1)), cases((0.25, 1), (0.5, 1))).p == 1


def test_shares_of_several_units_are_exchanged_with_their_units() -> None:
    # 1/4 + 1/1 = 2/5 before, 4/4 + 1/1 = 1 after; the one change has two ways, both as wide.
    found = paired(cases((1, 4), (1, 1)), cases((4, 4), (1, 1)))
    assert (found.delta, found.p) == (pytest.approx(0.6), 1)


def test_many_changes_are_drawn_and_come_close_to_the_exact_value() -> None:
    # 20 equal gains of 1/2: only 2 of the 2 ** 20 ways are as wide.
    before, after = cases(*[(0.25, 1)] * 20), cases(*[(0.75, 1)] * 20)
    found = paired(before, after)
    assert found.p is not None
    assert found.p < 0.001
    # 14 gains and 6 losses of 1/2: p = 2 P(X <= 6), X binomial(20, 1/2) = 0.1153.
    mixed = cases(*[(0.75, 1)] * 14, *[(0.25, 1)] * 6)
    level = cases(*[(0.25, 1)] * 14, *[(0.75, 1)] * 6)
    assert paired(level, mixed).p == pytest.approx(0.1153, abs=0.012)
    assert paired(level, mixed) == paired(level, mixed)


def test_a_run_with_nothing_to_count_is_not_tested() -> None:
    found = paired(cases(None, None), cases((1, 1), (1, 1)))
    assert found == Pairing(delta=None, low=None, high=None, p=None, changed=("c0", "c1"))


def test_a_score_that_comes_and_goes_is_exchanged_like_any_other() -> None:
    # Before 1/1, after 1/1 + 0/1: exchanged, the second case counts on the other side.
    found = paired(cases((1, 1), None), cases((1, 1), (0, 1)))
    assert (found.delta, found.p) == (-0.5, 1)


def test_a_mean_of_shares_is_exchanged_whole() -> None:
    def both(yes: tuple[int, ...], no: tuple[int, ...]) -> list[Record]:
        sides = {"yes": yes, "no": no}
        return [
            Record(id=f"{name}{at}", group="g", scores={name: Score(hits=value)})
            for name, values in sides.items()
            for at, value in enumerate(values)
        ]

    found = paired(both((1, 1), (1, 1)), both((0, 1), (0, 1)), BALANCED)
    # Each share loses 1/2; of the 4 ways, the two that set them together are as wide.
    assert (found.delta, found.p) == (-0.5, 0.5)
