"""Each metric against cases computed by hand, and at its edges."""

from __future__ import annotations

import random
from statistics import fmean

import pytest

from evals.cases import Case, Evidence
from evals.metrics import (
    distinct,
    evidence_recall,
    fact_stated,
    gold_cited,
    key_fact_recall,
    read_within,
    reciprocal_rank,
    trigram_share,
    visible_text,
    words,
)
from evals.response import Cited, Reading

QUOTE = "la commission demande douze réunions publiques par an dans chaque département"
"""Eleven words, nine 3-grams."""


def case(
    *evidence: tuple[str, str], answerable: bool = True, facts: tuple[tuple[str, ...], ...] = ()
) -> Case:
    return Case(
        id="q",
        type="factoid",
        question="?",
        answerable=answerable,
        answer="",
        key_facts=facts,
        evidence=tuple(Evidence(doc=doc, quote=quote) for doc, quote in evidence),
    )


def reading(text: str, doc: str = "a") -> Reading:
    return Reading(doc=doc, text=text)


def cited(quote: str, doc: str = "a", page: int | None = 1) -> Cited:
    return Cited(doc=doc, quote=quote, page_start=page, page_end=page)


class TestTrigrams:
    def test_share_is_counted_over_the_quote(self) -> None:
        assert trigram_share("a b c d e".split(), ["x a b c d y".split()]) == pytest.approx(2 / 3)

    def test_a_run_may_not_go_from_one_text_into_the_next(self) -> None:
        assert trigram_share("a b c d".split(), ["a b".split(), "c d".split()]) == 0

    @pytest.mark.parametrize(("quote", "share"), [("a b", 1), ("b a", 0), ("c", 1), ("", 0)])
    def test_fewer_than_three_words_must_follow_each_other(self, quote: str, share: float) -> None:
        assert trigram_share(quote.split(), ["x a b c".split()]) == share

    def test_no_text_holds_nothing(self) -> None:
        assert trigram_share(["a"], []) == 0


