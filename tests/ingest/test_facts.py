"""What a document tells about itself, with the words that show it; the rest stays unknown."""

from __future__ import annotations

import pytest

from ingest import Fact, facts, headings
from ingest.flow import Flow, flow
from ingest.model import Line, RawDocument, RawPage
from ingest.sections import build


def _flow(*lines: Line | str) -> Flow:
    made = tuple(
        line if isinstance(line, Line) else Line(text=line, paragraph=True) for line in lines
    )
    return flow([RawPage(number=1, lines=made, reader="x")], [None])


def _heading(text: str, level: int = 1) -> Line:
    return Line(text=text, level=level, paragraph=True)


def _values(found: dict[str, Fact]) -> dict[str, str]:
    return {name: fact.value for name, fact in found.items()}


def test_the_stated_title_tells_the_most() -> None:
    stated = "Compte rendu de la CRSA de Bretagne du 3 mars 2021"
    found = facts.find(_flow("Un texte."), stated, [], "fichier")
    assert _values(found) == {
        "title": stated,
        "body": "CRSA",
        "region": "Bretagne",
        "kind": "compte rendu",
        "date": "2021-03-03",
    }
    assert found["date"].evidence == "3 mars 2021"
    assert found["kind"].evidence == "Compte rendu"


def test_running_headers_and_headings_tell_where_there_is_no_title() -> None:
    made = _flow(_heading("Édito"), "Mot de la présidente.")
    found = facts.find(made, None, ["CRSA Grand Est – avis du 12/05/21"], "doc")
    assert _values(found) == {
        "title": "CRSA Grand Est – avis du 12/05/21",
        "body": "CRSA",
        "region": "Grand Est",
        "kind": "avis",
        "date": "2021-05-12",
    }


def test_what_the_document_does_not_tell_is_absent() -> None:
    found = facts.find(_flow("Un texte sans rien de tel."), None, [], "note_de_travail")
    assert _values(found) == {"title": "Note de travail"}
    assert found["title"].evidence == ""


@pytest.mark.parametrize(
    "stated", ["Microsoft Word - avis.docx", "Sans titre", "Sommaire", "avis", "avis-crsa_2020"]
)
def test_a_title_left_by_a_program_is_none(stated: str) -> None:
    made = _flow(_heading("Avis sur le projet régional de santé"), "Texte.")
    found = facts.find(made, stated, [], "avis crsa 2020")
    assert found["title"].value == "Avis sur le projet régional de santé"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Séance du 1er mars 2021", "2021-03-01"),
        ("Séance du 7/9/2020", "2020-09-07"),
        ("Version 2022-11-30", "2022-11-30"),
        ("Rapport de juin 2020", "2020-06"),
        ("Bilan de l’année 2019", "2019"),
        ("De mars 2020 au 5 mai 2021", "2021-05-05"),
        ("Séance du 45 mars 2021 ou du 10/13/2020", "2021"),
    ],
)
def test_dates_in_french_forms(text: str, date: str | None) -> None:
    found = facts.find(_flow(_heading(text)), None, [], "x")
    assert _values(found).get("date") == date


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Conseil territorial de santé des Ardennes", "CTS"),
        ("Avis de la CSDU des Hauts-de-France", "CSDU"),
        ("Commission spécialisée pour les prises en charge et accompagnements médico-sociaux",
         "CSAMS"),
        ("Conférence régionale de la santé et de l’autonomie", "CRSA"),
        ("Lettre de l’Agence régionale de santé", "ARS"),
        ("Conseil national de la refondation", "CNR"),
        ("Les bars et les cartes", None),
    ],
)  # fmt: skip
def test_bodies_by_name_or_acronym(text: str, body: str | None) -> None:
    assert _values(facts.find(_flow(_heading(text)), None, [], "x")).get("body") == body


