"""What a person reads in a terminal."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from assistant import checks, verify
from assistant.model import Reason, Verdict
from assistant.plainout import check_lines, removal_lines
from assistant.ui import text
from assistant.verify import ClaimCheck, Source, verify_claim
from vectorstore import Removal


def test_a_verdict_is_explained_in_french() -> None:
    source = Source(n=1, text="La commission a rendu quinze avis en 2021.")
    lines = list(check_lines(verify_claim("La commission a rendu 12 avis en 2021.", [source])))
    assert lines == [
        "Contredit par le passage.",
        "    nombre : « 12 » dans l’affirmation, « quinze » dans le passage",
    ]


KINDS = re.findall(
    r'(?:Reason\(kind=|_groups\(|kind = )"(\w+)"',
    inspect.getsource(checks) + inspect.getsource(verify),
)


@pytest.mark.parametrize("kind", sorted({*KINDS, "number", "date"}))
def test_no_reason_is_named_in_english(kind: str) -> None:
    reason = Reason(kind=kind, claim="ceci", passage="")
    check = ClaimCheck(
        verdict=Verdict.UNSUPPORTED, supported_by=(), score=0.0, reasons=(reason,), evidence=()
    )
    _, line = check_lines(check)
    label, words = line.strip().split(" : ", 1)
    assert label not in {kind, "écart"} or kind == "date"
    assert words == "« ceci » dans l’affirmation, rien de tel dans le passage"


def test_what_a_removal_leaves_is_said_with_the_way_to_erase_it() -> None:
    removal = Removal(
        doc="avis",
        title="Avis",
        path="/corpus/avis.pdf",
        chunks=2,
        lexical_rows=2,
        vectors=2,
        versions=0,
        remaining=0,
    )
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    for said in (" ".join(removal_lines(removal)), " ".join(guide.split())):
        assert "conversations" in said
        assert f"« {text.FORGET} »" in said
