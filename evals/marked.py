"""What a command writes between two marks of a page that people wrote. Pure."""

from __future__ import annotations

from evals.suite import SuiteError


def placed(page: str, written: str, marks: tuple[str, str]) -> str:
    """`page` with `written` between its two marks. Raises SuiteError when they are not there."""
    before, start, rest = page.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (start and end):
        raise SuiteError(
            "La page ne dit pas où le tableau doit aller.",
            f"Écrivez-y ces deux lignes, dans cet ordre : {marks[0]} puis {marks[1]}",
        )
    return f"{before}{start}\n\n{written}\n{end}{after}"
