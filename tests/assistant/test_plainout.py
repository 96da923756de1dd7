"""What a person reads in a terminal."""

from __future__ import annotations

import inspect
import re

import pytest

from assistant import checks, verify
from assistant.model import Reason, Verdict
from assistant.plainout import check_lines
from assistant.verify import ClaimCheck, Source, verify_claim


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
