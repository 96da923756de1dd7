"""Numbers of list items as office programs show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.labels import integer, shown
from ingest.readers.symbols import symbol

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "1", "12"),
        (0, "a", "0"),
        (1, "a", "a"),
        (26, "A", "Z"),
        (27, "a", "aa"),
        (28, "a", "ab"),
        (703, "a", "aaa"),
        (4, "i", "iv"),
        (49, "I", "XLIX"),
        (1990, "i", "mcmxc"),
        (4000, "i", "4000"),
        (-3, "I", "-3"),
        (5, "?", "5"),
    ],
)
def test_numbers_are_shown_in_their_form(number: int, form: str, text: str) -> None:
    assert shown(number, form) == text


@pytest.mark.parametrize(("number", "text"), [(1, "a"), (27, "aa"), (28, "bb"), (54, "bbb")])
def test_word_doubles_its_letters(number: int, text: str) -> None:
    assert shown(number, "a", doubled=True) == text


@given(st.integers(1, 3_999))
def test_a_roman_number_is_worth_what_it_shows(number: int) -> None:
    values = [_VALUES[letter] for letter in shown(number, "i")]
    after = [*values[1:], 0]
    signed = (-v if v < w else v for v, w in zip(values, after, strict=True))
    assert sum(signed) == number


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_letters_part_numbers(one: int, other: int) -> None:
    assert (shown(one, "a") == shown(other, "a")) == (one == other)


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), (" 4 ", 4), (None, 9), ("", 9), ("x", 9), ("1" * 5_000, 9)]
)
def test_what_is_no_number_is_passed_over(text: str | None, number: int) -> None:
    assert integer(text, 9) == number


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("wingdings 2", "0052", "☑"),
        ("Inconnue", "F041", "\uf041"),
        (None, "0", ""),
        ("Symbol", "-5", ""),
        ("Symbol", None, ""),
    ],
)
def test_symbols_become_characters(font: str | None, code: str | None, text: str) -> None:
    assert symbol(font, code) == text
