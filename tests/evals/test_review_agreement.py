"""Cohen's kappa against tables worked by hand and the edges where it means nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from evals.review.agreement import Agreement, cohen, standard_error
from evals.ui.opinions import told

# J. Cohen 1960 as in every course: two readers of 50 grant proposals.
GRANTS = {("oui", "oui"): 20, ("oui", "non"): 5, ("non", "oui"): 10, ("non", "non"): 15}
# J. Fleiss, B. Levin, M. Paik, Statistical Methods for Rates and Proportions, 3rd ed., table 18.1.
DIAGNOSES = {
    ("psychose", "psychose"): 75,
    ("psychose", "névrose"): 1,
    ("psychose", "organique"): 4,
    ("névrose", "psychose"): 5,
    ("névrose", "névrose"): 4,
    ("névrose", "organique"): 1,
    ("organique", "organique"): 10,
}


def judged(table: Mapping[tuple[str, str], int]) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of two annotators, item by item, that make this table."""
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    return (
        {f"i{at}": first for at, (first, _) in enumerate(pairs)},
        {f"i{at}": second for at, (_, second) in enumerate(pairs)},
    )


def test_two_labels_by_hand() -> None:
    """po = 35/50; pe = 25/50 × 30/50 + 25/50 × 20/50 = .5; kappa = .2/.5."""
    found = cohen(*judged(GRANTS))
    assert found.n == 50
    assert found.observed == pytest.approx(0.7)
    assert found.expected == pytest.approx(0.5)
    assert found.kappa == pytest.approx(0.4)
    # As the package psych of R gives it: 0.15 0.40 0.65.
    assert (round(found.low or 0, 2), round(found.high or 0, 2)) == (0.15, 0.65)


def test_three_labels_as_the_textbook_works_them() -> None:
    """po = .89; pe = .8 × .8 + .1 × .05 + .1 × .15 = .66; kappa = .23/.34."""
    found = cohen(*judged(DIAGNOSES))
    assert found.observed == pytest.approx(0.89)
    assert found.expected == pytest.approx(0.66)
    kappa = 0.23 / 0.34
    assert found.kappa == pytest.approx(kappa)
    # The three terms of equation 18.13, written out.
    a = (
        0.75 * (1 - (0.80 + 0.80) * (1 - kappa)) ** 2
        + 0.04 * (1 - (0.10 + 0.05) * (1 - kappa)) ** 2
        + 0.10 * (1 - (0.10 + 0.15) * (1 - kappa)) ** 2
    )
    b = (1 - kappa) ** 2 * (
        0.01 * (0.80 + 0.10) ** 2
        + 0.04 * (0.80 + 0.10) ** 2
        + 0.05 * (0.05 + 0.80) ** 2
        + 0.01 * (0.05 + 0.10) ** 2
    )
    c = (kappa - 0.66 * (1 - kappa)) ** 2
    assert standard_error(Counter(DIAGNOSES), kappa, 0.66) == pytest.approx(
        (a + b - c) ** 0.5 / (0.34 * 10)
    )


def test_full_agreement_has_an_interval_that_few_items_do_not_close() -> None:
    """pe = .5; the exact lower bound of 10 out of 10 is .025^(1/10) = .6915; (.6915 - .5) / .5."""
    found = cohen(*judged({("oui", "oui"): 5, ("non", "non"): 5}))
    assert (found.kappa, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.383, abs=0.0005)


def test_full_disagreement_is_minus_one() -> None:
    found = cohen(*judged({("oui", "non"): 5, ("non", "oui"): 5}))
    assert (found.kappa, found.low) == (-1.0, None)


@pytest.mark.parametrize("second", [{}, {"autre": "oui"}])
def test_nothing_in_common_is_no_agreement_and_no_crash(second: dict[str, str]) -> None:
    nothing = Agreement(n=0, observed=None, expected=None, kappa=None, low=None, high=None)
    assert cohen({"un": "oui"}, second) == nothing


def test_one_same_label_to_everything_tells_nothing() -> None:
    found = cohen(*judged({("oui", "oui"): 12}))
    assert (found.n, found.observed, found.expected) == (12, 1.0, 1.0)
    assert (found.kappa, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize(
    "table",
    [
        {("oui", "oui"): 8, ("oui", "non"): 2},
        {("oui", "non"): 7},
    ],
)
def test_one_who_always_says_the_same_agrees_by_chance_only(
    table: Mapping[tuple[str, str], int],
) -> None:
    found = cohen(*judged(table))
    assert found.kappa == pytest.approx(0)
    assert (found.low, found.high) == (None, None)


def test_a_single_item_has_no_interval() -> None:
    found = cohen({"un": "oui"}, {"un": "non"})
    assert (found.n, found.kappa, found.low) == (1, 0.0, None)


def test_only_items_in_common_count_and_order_does_not() -> None:
    first, second = judged(GRANTS)
    shuffled = dict(reversed(list(second.items()))) | {"seul": "non"}
    assert cohen(first | {"à part": "oui"}, shuffled) == cohen(first, second)
    assert cohen(second, first).kappa == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("table", "told_so"),
    [
        (GRANTS, "50 avis en commun, les mêmes 35 fois ; **kappa de Cohen 0,400** (intervalle à "
                 "95 % : 0,151 à 0,649)."),
        ({("oui", "oui"): 12}, "kappa n’est pas défini"),
        ({("oui", "non"): 1}, "un seul avis en commun, les mêmes 0 fois ; **kappa de Cohen 0,000** "
                              "(sans intervalle)."),
        ({("oui", "oui"): 5, ("non", "non"): 5}, "l’intervalle n’est qu’indicatif"),
    ],
)  # fmt: skip
def test_the_agreement_is_told_with_what_it_does_not_prove(
    table: Mapping[tuple[str, str], int], told_so: str
) -> None:
    assert told_so in told(cohen(*judged(table)))
