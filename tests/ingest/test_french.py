"""French rules: folding, elision, stems, sentences, numbers and dates."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import fold, quantities, sentences, stems, words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("L’hôpital", "l'hopital"),
        ("Œuvres d’Évreux", "oeuvres d'evreux"),
        ("1\u00a0250\u202fhabitants", "1 250 habitants"),
    ],
)
def test_typography_does_not_matter(left: str, right: str) -> None:
    assert fold(left) == fold(right)
    assert words(left) == words(right)


def test_elided_words_are_left_out_but_initials_are_not() -> None:
    assert words("Qu’on l’aide, jusqu’à d’autres") == ["on", "aide", "a", "autres"]
    assert words("la vitamine D et le groupe C") == "la vitamine d et le groupe c".split()


def test_a_grouped_number_is_one_word() -> None:
    assert words("1 250 places, 12,5 %") == ["1250", "places", "12.5"]
    assert words("en 2020 300 personnes") == ["en", "2020", "300", "personnes"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("les établissements médico-sociaux", "l'etablissement medico social"),
        ("évaluations régionales", "evaluation regionale"),
        ("normande", "normandes"),
    ],
)
def test_forms_of_a_word_share_their_stem(left: str, right: str) -> None:
    assert stems(left) == stems(right)


def test_stop_words_carry_no_stem() -> None:
    assert stems("Quelles sont les, de la et pour qui ?") == []


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_sentences_end_at_points_and_lines_but_not_at_abbreviations() -> None:
    text = "M. Durand, selon Mme A. Petit, refuse (art. 5). « Oui. » Et 3 autres.\n• un ;\n• deux."
    assert cut(text) == [
        "M. Durand, selon Mme A. Petit, refuse (art. 5).",
        "« Oui. »",
        "Et 3 autres.",
        "• un ;",
        "• deux.",
    ]


@pytest.mark.parametrize("blank", ["\x1f", "\x0b \x1c", "\u2003"])
def test_blanks_of_every_kind_are_no_sentence(blank: str) -> None:
    assert sentences(blank) == []
    assert cut(f"{blank}Oui.{blank}") == ["Oui."]


@given(st.text(alphabet="aB1 .!?\n«»\u00a0é", max_size=80))
def test_sentence_spans_are_ordered_disjoint_and_lose_nothing(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5 % des avis", ("percent", 12.5, "%")),
        ("douze pour cent", ("percent", 12, "%")),
        ("1 250 agents", ("number", 1250, "agents")),
        ("une dizaine de lits", ("number", 10, "lits")),
        ("1,5 million d’euros", ("money", 1_500_000, "€")),
        ("3 M€", ("money", 3_000_000, "€")),
        ("quatre-vingt-cinq communes", ("number", 85, "communes")),
        ("deux mille trois cents euros", ("money", 2300, "€")),
        ("le 1er mars 2021", ("date", 20210301, "")),
        ("le 20/06", ("date", 620, "")),
        ("en 2022", ("year", 2022, "")),
        ("la 2e vague", ("ordinal", 2, "vague")),
        ("la CTS 76", ("label", 76, "")),
        ("à l’article 51", ("label", 51, "")),
        ("soixante-dix-huit ans", ("number", 78, "an")),
    ],
)
def test_one_quantity(text: str, expected: tuple[str, float, str]) -> None:
    [found] = quantities(text)
    assert (found.kind, found.value, found.unit) == expected


@given(st.text(alphabet="un deux mille cent 12 3,%€janvier.é\u00a0", max_size=60))
def test_quantities_never_overlap_nor_fail(text: str) -> None:
    found = quantities(text)
    assert all(q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
