"""Other values and slips of the hand, against examples worked by hand."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.robustness.typos import KINDS, swapped, without_accents, without_punctuation
from evals.robustness.values import Change, changed, other_value
from ingest import quantities

QUESTION = "Combien de lits l’hôpital de Saint-Elme a-t-il fermés en 2019, d’après le CTS 04 ?"


def altered(text: str, seed: int = 1) -> list[str | None]:
    return [other_value(one, text, Random(seed)) for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("947 fiches reçues", r"\d{3}"),
        ("un loyer de 1 390 € net", r"[1-9] \d\d0"),
        ("84 000 € par an", r"\d\d 000"),
        ("1,10 € pièce", r"\d,10"),
        ("64,8 millions d’euros", r"\d\d,8 millions"),
        ("le 16 décembre 2021", r"\d{1,2} décembre 2021"),
        ("le 1er novembre", r"\d{1,2} novembre"),
        ("dix-neuf jours", r"(?:dix|vingt|trente)-\w+"),
        ("Onze services", r"[A-Z]\w+"),
    ],
)
def test_another_value_keeps_its_form(text: str, form: str) -> None:
    for seed in range(30):
        (new,) = altered(text, seed)
        assert new is not None
        assert re.fullmatch(form, new), new
        assert f" {new}" not in f" {text}"


def test_hours_days_and_minutes_stay_possible() -> None:
    for seed in range(60):
        hour, minute = altered("à 14 h 30", seed)
        assert 2 <= int(hour or "") <= 23
        assert 0 < int(minute or "") < 60
        (day,) = altered("le 28 février", seed)
        assert 2 <= int((day or "").split()[0]) <= 28


@pytest.mark.parametrize("text", ["en 2020", "CTS 59", "le 2e collège", "1 médecin", "au 01"])
def test_what_places_a_text_is_left(text: str) -> None:
    assert altered(text) == [None]


def test_changes_are_made_each_at_its_place() -> None:
    changes = [Change(start=0, end=1, new="quatre"), Change(start=7, end=8, new="6")]
    assert changed("3 lits 5 jours", changes) == "quatre lits 6 jours"


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_changes_the_question_and_spares_its_figures(kind: str) -> None:
    slipped = KINDS[kind](QUESTION, Random(3))
    assert slipped != QUESTION
    assert re.findall(r"\d+", slipped) == ["2019", "04"]
    assert "CTS" in slipped


def test_slips_by_hand() -> None:
    assert without_accents("L’œuvre de l’hôpital", Random(1)) == "L’oeuvre de l’hopital"
    assert without_punctuation("Où, et quand ? 1.10", Random(1)) == "où et quand 1.10"
    assert sorted(swapped("mairie", Random(1))) == sorted("mairie")


@given(st.text(alphabet="abcdéèç’ 'ABC12,?", max_size=60), st.integers(0, 1000))
def test_any_slip_of_any_text_is_repeatable(text: str, seed: int) -> None:
    for slip in KINDS.values():
        assert slip(text, Random(seed)) == slip(text, Random(seed))
