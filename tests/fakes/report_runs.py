"""Runs made of values, for what shows or reads a run without measuring anything."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.records import Metric, Record, Score
from evals.runs.model import Run, SuiteInfo, SuiteRun

SAMPLE_QUESTIONS = Path(__file__).resolve().parents[2] / "evals" / "sample" / "questions.jsonl"

TYPES = {
    "factoid": "Fait précis",
    "list": "Liste",
    "explanatory": "Explication",
    "cross-document": "Plusieurs documents",
    "attribution": "Attribution",
    "attendance": "Présences",
    "follow-up": "Question de suite",
    "unanswerable": "Sans réponse",
}

WHOLE = Metric(
    name="whole",
    label="Réponse juste et entièrement prouvée",
    definition="Tous les faits attendus, toutes les phrases prouvées, rien d’interdit.",
)
CITED = Metric(
    name="cited",
    label="Preuves citées",
    definition="Part des citations de référence qu’une citation de la réponse recouvre.",
)
ON_PAGE = Metric(
    name="on_page",
    label="Citations sur leur page",
    definition="Part des citations dont les mots sont à la page citée.",
)
FORBIDDEN = Metric(
    name="forbidden",
    label="Affirmations interdites",
    definition="Part des réponses qui disent ce qu’elles ne doivent pas dire.",
    better=-1,
)
LENGTH = Metric(
    name="length",
    label="Longueur de la réponse",
    definition="Caractères visibles.",
    better=0,
)
METRICS = (WHOLE, CITED, ON_PAGE, FORBIDDEN, LENGTH)


def record(
    id: str,
    *,
    group: str = "Fait précis",
    documents: tuple[str, ...] = (),
    errors: tuple[str, ...] = (),
    detail: Mapping[str, Any] | None = None,
    **scores: float | tuple[float, int],
) -> Record:
    """A record with `name=hits` or `name=(hits, units)`."""
    return Record(
        id=id,
        group=group,
        documents=documents,
        errors=errors,
        detail=detail or {},
        scores={
            name: Score(hits=one[0], units=one[1]) if isinstance(one, tuple) else Score(hits=one)
            for name, one in scores.items()
        },
    )


def suite(
    *records: Record,
    name: str = "sample",
    title: str = "Corpus d’exemple",
    metrics: tuple[Metric, ...] = METRICS,
    times: Mapping[str, int] | None = None,
) -> SuiteRun:
    info = SuiteInfo(
        name=name,
        title=title,
        metrics=metrics,
        fingerprint="c0ffee" * 5,
        documents="d0c5" * 8,
        corpus="1de8" * 8,
        cases=tuple(one.id for one in records),
    )
    return SuiteRun(info=info, records=records, times=times or {})


def run(*suites: SuiteRun, folder: str = "essai") -> Run:
    return Run(
        folder=Path("/nowhere") / folder,
        engine="extractive",
        model=None,
        seed=20201,
        settings={"lexical_weight": 1.0, "dense_weight": 0, "search": {"k": 50}, "ocr": False},
        versions={"assistant-crsa": "0.1.0", "chromadb": "1.5.9", "python": "3.11.9"},
        suites=suites,
    )


def sample_run(*, folder: str = "essai", seed: int = 1, strength: float = 0.5) -> Run:
    """Two suites as large as real ones: the sample questions with scores by lot, and claims."""
    chance = random.Random(seed)
    lines = SAMPLE_QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [_question(json.loads(line), chance, strength) for line in lines]
    claims = [_claim(json.loads(line), chance, strength) for line in lines]
    times = {one.id: chance.randrange(60, 400) for one in questions}
    gate = (
        Metric(
            name="caught", label="Altérations arrêtées", definition="Verdict autre que prouvée."
        ),
        Metric(name="kept", label="Phrases vraies gardées", definition="Verdict prouvée."),
        Metric(
            name="balanced",
            label="Exactitude équilibrée",
            definition="Moyenne des deux mesures précédentes.",
            of=("caught", "kept"),
        ),
    )
    return run(
        suite(*questions, times=times),
        suite(*claims, name="mutations", title="Altérations du corpus d’exemple", metrics=gate),
        folder=folder,
    )


def _question(case: Mapping[str, Any], chance: random.Random, strength: float) -> Record:
    evidence = case["evidence"]
    found = [chance.random() < strength for _ in evidence]
    quotes = [one["quote"] for one in evidence]
    on_page = [chance.random() < 0.97 for _ in quotes]
    crashed = chance.random() < 0.01
    scores: dict[str, float | tuple[float, int]] = {
        "whole": float(bool(found) and all(found)),
        "forbidden": float(chance.random() < 0.05),
        "length": chance.randrange(200, 1600),
    }
    if evidence:
        scores["cited"] = sum(found) / len(found)
        scores["on_page"] = (sum(on_page), len(on_page))
    return record(
        case["id"],
        group=TYPES[case["type"]],
        documents=tuple(dict.fromkeys(one["doc"] for one in evidence)),
        errors=("citations : ValueError: page 12 au-delà de la dernière",) if crashed else (),
        detail={
            "question": case["question"],
            "history": case["history"],
            "expected": case["answer"],
            "answer": "\n\n".join(f"- {quote} [{n}]" for n, quote in enumerate(quotes, 1)),
            "abstained": not quotes,
            "reason": None if quotes else "Aucun passage du corpus ne répond à cette question.",
            "evidence": [
                {"doc": one["doc"], "page": one.get("page"), "quote": one["quote"], "cited": here}
                for one, here in zip(evidence, found, strict=True)
            ],
            "citations": [
                {
                    "doc": one["doc"],
                    "page_start": one.get("page"),
                    "page_end": one.get("page"),
                    "quote": one["quote"],
                    "on_page": here,
                }
                for one, here in zip(evidence, on_page, strict=True)
            ],
        },
        **scores,
    )


def _claim(case: Mapping[str, Any], chance: random.Random, strength: float) -> Record:
    quote = case["evidence"][0]["quote"] if case["evidence"] else case["answer"]
    doc = case["evidence"][0]["doc"] if case["evidence"] else "sans-document"
    altered = chance.random() < 0.6
    right = float(chance.random() < 0.4 + strength / 2)
    after = quote.replace("a ", "n’a pas ", 1).replace("1", "7", 1) if altered else quote
    supported = right != altered
    return record(
        case["id"],
        group="nombre" if altered else "proposition déplacée",
        documents=(doc,),
        detail={
            "claim": after,
            "passages": [{"n": 1, "doc": doc, "text": quote}],
            "label": "contradicted" if altered else "supported",
            "verdict": "supported" if supported else "contradicted",
            "reasons": [] if supported else [{"kind": "number", "claim": "7", "passage": "1"}],
            "edit": {"kind": "nombre", "before": quote, "after": after},
        },
        **({"caught": right} if altered else {"kept": right}),
    )