class TestEvidenceRecall:
    def test_eight_of_nine_trigrams_are_enough_and_seven_are_not(self) -> None:
        tokens = QUOTE.split()
        assert evidence_recall(case(("a", QUOTE)), [reading(" ".join(tokens[:10]))], 2000) == 1
        assert evidence_recall(case(("a", QUOTE)), [reading(" ".join(tokens[:9]))], 2000) == 0

    def test_case_accents_and_apostrophes_do_not_matter(self) -> None:
        gold = case(("a", "L’État s'engage à l’égalité d'accès"))
        assert evidence_recall(gold, [reading("l'ETAT s’engage A l'egalite d’acces")], 2000) == 1

    def test_an_accent_in_two_signs_is_the_same_letter(self) -> None:
        assert (
            evidence_recall(case(("a", "la me\u0301decine")), [reading("la médecine")], 2000) == 1
        )

    def test_the_same_words_in_another_document_do_not_count(self) -> None:
        assert evidence_recall(case(("a", QUOTE)), [reading(QUOTE, "b")], 2000) == 0

    def test_the_passage_over_the_budget_is_cut_at_it(self) -> None:
        passages = [reading("x" * 100), reading(QUOTE)]
        assert evidence_recall(case(("a", QUOTE)), passages, 100 + len(QUOTE)) == 1
        assert evidence_recall(case(("a", QUOTE)), passages, 100 + len(QUOTE) // 2) == 0

    def test_the_budget_counts_other_documents_too(self) -> None:
        passages = [reading("x" * 2000, "b"), reading(QUOTE)]
        assert evidence_recall(case(("a", QUOTE)), passages, 2000) == 0
        assert evidence_recall(case(("a", QUOTE)), passages, 4000) == 1

    def test_two_passages_of_one_document_complete_each_other(self) -> None:
        tokens = QUOTE.split()
        halves = [reading(" ".join(tokens[5:])), reading(" ".join(tokens[:8]))]
        assert evidence_recall(case(("a", QUOTE)), halves[:1], 2000) == 0
        assert evidence_recall(case(("a", QUOTE)), halves, 2000) == 1

    def test_it_is_the_share_of_the_quotes(self) -> None:
        gold = case(("a", QUOTE), ("b", "le vote a été reporté en juin"))
        assert evidence_recall(gold, [reading(QUOTE)], 2000) == 0.5

    def test_nothing_found_is_zero_and_nothing_to_find_is_none(self) -> None:
        assert evidence_recall(case(("a", QUOTE)), [], 2000) == 0
        assert evidence_recall(case(), [reading(QUOTE)], 2000) is None
        assert evidence_recall(case(("a", QUOTE), answerable=False), [reading(QUOTE)], 2000) is None

    def test_cutting_keeps_the_budget_exactly(self) -> None:
        read = read_within([reading("abcd"), reading("efgh"), reading("ijkl")], 6)
        assert [part.text for part in read] == ["abcd", "ef"]


class TestReciprocalRank:
    def test_rank_of_the_first_passage_with_half_of_a_quote(self) -> None:
        tokens = QUOTE.split()
        passages = [
            reading(QUOTE, "b"),
            reading(" ".join(tokens[:6])),  # 4 of 9
            reading(" ".join(tokens[:7])),  # 5 of 9
            reading(QUOTE),
        ]
        assert reciprocal_rank(case(("a", QUOTE)), passages) == pytest.approx(1 / 3)

    def test_any_of_the_quotes_will_do(self) -> None:
        gold = case(("a", QUOTE), ("b", "le vote a été reporté en juin"))
        assert reciprocal_rank(gold, [reading("Le vote a été reporté en juin.", "b")]) == 1

    def test_the_eleventh_passage_is_too_late(self) -> None:
        before = [reading("rien")] * 9
        gold = case(("a", QUOTE))
        assert reciprocal_rank(gold, [*before, reading(QUOTE)]) == pytest.approx(0.1)
        assert reciprocal_rank(gold, [*before, reading("rien"), reading(QUOTE)]) == 0

    def test_nothing_to_find_is_none(self) -> None:
        assert reciprocal_rank(case(), [reading(QUOTE)]) is None
        assert reciprocal_rank(case(("a", QUOTE), answerable=False), [reading(QUOTE)]) is None


def test_shuffled_passages_lose_recall_and_rank() -> None:
    """Passages of 40 questions in the right order, then each question given another's."""
    draw = random.Random(1)
    vocabulary = [f"mot{n}" for n in range(300)]
    quotes = [" ".join(draw.choices(vocabulary, k=12)).replace("mot", "m") for _ in range(40)]
    cases = [case((f"d{n}", quote)) for n, quote in enumerate(quotes)]
    passages = [[reading(quote, f"d{n}")] for n, quote in enumerate(quotes)]
    moved = passages[1:] + passages[:1]

    def scores(given: list[list[Reading]]) -> tuple[float | None, float | None]:
        pairs = list(zip(cases, given, strict=True))
        return (
            fmean(evidence_recall(c, p, 2000) or 0 for c, p in pairs),
            fmean(reciprocal_rank(c, p) or 0 for c, p in pairs),
        )

    assert scores(passages) == (1, 1)
    assert scores(moved) == (0, 0)


class TestFacts:
    @pytest.mark.parametrize(
        ("form", "text", "stated"),
        [
            ("500", "il y eut 500 réponses", True),
            ("500", "il y eut 1500 réponses", False),
            ("500", "il y eut 1 500 réponses", False),
            ("500", "il y eut 2\u00a0500 réponses", False),
            ("500", "il y eut 12\u202f500 réponses", False),
            ("500", "il y eut 5000 réponses", False),
            ("500", "il y eut 500 000 réponses", False),
            ("500", "un coût de 500,5 euros", False),
            ("500", "un coût de 1,500 euros", False),
            ("500", "un total de 500, puis rien", True),
            ("500", "un total de 500.", True),
            ("500", "(500)", True),
            ("500", "la loi A500", False),
            ("1 500", "1500 euros", True),
            ("1500", "1 500 euros", True),
            ("1500", "1\u202f500 euros", True),
            ("1 500", "500 euros", False),
            ("1 500", "11 500 euros", False),
            ("1 500", "1 500 000 euros", False),
            ("1 250 000", "1250000 euros", True),
            ("0800 360 360", "appelez le 0800\u00a0360\u00a0360 !", True),
            ("12,5 %", "soit 12,5\u00a0% des voix", True),
            ("2,5 %", "soit 12,5 % des voix", False),
            ("21-52", "le groupement 21‑52", True),
            ("10", "le 10e point", False),
            ("10e", "le 10e point", True),
            ("24 mois", "pendant 24 mois", True),
            ("4 mois", "pendant 24 mois", False),
        ],
    )
    def test_numbers_are_bounded(self, form: str, text: str, stated: bool) -> None:
        assert fact_stated([form], text) is stated

    @pytest.mark.parametrize(
        ("form", "text", "stated"),
        [
            ("l'été", "L’ÉTÉ dernier", True),
            ("cœur", "maladies du COEUR", True),
            ("ambulatoire", "les soins ambulatoires", True),
            ("famil", "les familles", True),
            ("positif", "un dispositif", False),
            ("éligible", "inéligible", False),
            ("FAS", "le FAS finance", True),
            ("FAS", "le fascicule", False),
            ("école", "l'école", True),
            ("Val-de-Marne", "du Val de Marne", False),
            ("accès direct", "un accès\u00a0direct", True),
        ],
    )
    def test_words_start_where_a_word_starts(self, form: str, text: str, stated: bool) -> None:
        assert fact_stated([form], text) is stated

    def test_one_of_the_forms_is_enough(self) -> None:
        assert fact_stated(["douze", "12"], "en 12 réunions")
        assert not fact_stated(["douze", "12"], "en 11 réunions")

    def test_recall_is_the_share_of_facts(self) -> None:
        asked = case(facts=(("douze", "12"), ("juin",), ("Lille",)))
        answer = "**Douze** réunions [1], dont une à *Lille* [2]."
        assert key_fact_recall(asked, answer, abstained=False) == pytest.approx(2 / 3)

    def test_a_refusal_scores_nothing_even_with_the_facts_in_it(self) -> None:
        assert key_fact_recall(case(facts=(("juin",),)), "Rien sur juin.", abstained=True) == 0

    def test_an_empty_answer_scores_nothing(self) -> None:
        assert key_fact_recall(case(facts=(("juin",),)), "", abstained=False) == 0

    def test_only_the_first_1500_visible_characters_are_read(self) -> None:
        asked = case(facts=(("juin",),))
        assert key_fact_recall(asked, "x" * 1495 + " juin", abstained=False) == 1
        assert key_fact_recall(asked, "x" * 1499 + " juin", abstained=False) == 0
        assert key_fact_recall(asked, "x" * 1495 + " [1] juin", abstained=False) == 1

    def test_it_does_not_apply_without_facts_or_answer(self) -> None:
        assert key_fact_recall(case(), "juin", abstained=False) is None
        unanswerable = case(facts=(("juin",),), answerable=False)
        assert key_fact_recall(unanswerable, "juin", abstained=False) is None

    def test_a_citation_mark_is_not_a_number_of_the_answer(self) -> None:
        assert key_fact_recall(case(facts=(("12",),)), "Plusieurs réunions [12].", False) == 0

    @pytest.mark.parametrize(
        ("markdown", "shown"),
        [
            ("Vrai [1][2].", "Vrai."),
            ("Vrai [1, 2] et [3-4] faux", "Vrai et faux"),
            ("## Titre\n\n- **un** `deux`\n- _trois_ [1]", "Titre un deux trois"),
            ("1. un\n2) deux", "un deux"),
            ("prix \\* 3 \\[note\\]", "prix * 3 [note]"),
            ("fichier_un", "fichier_un"),
            ("", ""),
        ],
    )
    def test_what_a_reader_sees(self, markdown: str, shown: str) -> None:
        assert visible_text(markdown) == shown


class TestGoldCited:
    def test_half_of_the_shorter_by_words(self) -> None:
        tokens = QUOTE.split()  # 11 words
        gold = case(("a", QUOTE))
        assert gold_cited(gold, [cited("alors " * 9 + " ".join(tokens[:6]))]) == 1  # 6 of 11
        assert gold_cited(gold, [cited("alors " * 9 + " ".join(tokens[:5]))]) == 0  # 5 of 11

    def test_a_short_citation_inside_the_quote_counts(self) -> None:
        assert gold_cited(case(("a", QUOTE)), [cited("réunions publiques")]) == 1
        assert gold_cited(case(("a", QUOTE)), [cited("publiques réunions")]) == 0

    def test_scattered_common_words_do_not_count(self) -> None:
        mixed = "par la dans chaque an commission publiques douze demande réunions département"
        assert gold_cited(case(("a", QUOTE)), [cited(mixed)]) == 0

    def test_another_document_does_not_count(self) -> None:
        assert gold_cited(case(("a", QUOTE)), [cited(QUOTE, "b")]) == 0

    def test_duplicate_citations_count_once(self) -> None:
        gold = case(("a", QUOTE), ("a", "le vote a été reporté en juin"))
        assert gold_cited(gold, [cited(QUOTE), cited(QUOTE), cited(QUOTE)]) == 0.5

    def test_without_citation_zero_and_without_gold_none(self) -> None:
        assert gold_cited(case(("a", QUOTE)), []) == 0
        assert gold_cited(case(("a", QUOTE)), [cited("…")]) == 0
        assert gold_cited(case(), [cited(QUOTE)]) is None
        assert gold_cited(case(("a", QUOTE), answerable=False), [cited(QUOTE)]) is None


def test_distinct_keeps_the_first_of_equal_citations() -> None:
    one, two = cited("un"), cited("un", page=2)
    assert distinct([one, two, cited("un")]) == (one, two)
    assert distinct([]) == ()


def test_words_of_a_number_are_one_word() -> None:
    assert words("1 500 réponses") == ["1500", "reponses"]
