"""The bench as a whole: same seed same cases, nothing equal to its source, true stays true."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation_material import claim_in, material_of

from evals.cases import Case, Evidence
from evals.mutations import KINDS, Material, answers, bench, trials
from evals.mutations.bench import REWRITERS
from evals.mutations.material import states_a_fact
from ingest import Document, Page, Section, quantities

LINES = (
    "Mme Orsel indique que le foyer du Morbihan a reçu 48 lettres en mars 2021.",
    "M. Vidal répond que les 12 lits publics de la ligue sont ouverts à tous les aidants.",
    "Le conseil accepte ce plan pour 2022, à condition que le bail soit signé par la ligue.",
    "En juin 2021, le foyer a fermé 7 chambres (aile nord) parce que le toit fuit.",
    "La commission propose de créer un poste de médiateur dans chaque commune du canton.",
    "Les élus n’ont pas approuvé le report de la fête au 14 septembre 2021.",
    "M. Vidal et Mme Orsel ont visité 3 chambres, Mme Lenoir les 9 autres avec Mme Lenoir.",
)
OTHER = (
    "Mme Tardieu rappelle que la crèche de Corse compte 31 berceaux depuis janvier 2019.",
    "La ligue des parents a voté une aide de 900 euros pour les sorties de printemps.",
    "Mme Tardieu et M. Roux gardent la clé de la crèche.",
    "M. Roux tient la caisse de la ligue depuis deux ans.",
)


def document(name: str, lines: tuple[str, ...]) -> Document:
    """A document of two pages, one line a paragraph."""
    text = "\n".join(lines) + "\n"
    half = text.index("\n", len(text) // 2) + 1
    return Document(
        id=name,
        title=name,
        sha256=name,
        media_type="text/plain",
        text=text,
        pages=(Page(number=1, start=0, end=half), Page(number=2, start=half, end=len(text))),
        sections=(
            Section(title_path=(), kind="text", start=0, end=half),
            Section(title_path=(), kind="text", start=half, end=len(text)),
        ),
    )


@pytest.fixture(scope="module")
def material() -> Material:
    return Material.of([document("un", LINES), document("deux", OTHER)])


def test_each_sentence_that_states_a_fact_is_a_claim(material: Material) -> None:
    assert {claim.sentence for claim in material.claims} == {*LINES, *OTHER}


@pytest.mark.parametrize(
    "sentence",
    [
        "Elle a reçu 48 lettres en mars 2021.",
        "Combien de lettres le foyer a-t-il reçues en mars ?",
        "Le foyer a reçu ceci en mars 2021 :",
        "Il a plu.",
        "le foyer a reçu 48 lettres en mars 2021.",
        "Le foyer a reçu (en mars 48 lettres cette année.",
    ],
)
def test_what_cannot_stand_alone_is_no_claim(sentence: str) -> None:
    assert not states_a_fact(sentence)


def test_the_same_seed_gives_the_same_trials(material: Material) -> None:
    first, again = trials(material, 7), trials(material, 7)
    assert first == again
    assert {one.id for one in first}.isdisjoint(one.id for one in trials(material, 8))
    assert len({one.id for one in first}) == len(first)


def test_another_place_or_another_truth_is_another_trial(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {trial.id for trial in trials(material, 7)}
    last = material.extracts[-1]
    monkeypatch.setattr(bench, "other_page", lambda claim, material: last)
    verbatim, *others = KINDS
    monkeypatch.setattr(bench, "KINDS", (replace(verbatim, free=True), *others))
    moved = [trial for trial in trials(material, 7) if trial.id not in before]
    assert {trial.kind.name for trial in moved} == {"verbatim", "page"}


def test_a_document_that_goes_leaves_the_trials_of_the_others(material: Material) -> None:
    alone = trials(Material.of([document("un", LINES)]), 7)
    kept = {"number", "year", "month", "negation-added", "condition", "verbatim", "force"}
    before = {t.id for t in trials(material, 7) if t.kind.name in kept and t.sources[0].doc == "un"}
    assert before == {t.id for t in alone if t.kind.name in kept}


def test_most_kinds_of_error_are_planted(material: Material) -> None:
    made = {trial.kind.name for trial in trials(material, 7)}
    assert made >= {
        "verbatim", "parenthesis", "spelled", "date-form", "reported", "number", "year", "month",
        "name", "region", "negation-added", "negation-removed", "antonym", "quantifier", "force",
        "speaker", "condition", "page", "mark", "no-mark", "mark-range",
    }  # fmt: skip


def test_no_kind_outnumbers_the_limit(material: Material) -> None:
    made = trials(material, 7, per_kind=2)
    assert max(sum(one.kind == kind for one in made) for kind in KINDS) == 2


def test_a_wrong_place_points_away_from_what_proves(material: Material) -> None:
    by_kind = {one.kind.name: one for one in trials(material, 7)}
    page, mark = by_kind["page"], by_kind["mark"]
    for one in (page, mark):
        assert one.claim == one.original
        assert one.marks == (2,)
        assert one.claim in one.sources[0].text
        assert one.claim not in one.sources[1].text
    assert page.sources[0].doc == page.sources[1].doc
    assert page.sources[0].page != page.sources[1].page
    assert mark.sources[0].doc != mark.sources[1].doc
    assert by_kind["no-mark"].marks == ()
    assert by_kind["mark-range"].marks == (2,)
    assert len(by_kind["mark-range"].sources) == 1


def test_answers_point_to_the_passages_of_their_evidence(material: Material) -> None:
    case = Case(
        id="q1",
        type="factoid",
        question="Combien ?",
        answerable=True,
        answer="Le foyer en a reçu quarante-huit. Oui.",
        key_facts=(("48",),),
        evidence=(
            Evidence(doc="un", quote=LINES[0]),
            Evidence(doc="deux", quote="compte 31 berceaux"),
        ),
    )
    made = answers(material, [case], 7)
    assert [(one.kind.name, one.claim, one.marks) for one in made] == [
        ("evidence", LINES[0], (1,)),
        ("answer", "Le foyer en a reçu quarante-huit.", (1, 2)),
    ]
    assert made[1].kind.free
    assert not made[0].kind.free


NAMES = st.sampled_from(["Mme Orsel", "M. Vidal", "La ligue", "Le CTS 62", "L’ARS"])
VERBS = st.sampled_from(["indique que", "propose de dire que", "demande que", "rappelle que"])
SUBJECTS = st.sampled_from(["le foyer", "la maison (aile nord)", "tous les élus", "l’hôpital"])
FACTS = st.sampled_from(
    ["a reçu {n} lettres", "n’est pas ouvert", "doit verser {n} euros", "augmente de {n} %"]
)
PLACES = st.sampled_from(["en Bretagne", "dans le Morbihan", "au 12 mars 2021", "d’avril à juin"])
TAILS = st.sampled_from(["", ", sauf le lundi", ", parce que le bail finit", " avant la pause"])


@given(NAMES, VERBS, SUBJECTS, FACTS, PLACES, TAILS, st.integers(2, 60), st.integers(0, 99))
def test_alterations_differ_and_true_variants_keep_their_numbers(
    name: str, verb: str, subject: str, fact: str, place: str, tail: str, n: int, seed: int
) -> None:
    sentence = f"{name} {verb} {subject} {fact.format(n=n)} {place}{tail}."
    claim = claim_in(sentence, f"{sentence} M. Orsel et Mme Vidal ont vu 9 portes en mai 2019.")
    material = material_of(claim, "Mme Tardieu et M. Roux ont écrit. Le CTS 59 aussi.")
    numbers = {quantity.value for quantity in quantities(sentence)}
    for kind in KINDS:
        rewriter = REWRITERS.get(kind.name)
        for edit in rewriter(claim, material, Random(seed)) if rewriter else ():
            assert edit.text != sentence, kind.name
            assert "  " not in edit.text, kind.name
            if kind.true:
                assert {q.value for q in quantities(edit.text)} <= numbers, kind.name
