"""Questions as a table: what spreadsheets write is read, and nothing is lost on the way."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.cases import Case, Evidence, Exchange, load_cases, write_cases
from evals.problems import InvalidCases
from evals.spreadsheet import export_csv, import_csv

SAMPLE = Path(__file__).resolve().parents[2] / "evals" / "sample" / "questions.jsonl"

HEAD = "identifiant;type;question;a une réponse;réponse attendue;fait clé 1"
ROW = "q-1;factoid;Combien ?;oui;Douze.;12 | douze"

CASE = Case(
    id="q-1",
    type="factoid",
    question="Combien ?",
    answerable=True,
    answer="Douze.",
    key_facts=(("12", "douze"),),
    evidence=(),
)


def table(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "questions.csv"
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def problems(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(InvalidCases) as caught:
        import_csv(path)
    return [(one.line, one.message) for one in caught.value.problems]


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [text.replace(";", delimiter) for text in (HEAD, ROW)]
    assert import_csv(table(tmp_path, *rows, encoding=encoding)) == (CASE,)


def test_headings_need_neither_case_nor_accents_nor_order_nor_the_first_number(
    tmp_path: Path,
) -> None:
    head = "RELECTEUR;Fait cle;Reponse attendue;A UNE REPONSE;Question;Type;Identifiant;Interdit 2"
    row = "moi;12|douze;Douze.;VRAI;Combien ?;factoid;q-1;"
    assert import_csv(table(tmp_path, head, row)) == (CASE,)


def test_every_column_is_read(tmp_path: Path) -> None:
    head = (
        f"{HEAD};fait clé 3;interdit 1;document 1;page 1;citation 1;document 2;page 2;début 2;"
        "fin 2;question précédente 1;réponse précédente 1;prémisse fausse;famille de refus;notes"
    )
    quote = '"douze réunions,\r\n« publiques » ; et ""ouvertes"""'
    row = f"{ROW};été;13 |;cr-2021;3;{quote};note;;5;20;Et avant ?;Rien.;oui;hors sujet;à revoir"
    assert import_csv(table(tmp_path, head, row)) == (
        Case(
            id="q-1",
            type="factoid",
            question="Combien ?",
            answerable=True,
            answer="Douze.",
            key_facts=(("12", "douze"), ("été",)),
            evidence=(
                Evidence(
                    doc="cr-2021",
                    quote='douze réunions,\r\n« publiques » ; et "ouvertes"',
                    page=3,
                ),
                Evidence(doc="note", quote="", span=(5, 20)),
            ),
            history=(Exchange(question="Et avant ?", answer="Rien."),),
            forbidden=(("13",),),
            false_premise=True,
            stratum="hors sujet",
            notes="à revoir",
        ),
    )


def test_empty_rows_are_skipped_and_rows_are_numbered_as_on_screen(tmp_path: Path) -> None:
    two_lines = 'q-1;factoid;"Combien\nde réunions ?";oui;Douze.;12'
    path = table(tmp_path, HEAD, two_lines, ";;;;;", "", "q-2;factoid;;oui;Douze.;12")
    assert problems(path) == [(5, "colonne « question » : est vide.")]


def test_every_fault_of_every_row_names_its_column(tmp_path: Path) -> None:
    head = f"{HEAD};fait clé 4;document 2;page 2;début 2;fin 2;citation 3;question précédente 2"
    found = problems(
        table(
            tmp_path,
            head,
            "q-1;factoid;Combien ?;peut-être;Douze.;12;…;;;;;;",
            "q-2;factoid;Combien ?;oui;Douze.;12;;cr;deux;9;4;;",
            "q-3;;Combien ?;oui;Douze.;12;;;;;;douze réunions;",
            "q-4;factoid;Combien ?;oui;Douze.;12;;cr;0;;;;;en trop",
        )
    )
    assert found == [
        (2, "colonne « a une réponse » : écrivez oui ou non."),
        (2, "colonne « fait clé 4 » : a une forme sans aucun mot ; écrivez un mot ou un nombre."),
        (3, "colonne « page 2 » : doit être un nombre entier."),
        (3, "colonne « fin 2 » : doit être [début, fin], en caractères, avec début < fin."),
        (4, "colonne « type » : est vide."),
        (4, "colonne « document 3 » : est vide."),
        (5, "plus de cellules que d’en-têtes ; mettez le texte entre guillemets."),
        (5, "colonne « citation 2 » : manque."),
        (5, "colonne « page 2 » : doit être au moins 1."),
    ]


def test_an_id_used_twice_names_both_rows(tmp_path: Path) -> None:
    ((line, told),) = problems(table(tmp_path, HEAD, ROW, "", ROW))
    assert line == 4
    assert "« q-1 » sert déjà à la ligne 2" in told


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "la colonne « identifiant » manque."),
        ([HEAD], "aucune question ;"),
        ([HEAD.replace("a une réponse;", "")], "la colonne « a une réponse » manque."),
        ([f"{HEAD};faits clés 2", ROW], "« faits clés 2 » est inconnue ; écrivez « fait clé »."),
        ([f"{HEAD};fait clé", ROW], "la colonne « fait clé 1 » est là deux fois."),
        ([HEAD, 'q-1;factoid;"Combien ?;oui;Douze.;12'], "guillemet non fermé"),
        ([HEAD, f"q-1;factoid;{'a' * 140_000};oui;Douze.;12"], "cellule trop longue"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, rows: list[str], message: str) -> None:
    ((line, told),) = [one for one in problems(table(tmp_path, *rows)) if message in one[1]]
    assert line == 1, told


