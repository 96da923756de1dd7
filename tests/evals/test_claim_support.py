"""The suite's own rule on whether cited words say what a claim says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.metrics.support import supports

CITED = (
    "Le comité de Lannion a retenu 12 navettes pour 1 250 habitants, dont 40 % en zone de montagne."
)


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        (CITED, True),
        ("Le comité de Lannion a retenu 12 navettes.", True),
        ("le COMITÉ de Lannion a retenu douze navettes", True),
        ("Le comité a retenu 12\u00a0navettes pour 1250\u202fhabitants.", True),
        ("Le comité de Lannion a retenu 13 navettes.", False),
        ("Le comité de Lannion a retenu 250 navettes.", False),
        # the number of something else in the same words
        ("Le comité de Lannion a retenu 40 navettes.", False),
        ("Le comité de Quimper a retenu 12 navettes.", False),
        ("Le comité du CTS a retenu 12 navettes.", False),
        ("Le comité de Lannion n’a pas retenu 12 navettes.", False),
        ("Le comité de Lannion doit retenir 12 navettes.", False),
        ("Toutes les navettes sont en zone de montagne.", False),
        ("", False),
        ("Il l’a fait.", False),
        ("…", False),
    ],
)
def test_words_numbers_names_and_negations_must_all_be_there(claim: str, proved: bool) -> None:
    assert supports(claim, [CITED]) is proved


def test_one_content_word_in_five_may_be_missing() -> None:
    four = "Les navettes desservent les vallées lointaines"
    assert supports("Les navettes desservent les vallées lointaines isolées", [four])
    assert not supports("Les navettes desservent les vallées isolées", [four])
    assert not supports("Les navettes desservent les vallées lointaines isolées pauvres", [four])


def test_texts_complete_each_other() -> None:
    claim = "La navette de Lannion coûte 3 euros."
    halves = ["La navette de Lannion roule le soir.", "Elle coûte 3 euros."]
    assert supports(claim, halves)
    assert not supports(claim, halves[:1])
    assert not supports(claim, [])


def test_a_negation_of_the_cited_words_may_not_be_silenced() -> None:
    cited = "La commission n’a pas validé le budget."
    assert supports("La commission n’a pas validé le budget.", [cited])
    assert not supports("La commission a validé le budget.", [cited])


def test_a_negation_about_something_else_does_not_matter() -> None:
    cited = "La commission a validé le budget. Aucun élu de la vallée ne siégeait ce jour."
    assert supports("La commission a validé le budget.", [cited])
    assert not supports("La commission n’a jamais validé le budget.", [cited])


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Elle ne finance plus les navettes.", "Elle finance les navettes."),
        ("Elle finance les navettes.", "Elle ne finance plus les navettes."),
    ],
)
def test_plus_denies_after_ne(claim: str, cited: str) -> None:
    assert not supports(claim, [cited])
    assert supports("Elle finance plus de navettes.", ["Elle finance plus de navettes."])


def test_numbers_of_a_table_are_read_alike_with_tabs_or_blanks() -> None:
    assert supports("Hébergement 36 60 120", ["Hébergement\t36\t60\t120"])


def test_a_hyphen_at_a_line_end_does_not_matter() -> None:
    assert supports("le développement médico-social", ["le dévelop-\npement médico‑social"])


def test_other_roles_for_the_same_words_are_not_seen() -> None:
    """A known limit, stated in the documentation."""
    assert supports("La maire critique la préfète.", ["La préfète critique la maire."])


def test_it_lets_few_false_sentences_of_drafts_through(shared: Path) -> None:
    """Its error rates where the documentation states them; nothing is fitted on this set."""
    seen: Counter[tuple[bool, bool]] = Counter()
    for line in (shared / "evals" / "drafts-dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        texts = {one["n"]: one["text"] for one in item["passages"]}
        for sentence in item["sentences"]:
            if sentence["label"] == "neutral":
                continue
            true = sentence["label"] == "supported"
            marks = sentence["supported_by"] if true else sentence["marks"]
            seen[true, supports(sentence["text"], [texts[n] for n in marks if n in texts])] += 1
    assert seen == {(True, True): 72, (True, False): 46, (False, True): 5, (False, False): 36}
