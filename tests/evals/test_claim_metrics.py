"""Citation recall and precision, claim by claim, against cases computed by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.metrics.claims import (
    citation_precision,
    citation_recall,
    judged,
    said_once,
    stated,
    words_used,
)
from evals.records import Score
from evals.response import Cited, Response, Stated


def cited(quote: str, page: int = 1) -> Cited:
    return Cited(doc="cr", quote=quote, page_start=page, page_end=page)


def holds(claim: str, texts: Sequence[str]) -> bool:
    """A claim is a set of letters; it is proved when the texts hold them all."""
    return set(claim.split()) <= set(" ".join(texts).split())


def response(
    claims: Sequence[tuple[str, tuple[int, ...]]], quotes: Sequence[str], answer: str | None = None
) -> Response:
    """Shows each claim on a line, without a mark, unless `answer` tells otherwise."""
    return Response(
        passages=(),
        answer="\n".join(text for text, _ in claims) if answer is None else answer,
        claims=tuple(Stated(text=text, citations=places) for text, places in claims),
        citations=tuple(cited(quote) for quote in quotes),
    )


def scores(given: Response, found: Sequence[str] | None = None) -> tuple[Score, Score]:
    texts = [one.quote for one in given.citations] if found is None else found
    claims = judged(given, texts, holds)
    return citation_recall(claims), citation_precision(claims)


@pytest.mark.parametrize(
    ("claims", "quotes", "recall", "precision"),
    [
        # one claim, one citation that proves it
        ([("a b", (0,))], ["a b c"], (1, 1), (1, 1)),
        # two halves: each is needed
        ([("a b", (0, 1))], ["a", "b"], (1, 1), (2, 2)),
        # two that each prove it: none is useless
        ([("a b", (0, 1))], ["a b", "a b c"], (1, 1), (2, 2)),
        # one proves it, the other brings nothing
        ([("a b", (0, 1))], ["a b", "z"], (1, 1), (1, 2)),
        # not proved: no citation of it counts
        ([("a b", (0, 1))], ["a", "z"], (0, 1), (0, 2)),
        # no mark, and a mark that points nowhere
        ([("a b", ())], [], (0, 1), (0, 1)),
        ([("a b", (-1,))], ["a b"], (0, 1), (0, 1)),
        ([("a b", (7,))], ["a b"], (0, 1), (0, 1)),
        ([("a b", (0, -1))], ["a b"], (1, 1), (1, 2)),
        # the same citation twice, by its place and by its words
        ([("a b", (0, 0, 0))], ["a b"], (1, 1), (1, 1)),
        ([("a b", (0, 1))], ["a b", "a b"], (1, 1), (1, 1)),
        # every claim and more than three citations count
        ([("a b c d", (0, 1, 2, 3)), ("e", ())], ["a", "b", "c", "d"], (1, 2), (4, 4)),
        # nothing claimed
        ([], [], (0, 1), (0, 1)),
        ([], ["a b"], (0, 1), (0, 1)),
    ],
)
def test_by_hand(
    claims: list[tuple[str, tuple[int, ...]]],
    quotes: list[str],
    recall: tuple[int, int],
    precision: tuple[int, int],
) -> None:
    assert scores(response(claims, quotes)) == (
        Score(hits=recall[0], units=recall[1]),
        Score(hits=precision[0], units=precision[1]),
    )


def test_words_that_are_not_on_their_page_prove_nothing() -> None:
    given = response([("a b", (0,)), ("c", (1,))], ["a b", "c"])
    assert scores(given, found=["", "c"]) == (Score(hits=1, units=2), Score(hits=1, units=2))


def texts(answer: str, *, claims: Sequence[str] = (), quotes: int = 0) -> list[object]:
    given = response([(one, (0,)) for one in claims], ["x"] * quotes, answer)
    return [(one.text, one.citations) for one in stated(given)]


class TestStated:
    def test_sentences_of_an_answer_have_the_citations_of_their_marks(self) -> None:
        answer = "La navette passe le soir [1]. Elle coûte trois euros. [2][3]\n- Elle est lente"
        assert texts(answer, quotes=2) == [
            ("La navette passe le soir.", (0,)),
            ("Elle coûte trois euros.", (1, -1)),
            ("Elle est lente", ()),
        ]

    def test_marks_in_one_pair_of_brackets(self) -> None:
        assert texts("La navette passe [1, 2].", quotes=2) == [("La navette passe.", (0, 1))]

    def test_headings_and_questions_are_no_claims(self) -> None:
        answer = (
            "## Transports\n\n**Compte rendu, 4 mai 2021**\n\n---\n\nFaut-il des navettes ?\n\nOui."
        )
        assert texts(answer) == [("Oui.", ())]

    def test_bold_words_inside_a_line_do_not_hide_it(self) -> None:
        assert texts("**Vrai** ou **faux**, il l’a dit.") == [("Vrai ou faux, il l’a dit.", ())]

    def test_the_claims_of_the_system_are_not_counted_twice(self) -> None:
        answer = "La navette \\*passe\\* le soir vers la vallée [1]"
        own = ["La navette *passe* le soir vers la vallée"]
        assert texts(answer, claims=own, quotes=1) == [(own[0], (0,))]

    def test_what_is_shown_beside_its_claims_is_a_claim_without_proof(self) -> None:
        answer = "La navette passe le soir [1]\n\nTout le reste est parfaitement inventé."
        found = texts(answer, claims=["La navette passe le soir"], quotes=1)
        assert found == [
            ("La navette passe le soir", (0,)),
            ("Tout le reste est parfaitement inventé.", ()),
        ]

    @pytest.mark.parametrize(
        "altered",
        [
            "Le CTS a adopté le rapport par 12 voix pour et 3 contre.",
            "Le CTS n’a pas adopté le rapport par 21 voix pour et 3 contre.",
            "Le CTS a adopté le rapport par 21 voix contre et 3 pour.",
            "Le CTS a adopté le rapport par 21 voix pour et 3 contre hier.",
            "Le CTS a adopté par 21 voix pour.",
        ],
    )
    def test_a_sentence_that_alters_a_claim_is_judged_as_it_is_shown(self, altered: str) -> None:
        own = ["Le CTS a adopté le rapport par 21 voix pour et 3 contre."]
        assert texts(altered, claims=own, quotes=1) == [(altered, ())]
        assert texts(f"{altered} [1]", claims=own, quotes=1) == [(altered, (0,))]

    def test_a_part_of_a_claim_has_its_citations_and_no_more_words(self) -> None:
        own = ["Une autre phrase.", "Le CTS a voté. Il siège à Lens, dit le maire."]
        given = response([(own[0], (1,)), (own[1], (0,))], ["x", "y"], "Il siège à LENS. Le CTS.")
        assert [(one.text, one.citations) for one in stated(given)] == [
            ("Il siège à LENS.", (0,)),
            ("Le CTS.", (0,)),
        ]

    def test_words_of_two_claims_tell_neither(self) -> None:
        shown = "Le CTS a voté le budget de Lens."
        assert texts(shown, claims=["Le CTS a voté.", "le budget de Lens."], quotes=1) == [
            (shown, ())
        ]

    def test_the_marks_that_are_shown_count_and_not_the_citations_declared(self) -> None:
        answer = "La navette passe le soir [2]"
        assert texts(answer, claims=["La navette passe le soir"], quotes=1) == [
            ("La navette passe le soir", (-1,))
        ]

    def test_a_claim_that_is_not_shown_is_left_out(self) -> None:
        own = ["La navette passe le soir.", "Elle est lente."]
        assert texts("Elle est lente. [1]", claims=own, quotes=1) == [("Elle est lente.", (0,))]
        assert texts("", claims=own, quotes=1) == []

    def test_a_heading_or_a_question_with_a_mark_is_a_claim(self) -> None:
        answer = "## Le soir [1]\n\n**Tout est payant [1]**\n\nEst-ce lent ? [1]"
        assert texts(answer, quotes=1) == [
            ("Le soir", (0,)),
            ("Tout est payant", (0,)),
            ("Est-ce lent ?", (0,)),
        ]

    def test_a_refusal_claims_nothing(self) -> None:
        refusal = Response(passages=(), answer="Rien sur ce sujet.", abstained=True)
        assert stated(refusal) == ()

    def test_a_system_that_only_finds_passages_claims_nothing(self) -> None:
        assert stated(Response(passages=(), answer=None)) == ()


def shown(answer: str, *, abstained: bool = False) -> Response:
    return Response(passages=(), answer=answer, abstained=abstained)


def test_a_sentence_said_again_counts_once_whatever_its_marks() -> None:
    answer = (
        "Le CTS a voté. [1]\n\nIl siège à Lens. [2]\n\n- Le CTS a voté. [3]\n- Le cts a vote [1]"
    )
    assert said_once(shown(answer)) == Score(hits=2, units=4)
    assert said_once(shown("Le CTS a voté. Le CTS a voté hier.")) == Score(hits=2, units=2)


def test_what_shows_no_sentence_repeats_nothing() -> None:
    assert said_once(shown("Rien trouvé. Rien trouvé.", abstained=True)) is None
    assert said_once(shown("")) is None
    assert said_once(Response(passages=(), answer=None)) is None


def test_words_cited_that_no_claim_says_do_not_serve() -> None:
    response = Response(
        passages=(),
        answer="Le CTS a voté. [1]\n\nIl siège à Lens. [2] Le vote fut long. [1]",
        citations=(cited("Le CTS a voté la motion hier"), cited("Il siège à Lens"), cited("Rien")),
    )
    # Said by the first and third sentences: le, CTS, a, vote; of the third quote, nothing.
    assert words_used(response) == Score(hits=pytest.approx(4 / 7 + 1), units=3)


def test_a_citation_repeated_counts_once_and_an_empty_one_serves_nothing() -> None:
    response = Response(
        passages=(),
        answer="Le CTS a voté. [1] [2] [3]",
        citations=(cited("Le CTS a voté"), cited("Le CTS a voté"), cited("")),
    )
    assert words_used(response) == Score(hits=1.0, units=2)


def test_a_mark_that_points_nowhere_uses_no_word() -> None:
    response = Response(passages=(), answer="Le CTS a voté. [2]", citations=(cited("Le CTS"),))
    assert words_used(response) == Score(hits=0.0, units=1)


def test_without_a_citation_no_word_is_cited() -> None:
    assert words_used(shown("Le CTS a voté. [1]")) is None
    assert words_used(shown("Rien trouvé.", abstained=True)) is None