def test_a_territory_tells_its_region_and_is_one_of_the_body_that_speaks() -> None:
    found = facts.find(_flow(_heading("Compte rendu du CTS de l’Eure")), None, [], "x")
    assert (_values(found)["territory"], _values(found)["region"]) == ("Eure", "Normandie")
    assert found["territory"].evidence == found["region"].evidence == "CTS de l’Eure"
    cited = _flow(_heading("Avis de la CRSA Normandie"), "Le CTS de l’Eure a été entendu.")
    assert "territory" not in facts.find(cited, None, [], "x")


def test_a_region_needs_to_lead_where_no_label_names_one() -> None:
    one = ["La Normandie agit.", "En Normandie, la CRSA.", "La Bretagne aussi."]
    assert _values(facts.find(_flow(*one), None, [], "x"))["region"] == "Normandie"
    assert "region" not in facts.find(_flow(*one, "En Bretagne encore."), None, [], "x")


def _sized(*rows: tuple[str, float, bool]) -> RawDocument:
    lines = tuple(Line(text=t, size=s, bold=b, paragraph=True) for t, s, b in rows)
    return RawDocument(pages=(RawPage(number=1, lines=lines, reader="pdfium"),))


BODY = "Le texte courant de la page est assez long pour donner la taille habituelle."


def test_larger_and_bolder_lines_are_headings_and_nest() -> None:
    raw = _sized(
        ("Rapport annuel", 18, True),
        (BODY, 10, False),
        ("Premier thème", 14, True),
        (BODY, 10, False),
        ("Un point", 10, True),
        (BODY, 10, False),
        ("Second thème", 14, True),
        (BODY, 10, False),
    )
    marked = headings.mark(raw)
    sections = build(flow(marked.pages, [None]))
    assert [section.title_path for section in sections] == [
        ("Rapport annuel",),
        ("Rapport annuel", "Premier thème"),
        ("Rapport annuel", "Premier thème", "Un point"),
        ("Rapport annuel", "Second thème"),
    ]
    for outer in sections:
        for inner in sections:
            assert not outer.start < inner.start < outer.end < inner.end


def test_lines_that_only_look_like_headings_are_text() -> None:
    raw = _sized(
        (BODY, 10, False),
        ("• un point en gras", 10, True),
        ("de la commission", 14, True),
        ("12", 20, True),
        ("NOM\tFonction", 10, True),
    )
    raw = RawDocument(
        pages=(
            RawPage(
                number=1,
                reader="pdfium",
                lines=tuple(
                    Line(text=ln.text, size=ln.size, bold=ln.bold, bullet=ln.text[0] == "•")
                    for ln in raw.pages[0].lines
                ),
            ),
        )
    )
    assert all(line.level is None for line in headings.mark(raw).pages[0].lines)


@pytest.mark.parametrize("text", ["Pilier 1 : les métiers", "Axe 2", "ANNEXE 3 – Sigles"])
def test_numbered_names_are_headings_in_text_without_sizes(text: str) -> None:
    lines = [Line(text=t, paragraph=True) for t in (BODY, text, BODY)]
    raw = RawDocument(pages=(RawPage(number=None, lines=tuple(lines), reader="text"),))
    assert [ln.level for ln in headings.mark(raw).pages[0].lines] == [None, 1, None]


def test_a_bookmark_marks_a_heading_over_its_lines_whatever_its_case() -> None:
    lines = (
        Line(text="PILIER 1 : TRANSFORMER LES MÉTIERS", size=10.0, paragraph=True),
        Line(text="ET REVALORISER", size=10.0, paragraph=False),
        Line(text=BODY, size=10.0, paragraph=True),
    )
    raw = RawDocument(
        pages=(RawPage(number=4, lines=lines, reader="pdfium"),),
        outline=((2, "Pilier 1 : Transformer les métiers et revaloriser", 4),),
    )
    marked = headings.mark(raw)
    assert [line.level for line in marked.pages[0].lines] == [2, 2, None]
    assert flow(marked.pages, [None]).text.startswith(
        "PILIER 1 : TRANSFORMER LES MÉTIERS ET REVALORISER\nLe texte"
    )
