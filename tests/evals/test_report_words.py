"""Numbers and texts of the page, one by one."""

from __future__ import annotations

import pytest

from evals.htmlreport import charts, wording
from evals.htmlreport.safe import clipped, compared, markdown, visible
from evals.runs.statistics import Figure


def figure(
    value: float | None = 0.5,
    low: float | None = 0.25,
    high: float | None = 0.75,
    n: int = 12,
    units: int = 12,
) -> Figure:
    return Figure(value=value, low=low, high=high, n=n, units=units)


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (0.0, 1, "0,0"),
        (1234567.0, 0, "1\u202f234\u202f567"),
        (-2.25, 1, "\u22122,2"),
        (-0.04, 1, "0,0"),
        (99.96, 1, "100,0"),
    ],
)
def test_numbers_are_french(number: float, digits: int, text: str) -> None:
    assert wording.decimal(number, digits) == text


@pytest.mark.parametrize(
    ("number", "share", "text"),
    [
        (0.469, True, "46,9\u00a0%"),
        (1.0, True, "100,0\u00a0%"),
        (924.4, False, "924"),
        (3.0, False, "3"),
        (3.14159, False, "3,14"),
    ],
)
def test_a_share_is_a_percentage_and_a_count_is_not(number: float, share: bool, text: str) -> None:
    assert wording.amount(number, share) == text


def test_no_figure_comes_without_its_interval_and_its_sample() -> None:
    assert wording.full(figure(), True) == "50,0\u00a0% (25,0 à 75,0\u00a0%\u202f; 12\u00a0cas)"
    assert wording.full(figure(units=30), True).endswith("12\u00a0cas, 30\u00a0éléments)")


def test_a_figure_says_why_it_has_no_interval() -> None:
    assert wording.interval(figure(low=None, high=None, n=1), True) == "un seul cas"
    assert wording.interval(figure(low=None, high=None), True) == "sans intervalle"
    assert wording.full(figure(value=None, low=None, high=None, n=0), True) == "—"


@pytest.mark.parametrize(
    ("delta", "share", "text"),
    [
        (0.031, True, "+3,1\u00a0points"),
        (-0.01, True, "\u22121,0\u00a0point"),
        (0.0, True, "0,0\u00a0point"),
        (-0.0004, True, "0,0\u00a0point"),
        (-12.5, False, "\u221212,50"),
    ],
)
def test_a_difference_of_shares_is_in_points_with_its_sign(
    delta: float, share: bool, text: str
) -> None:
    assert wording.change(delta, share) == text


def test_small_probabilities_are_bounded_not_rounded_to_nothing() -> None:
    assert wording.probability(0.0004) == "p < 0,001"
    assert wording.probability(0.0349) == "p = 0,035"


def test_durations_choose_their_unit() -> None:
    assert wording.duration(12.5) == "13\u00a0ms"
    assert wording.duration(1500) == "1,5\u00a0s"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a⟦U+0000⟧b"),
        ("un\u202eesrevni", "un⟦U+202E⟧esrevni"),
        ("moitié \ud83d seule", "moitié ⟦U+D83D⟧ seule"),
        ("ligne\r\nsuite\tet\nfin", "ligne\nsuite\tet\nfin"),
        ("l’été 😀 3\u202f000", "l’été 😀 3\u202f000"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    visible(text).encode("utf-8")


def test_a_cut_text_says_what_it_lost() -> None:
    assert clipped("abcdef", 6) == "abcdef"
    assert clipped("abcdefg", 4) == "abcd […] (3 caractères de plus)"


def test_markdown_keeps_lists_and_emphasis() -> None:
    shown = markdown("- **un** [1]\n- deux")
    assert shown == "<ul>\n<li><strong>un</strong> [1]</li>\n<li>deux</li>\n</ul>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![espion](https://exemple.test/p.png)",
        "[clic](javascript:alert(1))",
        "<https://exemple.test>",
        "[1]: https://exemple.test\n\nvoir [1]",
    ],
)
def test_markdown_makes_no_live_element(text: str) -> None:
    shown = markdown(text)
    assert not any(tag in shown for tag in ("<script", "<img", "<a ", "href=", 'src=x">'))
    assert "alert" in shown or "exemple.test" in shown, "the words themselves are kept"


def test_a_heading_of_an_answer_is_no_heading_of_the_page() -> None:
    assert markdown("# Titre") == "<p><strong>Titre</strong></p>\n"


def test_an_edit_shows_what_left_and_what_came() -> None:
    before, after = compared("il y a 12 lits", "il n’y a 17 lits")
    assert before == "il y a <del>12</del> lits"
    assert after == "il <ins>n’</ins>y a <ins>17</ins> lits"


def test_an_edit_escapes_its_words() -> None:
    before, after = compared("<b>a", "<i>a")
    assert before == "&lt;<del>b</del>&gt;a"
    assert after == "&lt;<ins>i</ins>&gt;a"


def test_a_figure_is_drawn_where_it_stands() -> None:
    drawn = charts.row(figure())
    assert 'cx="128.0"' in drawn, "half of 240, after an edge of 8"
    assert "M68.0 11H188.0" in drawn, "from a quarter to three quarters"
    assert "then" not in drawn


def test_a_baseline_is_drawn_below_and_nothing_for_no_value() -> None:
    nothing = figure(value=None, low=None, high=None, n=0)
    assert "now" not in charts.row(nothing)
    both = charts.row(figure(), figure(value=0.0, low=None, high=None))
    assert 'class="then dot" d="M8.0 20' in both


def test_drawings_are_hidden_from_screen_readers_and_take_no_focus() -> None:
    for drawn in (charts.axis(), charts.row(figure())):
        assert drawn.startswith('<svg class="chart"')
        assert 'aria-hidden="true" focusable="false"' in drawn
