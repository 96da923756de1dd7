"""Questions as a table for LibreOffice and Excel: one row a question, and back without loss.

Columns, in any order; case and accents of the headings do not matter, other columns are ignored
unless they look like one of these:

    identifiant, type, question       as in `evals.cases`
    a une réponse                     oui or non
    réponse attendue                  the reference answer
    fait clé 1, fait clé 2, ...       one fact each, its accepted forms split by |
    interdit 1, ...                   one wrong statement each, its forms split by |
    document 1, page 1, citation 1,   one piece of evidence for each number; `début` and `fin` are
    début 1, fin 1, ...               the ends of the span, where there is no quote
    question précédente 1,            the conversation before, oldest first
    réponse précédente 1, ...
    prémisse fausse                   oui or non (non when left out)
    famille de refus                  the stratum of an unanswerable question
    notes

The number may be left out of the first of a kind. Files are written in UTF-8 with a byte order
mark, with semicolons and every cell in quotes; read with semicolons, commas or tabs. A cell that a
spreadsheet would compute starts with an apostrophe, which reading takes away. Rows are numbered as
a spreadsheet does: the headings are row 1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.cases import Case, InvalidCases, Problem, parse_case
from evals.cells import (
    Unreadable,
    decoded,
    forms_cell,
    forms_of,
    guarded,
    number_of,
    truth_of,
    unguarded,
)
from evals.columns import (
    EVIDENCE,
    FACTS,
    HISTORY,
    LAST,
    REQUIRED,
    TEXTS,
    TRUTHS,
    Column,
    column_of,
    columns_of,
    heading,
)
from evals.fields import Fault, Fields
from evals.lines import Located, repeated

_BROKEN = "tableau mal formé après cette ligne : guillemet non fermé ou cellule trop longue."


def export_csv(cases: Sequence[Case], path: Path) -> None:
    """The cases as a table that `import_csv` reads back equal. Raises OSError."""
    rows = [dict(_cells(case)) for case in cases]
    columns: list[Column] = [(name, 0) for name in REQUIRED]
    for group in (*([name] for name in FACTS), [*EVIDENCE], [*HISTORY]):
        width = max([1, *(number for row in rows for name, number in row if name in group)])
        columns += [(name, number) for number in range(1, width + 1) for name in group]
    columns += [(name, 0) for name in LAST]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(heading(column) for column in columns)
        writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)


def _cells(case: Case) -> Iterator[tuple[Column, str]]:
    for name, key in TEXTS.items():
        yield (name, 0), getattr(case, key) or ""
    for name, key in TRUTHS.items():
        yield (name, 0), "oui" if getattr(case, key) else "non"
    for name, key in FACTS.items():
        for number, forms in enumerate(getattr(case, key), start=1):
            yield (name, number), forms_cell(forms)
    for number, gold in enumerate(case.evidence, start=1):
        start, end = gold.span or ("", "")
        told = [gold.doc, *map(str, (gold.page or "", gold.quote, start, end))]
        yield from (((name, number), one) for name, one in zip(EVIDENCE, told, strict=True))
    for number, turn in enumerate(case.history, start=1):
        exchange = (turn.question, turn.answer)
        yield from (((name, number), one) for name, one in zip(HISTORY, exchange, strict=True))


def import_csv(path: Path) -> tuple[Case, ...]:
    """The questions of a table, in its order; empty rows are skipped.

    Raises InvalidCases with every fault of every row and column, OSError when the file cannot be
    opened.
    """
    found: list[Located[Case]] = []
    faults: list[tuple[int, str]] = []
    line = 1
    try:
        table = _table(decoded(path.read_bytes()))
        columns = columns_of(next(table, []))
        for line, cells in enumerate(table, start=2):
            if any(cell.strip() for cell in cells):
                row = _Row(columns, cells)
                found.append(Located(path=path, line=line, value=row.case()))
                faults += [(line, one) for one in row.told()]
    except Unreadable as error:
        faults.append((1, str(error)))
    except csv.Error:
        faults.append((line, _BROKEN))
    if not found and not faults:
        faults.append((1, "aucune question ; écrivez une question par ligne, sous les en-têtes."))
    problems = [Problem(path=path, line=line, message=message) for line, message in faults]
    wrong = {line for line, _ in faults}
    problems += repeated([one for one in found if one.line not in wrong], "question")
    if problems:
        raise InvalidCases(sorted(problems, key=lambda one: one.line))
    return tuple(one.value for one in found)


def _table(text: str) -> Iterator[list[str]]:
    """The rows, split by the sign that makes the most headings known."""
    first = io.StringIO(text, newline="").readline()
    delimiter = max(";,\t", key=lambda sign: sum(map(bool, map(column_of, first.split(sign)))))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


class _Row:
    """A row as an object of `evals.cases`, with the column that each part of it comes from."""

    def __init__(self, columns: Sequence[Column | None], cells: Sequence[str]) -> None:
        self._faults: list[Fault] = []
        self._columns: dict[str, Column] = {}
        pairs = zip(columns, cells, strict=False)
        self._cells = {column: unguarded(cell) for column, cell in pairs if column and cell}
        if any(cell.strip() for cell in cells[len(columns) :]):
            text = "plus de cellules que d’en-têtes ; mettez le texte entre guillemets."
            self._faults.append(Fault(place="", text=text))

    def told(self) -> list[str]:
        """What is wrong, once a column."""
        shown: dict[str, str] = {}
        for one in self._faults:
            column = self._columns.get(one.place)
            name = heading(column) if column else one.place
            shown.setdefault(name, f"colonne « {name} » : {one.text}" if name else one.text)
        return list(shown.values())

    def case(self) -> Case:
        """The case of the row, meaningless when something is wrong."""
        raw: dict[str, Any] = {}
        for name, key in TEXTS.items():
            if name in REQUIRED or (name, 0) in self._cells:
                raw[key] = self._text(key, (name, 0))
        for name, key in TRUTHS.items():
            raw[key] = self._truth(key, (name, 0))
        for name, key in FACTS.items():
            raw[key] = [
                forms_of(self._text(f"{key}[{place}]", (name, number)))
                for place, number in self._numbered([name])
            ]
        raw["evidence"] = [
            self._evidence(f"evidence[{place}].", number)
            for place, number in self._numbered([*EVIDENCE])
        ]
        raw["history"] = [
            {
                key: self._text(f"history[{place}].{key}", (name, number))
                for name, key in HISTORY.items()
            }
            for place, number in self._numbered([*HISTORY])
        ]
        return parse_case(Fields(raw, self._faults))

    def _numbered(self, names: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The numbers under which one of these columns is filled, counted from 1."""
        return enumerate(sorted({number for name, number in self._cells if name in names}), 1)

    def _evidence(self, place: str, number: int) -> dict[str, Any]:
        told: dict[str, Any] = {
            "doc": self._text(f"{place}doc", ("document", number)),
            "page": self._number(f"{place}page", ("page", number)),
        }
        quote = self._text(f"{place}quote", ("citation", number))
        if quote:
            told["quote"] = quote
        start = self._number(f"{place}start", ("début", number))
        end = self._number(f"{place}span", ("fin", number))
        if start is not None or end is not None:
            told["span"] = [start or 0, end or 0]
        return told

    def _text(self, place: str, column: Column) -> str:
        self._columns[place] = column
        return self._cells.get(column, "")

    def _truth(self, place: str, column: Column) -> bool:
        cell = self._text(place, column)
        found = False if not cell and column[0] not in REQUIRED else truth_of(cell)
        if found is None:
            self._faults.append(Fault(place=place, text="écrivez oui ou non."))
        return bool(found)

    def _number(self, place: str, column: Column) -> int | None:
        cell = self._text(place, column)
        found = number_of(cell)
        if cell and found is None:
            self._faults.append(Fault(place=place, text="doit être un nombre entier."))
        return found
