"""A word put for another keeps the sentence French: elision, articles, determiners."""

from __future__ import annotations

import pytest

from evals.mutations.edit import Edit, cut, elided, opens_with_vowel, replaced


def put(sentence: str, old: str, new: str, gender: str | None = None) -> str | None:
    start = sentence.index(old)
    edit = replaced(sentence, (start, start + len(old)), new, gender)  # type: ignore[arg-type]
    return edit.text if edit else None


@pytest.mark.parametrize(
    ("sentence", "old", "new", "gender", "expected"),
    [
        ("On fête l’ouverture du site.", "ouverture", "fermeture", "f", "On fête la fermeture du"),
        ("La date de l’ouverture.", "ouverture", "fermeture", "f", "La date de la fermeture."),
        ("Le rôle de l’hôpital.", "hôpital", "conseil", "m", "Le rôle du conseil."),
        ("Il pense à l’hôpital.", "hôpital", "conseil", "m", "Il pense au conseil."),
        ("L’entrée est libre.", "entrée", "sortie", "f", "La sortie est libre."),
        ("Le début du conseil.", "conseil", "avis", None, "Le début de l’avis."),
        ("La baisse surprend.", "baisse", "augmentation", None, "L’augmentation surprend."),
        ("La baisse surprend.", "baisse", "hausse", None, "La hausse surprend."),
        ("Ce conseil siège.", "conseil", "avis", None, "Cet avis siège."),
        ("Cet avis compte.", "avis", "conseil", None, "Ce conseil compte."),
        ("Le mois d’avril.", "avril", "mars", None, "Le mois de mars."),
        ("La fin de mars.", "mars", "avril", None, "La fin d’avril."),
        ("Il dit qu’on ouvre.", "on ouvre", "tous ferment", None, "Il dit que tous ferment."),
    ],
)
def test_the_word_before_follows(
    sentence: str, old: str, new: str, gender: str | None, expected: str
) -> None:
    assert (put(sentence, old, new, gender) or "").startswith(expected)


def test_no_article_is_guessed() -> None:
    assert put("Le rôle de l’agence.", "agence", "conférence") is None


def test_nothing_changed_is_no_edit() -> None:
    assert replaced("Deux fois.", (0, 4), "Deux") is None


def test_an_edit_tells_the_words_that_differ() -> None:
    assert replaced("Elle dit 12 cas.", (9, 11), "15") == Edit(
        text="Elle dit 15 cas.", before="12", after="15"
    )


def test_a_cut_leaves_no_hole() -> None:
    edit = cut("Le centre (Nord) ouvre.", (10, 16), "")
    assert edit.text == "Le centre ouvre."
    assert cut("Si oui, on part.", (0, 8), "").text == "On part."


@pytest.mark.parametrize(
    ("word", "vowel"),
    [("agence", True), ("hôpital", True), ("hausse", False), ("HAS", False), ("onze", False)],
)
def test_aspirated_words_allow_no_elision(word: str, vowel: bool) -> None:
    assert opens_with_vowel(word) is vowel


def test_elision_where_a_vowel_now_follows() -> None:
    assert elided("que ont") == "qu’ont"
    assert elided("que sont") == "que sont"
