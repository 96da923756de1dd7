"""Tables that commands write between the marks of a page."""

from __future__ import annotations

import pytest

from evals.marked import placed
from evals.suite import SuiteError

START, END = MARKS = ("<!-- début -->", "<!-- fin -->")


def test_a_table_takes_its_place_in_a_page_again_and_again() -> None:
    page = f"Avant\n{START}\nancien\n{END}\nAprès\n"
    once = placed(page, "| neuf |\n", MARKS)
    assert once == f"Avant\n{START}\n\n| neuf |\n\n{END}\nAprès\n"
    assert placed(once, "| neuf |\n", MARKS) == once


@pytest.mark.parametrize("page", ["", START, END, f"{END}\n{START}"])
def test_a_page_without_its_marks_is_refused(page: str) -> None:
    with pytest.raises(SuiteError, match="le tableau doit aller") as refused:
        placed(page, "| neuf |", MARKS)
    assert START in refused.value.advice
