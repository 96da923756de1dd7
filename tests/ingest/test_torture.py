"""Other people's damaged, odd and hostile files: each says something, none stops the run."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ingest import IngestError, Limits, identify, read

pytestmark = pytest.mark.slow

# Phrases of the list that are no text of the document: two paragraphs without a blank between
# them; a heading glued to the author, date and words of a comment; the running header.
NOT_IN_THE_TEXT = {
    "apache+tika/testWORD_2006ml.docx",
    "apache+tika/testODFwithOOo3.odt",
    "jsvine+pdfplumber/issue-67-example.pdf",
}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _cases(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "manifest.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def _outcome(path: Path, limits: Limits) -> tuple[str | None, str | None]:
    """The text, or the kind of the error."""
    try:
        return "\n".join(document.text for document in read(identify(path), limits)), None
    except IngestError as error:
        return None, error.kind if error.message and error.advice else "silent"


def _fault(case: dict[str, Any], text: str | None, kind: str | None) -> str | None:
    """What is wrong with an outcome, None when it is as the list says."""
    expected = case["expected"]
    if kind == "silent":
        return "an error without words"
    if expected == "clear-error":
        return None if kind else "text where an error was expected"
    if expected == "no-text":
        return None if kind == "no-text" else f"{kind}: not said to have no text"
    if expected != "text":
        return None
    if text is None:
        return f"{kind} where text was expected"
    wanted = [case.get("phrase"), *(case.get("must_find") or [])]
    plain = _plain(text)
    missing = [words for words in wanted if words and _plain(words) not in plain]
    if missing and case["path"] not in NOT_IN_THE_TEXT:
        return f"missing: {missing[0][:60]}"
    if len(re.sub(r"\s", "", text)) < (case.get("min_chars") or 0):
        return "too little text"
    found = [w for w in case.get("must_not_find") or [] if _plain(w) in plain]
    return f"should not be there: {found[0][:60]}" if found else None


def test_every_file_ends_as_the_list_says_within_its_bounds(shared: Path) -> None:
    folder = shared / "torture"
    if not (folder / "manifest.jsonl").is_file():
        pytest.skip("the torture files are not on this machine")
    limits = Limits(ocr_seconds=0)  # the list was made by readers of text
    faults = {}
    for case in _cases(folder):
        started = time.monotonic()
        text, kind = _outcome(folder / case["path"], limits)
        assert time.monotonic() - started < limits.seconds + 5, case["path"]
        if fault := _fault(case, text, kind):
            faults[case["path"]] = fault
    assert not faults
