"""Facts of whole documents against labels that people wrote: the sample corpus, the real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest import Document, fold, identify, read

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent / "labels"
SAMPLE = Path(__file__).parents[2] / "evals" / "sample" / "documents"
FACTS = ("title", "body", "region", "territory", "kind", "date")
KINDS = {
    "synthesis": "synthèse",
    "contribution": "contribution",
    "restitution": "restitution",
    "minutes": "compte rendu",
    "report": "rapport",
}


def _labels(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _wrong(found: Document, label: dict[str, Any]) -> list[str]:
    """The facts that are not as labelled; a date may tell the day of a labelled month."""
    wrong = []
    for name in FACTS:
        value, wanted = found.fact(name), label[name]
        same = value == wanted or (value and wanted and _plain(value) == _plain(wanted))
        if name == "date" and value and wanted:
            same = value.startswith(wanted)
        if not same:
            wrong.append(f"{found.id}: {name} {value!r}, not {wanted!r}")
    return wrong


@pytest.mark.parametrize("label", _labels("facts-sample.jsonl"), ids=lambda label: label["doc"])
def test_facts_of_the_sample_corpus_are_right(label: dict[str, Any]) -> None:
    (path,) = SAMPLE.glob(f"{label['doc']}.*")
    (found,) = read(identify(path))
    assert _wrong(found, label) == []
    assert all(fact.evidence for fact in found.facts.values())


@pytest.mark.model
@pytest.mark.parametrize("label", _labels("facts.jsonl"), ids=lambda label: label["doc"])
def test_facts_of_the_real_corpus_are_right(shared: Path, label: dict[str, Any]) -> None:
    """Bodies are told by their acronym; the title is judged where one is printed in the text."""
    path = next((shared / "corpus").glob(f"[pd]*/{label['doc']}.*"))
    (found,) = read(identify(path))
    bodies = [label["body"], *label["body_alternatives"]]
    if label["body"] is None:
        assert found.fact("body") is None
    else:
        assert any(f"{found.fact('body')}" in (body or "") for body in bodies)
    assert found.fact("region") == label["region"]
    assert found.fact("territory") == label["territory"]
    kinds = [label["kind"], *label["kind_alternatives"]]
    assert found.fact("kind") in {KINDS[kind] for kind in kinds}
    assert found.fact("date") in [label["date"], *label["date_alternatives"]]
    if label["title"] and isinstance(label["title"][0], list):
        text = (shared / "corpus" / "texts" / f"{label['doc']}.txt").read_bytes().decode()
        title = " ".join(text[start:end] for start, end in label["title"])
        assert _plain(found.title) == _plain(title)
