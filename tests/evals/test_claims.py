"""Claims and drafts: what is read, and what a person is told when a line is wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.claims import (
    ClaimCase,
    DraftCase,
    DraftPassage,
    DraftSentence,
    load_claims,
    load_drafts,
)
from evals.problems import InvalidCases

CLAIM = {
    "id": "c-1",
    "claim": "Douze réunions ont eu lieu.",
    "passage": "Il y a eu douze réunions.",
    "label": "supported",
    "perturbation": "none",
}
SENTENCE = {
    "text": "Douze réunions ont eu lieu.",
    "marks": [1, 9],
    "label": "supported",
    "supported_by": [1, 2],
    "error": "none",
    "joint": True,
}
DRAFT = {
    "id": "d-1",
    "question": "Combien de réunions ?",
    "passages": [
        {"n": 1, "doc": "cr-2021", "text": "Six réunions au printemps."},
        {"n": 2, "doc": "cr-2021", "text": "Six réunions à l’automne."},
    ],
    "sentences": [SENTENCE],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def claim_problems(folder: Path, *lines: object) -> list[tuple[int, str]]:
    with pytest.raises(InvalidCases) as caught:
        load_claims(written(folder, *lines))
    return [(one.line, one.message) for one in caught.value.problems]


def draft_problems(folder: Path, **changed: object) -> list[str]:
    with pytest.raises(InvalidCases) as caught:
        load_drafts(written(folder, DRAFT | changed))
    return [one.message for one in caught.value.problems]


def test_a_claim_is_read_whole(tmp_path: Path) -> None:
    told = CLAIM | {"doc": "cr-2021"}
    assert load_claims(written(tmp_path, told)) == (
        ClaimCase(
            id="c-1",
            claim="Douze réunions ont eu lieu.",
            passage="Il y a eu douze réunions.",
            label="supported",
            perturbation="none",
            doc="cr-2021",
        ),
    )
    assert load_claims(written(tmp_path, CLAIM))[0].doc is None


def test_a_draft_is_read_whole_with_a_mark_that_points_to_no_passage(tmp_path: Path) -> None:
    assert load_drafts(written(tmp_path, DRAFT)) == (
        DraftCase(
            id="d-1",
            question="Combien de réunions ?",
            passages=(
                DraftPassage(n=1, doc="cr-2021", text="Six réunions au printemps."),
                DraftPassage(n=2, doc="cr-2021", text="Six réunions à l’automne."),
            ),
            sentences=(
                DraftSentence(
                    text="Douze réunions ont eu lieu.",
                    marks=(1, 9),
                    label="supported",
                    supported_by=(1, 2),
                    error="none",
                    joint=True,
                ),
            ),
        ),
    )


def test_every_wrong_claim_is_told_with_its_line(tmp_path: Path) -> None:
    found = claim_problems(
        tmp_path, CLAIM, CLAIM | {"id": "c-2", "label": "vrai"}, CLAIM, {"id": "c-3"}
    )
    assert [line for line, _ in found] == [2, 3, 4, 4, 4, 4]
    assert found[0][1] == (
        "« label » vaut « vrai » ; valeurs admises : supported, contradicted, unsupported."
    )
    assert "« c-1 » sert déjà à la ligne 1" in found[1][1]
    assert [text for _, text in found[2:]] == [
        "« claim » manque.",
        "« passage » manque.",
        "« label » manque.",
        "« perturbation » manque.",
    ]


def test_a_file_without_a_claim_is_refused(tmp_path: Path) -> None:
    assert claim_problems(tmp_path)[0][1].startswith("aucune affirmation")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"marks": "1"}, "« sentences[1].marks » doit être une liste [ … ]."),
        ({"marks": ["1"]}, "« sentences[1].marks » doit être une liste de nombres entiers"),
        ({"label": "true"}, "« sentences[1].label » vaut « true »"),
        ({"supported_by": [1, 3]}, "« sentences[1].supported_by » nomme des passages absents : 3."),
        ({"supported_by": []}, "« sentences[1].supported_by » doit nommer des passages"),
        ({"label": "contradicted"}, "« sentences[1].supported_by » doit nommer des passages"),
        ({"supported_by": [1]}, "« sentences[1].joint » est vrai"),
        ({"eror": "none"}, "« sentences[1].eror » est inconnu ; écrivez « error »"),
    ],
)
def test_a_wrong_sentence_is_named(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    (told,) = draft_problems(tmp_path, sentences=[SENTENCE | changed])
    assert told.startswith(message)


def test_a_draft_has_passages_of_different_numbers_and_sentences(tmp_path: Path) -> None:
    passage = {"n": 1, "doc": "cr-2021", "text": "Six réunions."}
    told = draft_problems(tmp_path, passages=[passage, passage, passage | {"n": 2}])
    assert told == ["« passages » a deux passages du même numéro « n »."]
    assert draft_problems(tmp_path, sentences=[])[0].startswith("une ébauche demande")
    assert "« passages[1].text » est vide." in draft_problems(
        tmp_path, passages=[passage | {"text": " "}]
    )


def test_the_dev_claims_and_drafts_are_read_whole(shared: Path) -> None:
    claims = load_claims(shared / "evals" / "claims-dev.jsonl")
    assert Counter(one.label for one in claims) == {
        "supported": 45,
        "contradicted": 44,
        "unsupported": 35,
    }
    drafts = load_drafts(shared / "evals" / "drafts-dev.jsonl")
    labels = Counter(one.label for draft in drafts for one in draft.sentences)
    assert len(drafts) == 35
    assert labels == {"supported": 118, "unsupported": 27, "contradicted": 14, "neutral": 6}
