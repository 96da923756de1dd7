"""Headings that differ by a number stay; page marks go, also from documents of two pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.margins import without_margins
from ingest.model import Line, RawPage

_THEMES = ("accès", "métiers", "parcours", "prévention", "numérique", "usagers")
_POINTS = ("constat", "attente", "proposition", "calendrier", "moyen", "suivi")


def _body(number: int) -> list[Line]:
    """One paragraph that no other page has, set apart from what stands above it."""
    texts = [f"Le {point} des {_THEMES[number % 6]} a été débattu." for point in _POINTS]
    return [Line(text=t, size=10.0, paragraph=False if i else None) for i, t in enumerate(texts)]


def _pages(tops: Sequence[Line | None], feet: Sequence[Line | None]) -> list[RawPage]:
    return [
        RawPage(
            number=number,
            lines=tuple(line for line in (top, *_body(number), foot) if line is not None),
            reader="pdfium",
        )
        for number, (top, foot) in enumerate(zip(tops, feet, strict=True), 1)
    ]


def _small(texts: Sequence[str]) -> list[Line]:
    return [Line(text=text, size=8.0) for text in texts]


@pytest.mark.parametrize(
    "titles",
    [
        ["CTS 91", "CTS 92", "CTS 93", "CTS 94"],
        ["Atelier 1", "Atelier 2", "Atelier 3", "Atelier 4"],
        ["Fiche projet n° 1", "Fiche projet n° 2", "Fiche projet n° 3", "Fiche projet n° 4"],
        ["1. Partie numéro 1", "2. Partie numéro 2", "3. Partie numéro 3", "4. Partie numéro 4"],
        ["Volet 1/4", "Volet 2/4", "Volet 3/4", "Volet 4/4"],
    ],
)
def test_large_titles_that_differ_by_a_number_stay(titles: list[str]) -> None:
    tops = [Line(text=title, size=16.0, bold=True) for title in titles]
    kept, printed, _ = without_margins(_pages(tops, _small(["1/4", "2/4", "3/4", "4/4"])))
    assert [page.lines[0].text for page in kept] == titles
    assert printed == ("1", "2", "3", "4")


@pytest.mark.parametrize(
    "text", ["Question {}", "Fiche action n° {}", "Groupe de travail {}", "Bilan 202{}", "{} juin"]
)
def test_titles_of_the_size_of_the_text_that_number_something_stay(text: str) -> None:
    titles = [text.format(number) for number in range(1, 5)]
    tops = [Line(text=title, size=10.0) for title in titles]
    kept, _, _ = without_margins(_pages(tops, [None] * 4))
    assert [page.lines[0].text for page in kept] == titles


def test_a_title_of_the_size_of_the_text_stays_where_the_page_is_numbered_elsewhere() -> None:
    titles = [f"Territoire de la vallée {number}" for number in range(1, 5)]
    tops = [Line(text=title, size=10.0) for title in titles]
    kept, printed, _ = without_margins(_pages(tops, _small(["1", "2", "3", "4"])))
    assert [page.lines[0].text for page in kept] == titles
    assert printed == ("1", "2", "3", "4")


def test_lines_of_a_paragraph_that_differ_by_a_number_stay() -> None:
    pages = [
        RawPage(
            number=number,
            lines=(
                Line(text=f"Le conseil du {90 + number} demande un guichet.", size=10.0),
                Line(text=f"Il a compté les lits : {11 + number}", size=10.0, paragraph=False),
                *_body(number)[1:],
            ),
            reader="pdfium",
        )
        for number in range(1, 5)
    ]
    assert without_margins(pages)[0] == tuple(pages)


@pytest.mark.parametrize(
    "text",
    [
        "Enquête des usagers {}",
        "{} | Rapport 2021",
        "Avis du conseil – page {}/56 – juin 2020",
        "Conférence régionale\t{}\tjuin 2020",
    ],
)
def test_a_small_footer_with_the_number_of_the_page_goes(text: str) -> None:
    feet = _small([text.format(number + 4) for number in range(1, 5)])
    kept, printed, _ = without_margins(_pages([None] * 4, feet))
    assert [len(page.lines) for page in kept] == [6] * 4
    assert printed == ("5", "6", "7", "8")


def test_a_footer_apart_in_the_size_of_the_text_goes_even_where_one_page_is_full() -> None:
    feet = [
        Line(text=f"Avis du conseil {number}", size=10.0, paragraph=False if number == 2 else None)
        for number in range(1, 6)
    ]
    kept, printed, _ = without_margins(_pages([None] * 5, feet))
    assert [len(page.lines) for page in kept] == [6] * 5
    assert printed == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize("size", [8.0, 10.0])
def test_the_footer_of_a_document_of_two_pages_goes_and_numbers_them(size: float) -> None:
    feet = [
        Line(text=f"Conseil de la vallée – 14 mars 2023 page {n}/2", size=size, paragraph=True)
        for n in (1, 2)
    ]
    kept, printed, running = without_margins(_pages([None] * 2, feet))
    assert [len(page.lines) for page in kept] == [6, 6]
    assert printed == ("1", "2")
    assert len(running) == 1


def test_the_footer_of_a_document_of_one_page_goes() -> None:
    feet = _small(["Conseil de la vallée – page 1 sur 1"])
    assert without_margins(_pages([None], feet))[1] == ("1",)


def test_two_pages_of_an_extract_are_numbered_by_footers_that_go_on() -> None:
    feet = _small([f"Conseil de la vallée, p. {number}/30" for number in (12, 13)])
    kept, printed, _ = without_margins(_pages([None] * 2, feet))
    assert [len(page.lines) for page in kept] == [6, 6]
    assert printed == ("12", "13")


@pytest.mark.parametrize("text", ["Voir le tableau du rapport page 7/30", "Il cite la page 3/2"])
def test_a_page_that_a_sentence_names_is_no_footer(text: str) -> None:
    feet = [Line(text=text, size=10.0, paragraph=True), None]
    pages = _pages([None] * 2, feet)
    assert without_margins(pages)[0] == tuple(pages)