def test_an_old_encoding_is_read_only_when_it_cannot_be_another(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD, ROW, encoding="mac_roman")
    assert "« Enregistrer sous », puis « CSV UTF-8 »" in problems(path)[0][1]


def test_a_workbook_is_sent_back_to_be_saved_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    path.write_bytes(b"PK\x03\x04 and the rest")
    assert problems(path) == [
        (1, "ce fichier est un classeur ; enregistrez la feuille en « CSV UTF-8 ».")
    ]


FORMULAS = ["=1+1", "+33 1", "-5 %", "@SUM(A1)", " =1", "'=1", "\t=cmd|' /C calc'!A0", "＝1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_as_a_formula_and_none_is_changed(tmp_path: Path, text: str) -> None:
    case = Case(
        id=text,
        type=text,
        question=text,
        answerable=True,
        answer=text,
        key_facts=((text, text), (text,)),
        evidence=(Evidence(doc=text, quote=text),),
        history=(Exchange(question=text, answer=text),),
        notes=text,
    )
    path = tmp_path / "questions.csv"
    export_csv([case], path)
    assert {cell[0] for cell in cells(path)[1] if cell} <= {"'", "o", "n", "\\"}
    assert import_csv(path) == (case,)


def test_a_form_that_a_spreadsheet_would_take_for_a_number_or_a_date_has_a_bar(
    tmp_path: Path,
) -> None:
    case = Case(
        id="q-1",
        type="factoid",
        question="Combien ?",
        answerable=True,
        answer="1,10 €.",
        key_facts=(("1,10",), ("16 décembre",), ("Clairval",)),
        evidence=(),
    )
    path = tmp_path / "questions.csv"
    export_csv([case], path)
    head, row = cells(path)
    shown = dict(zip(head, row, strict=True))
    assert [shown[f"fait clé {n}"] for n in (1, 2, 3)] == ["1,10 |", "16 décembre |", "Clairval"]
    assert shown["a une réponse"] == "oui"


def test_the_file_starts_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    export_csv([CASE], path)
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"identifiant";"type"')


def test_the_sample_questions_survive_the_table(tmp_path: Path) -> None:
    cases = load_cases(SAMPLE)
    export_csv(cases, tmp_path / "questions.csv")
    assert import_csv(tmp_path / "questions.csv") == cases


ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("|\\=\n\r'\";,\t "))
TEXT = ANY.map(lambda text: f"{text}a") | ANY.map(lambda text: f"a{text}")
FORMS = st.lists(st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
SPAN = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda ends: (ends[0], sum(ends)))
PAGE = st.none() | st.integers(1, 999)
GOLD = st.builds(Evidence, doc=TEXT, quote=TEXT, page=PAGE, span=st.none() | SPAN) | st.builds(
    Evidence, doc=TEXT, quote=st.just(""), page=PAGE, span=SPAN
)


@st.composite
def suites(draw: st.DrawFn) -> list[Case]:
    """Cases that a file may hold: distinct ids, something to measure."""
    return [
        Case(
            id=id_,
            type=draw(TEXT),
            question=draw(TEXT),
            answerable=draw(st.booleans()),
            answer=draw(ANY),
            key_facts=((draw(TEXT),), *draw(FORMS)),
            evidence=tuple(draw(st.lists(GOLD, max_size=2))),
            history=tuple(
                draw(st.lists(st.builds(Exchange, question=TEXT, answer=ANY), max_size=2))
            ),
            forbidden=draw(FORMS),
            false_premise=draw(st.booleans()),
            stratum=draw(st.none() | TEXT.map(lambda text: f"{text} x")),
            notes=draw(ANY),
        )
        for id_ in draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(suites())
def test_cases_are_the_same_after_a_table_and_after_a_file(
    tmp_path: Path, cases: list[Case]
) -> None:
    export_csv(cases, tmp_path / "cases.csv")
    assert import_csv(tmp_path / "cases.csv") == tuple(cases)
    write_cases(cases, tmp_path / "cases.jsonl")
    assert load_cases(tmp_path / "cases.jsonl") == tuple(cases)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60) | st.text("\"';,|\\\n\r\t é=ouin1", max_size=60).map(str.encode),
    st.sampled_from([b"", HEAD.encode() + b"\n", HEAD.encode() + b"\nq-1;"]),
)
def test_whatever_a_file_holds_it_gives_cases_or_french_problems(
    tmp_path: Path, data: bytes, before: bytes
) -> None:
    (tmp_path / "any.csv").write_bytes(before + data)
    (tmp_path / "any.jsonl").write_bytes(data)
    with contextlib.suppress(InvalidCases):
        import_csv(tmp_path / "any.csv")
    with contextlib.suppress(InvalidCases):
        load_cases(tmp_path / "any.jsonl")
