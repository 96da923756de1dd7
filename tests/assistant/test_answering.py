"""From question to answer, on a real store: what is shown, cited, refused and said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes.hashing_embedder import HashingEmbedder

from assistant import Answer, Assistant, Event, Final, Notice, Question, Token, Turn
from assistant.engines.port import Engine, EngineError
from assistant.model import Draft
from assistant.question import Asked, QuestionError
from vectorstore import EmbedderUnavailable, Filters, Passage, Store

MINUTES = """# Compte rendu de la commission de Bretagne du 3 mai 2021

## Points examinés

La commission a reçu 412 réponses à son questionnaire, envoyé à 1 250 personnes.
La séance a duré trois heures.

La commission retient trois priorités :

- ouvrir un lieu d’accueil à Carhaix ;
- former les aidants familiaux ;
- payer les trajets des bénévoles.

Mme Roy (union des médecins) présente le bilan des gardes. Elle propose un report au mois d’octobre.
"""
OPINION = """# Avis de la commission de Normandie, 2022

CTS 76 : « Le numéro unique doit rester gratuit. Les appels du soir sont trop longs. »

Le questionnaire n’a pas été renvoyé par les établissements.
"""


@dataclass
class ScriptedEngine:
    """An engine that says what it is told: a model cannot be had here."""

    events: Sequence[Token | Notice | Draft | EngineError]
    name: str = "ollama"
    model: str | None = "petit:3b"

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[Token | Notice | Draft]:
        for event in self.events:
            if isinstance(event, EngineError):
                raise event
            yield event


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("answering")
    (folder / "documents").mkdir()
    (folder / "documents" / "cr-bretagne.md").write_text(MINUTES, encoding="utf-8")
    (folder / "documents" / "avis-normandie.md").write_text(OPINION, encoding="utf-8")
    with Store.open(folder / "data", HashingEmbedder, write=True) as store:
        store.ingest([folder / "documents"])
        yield store


def assistant(store: Store, engine: Engine | None = None, why: str | None = None) -> Assistant:
    return Assistant(store, lambda wanted: (engine, why))


def ask(store: Store, text: str, *turns: Turn, filters: Filters = Filters()) -> Answer:
    question = Question(text=text, history=turns, filters=filters)
    return assistant(store).ask(question)


def scripted(store: Store, *events: Token | Notice | Draft | EngineError) -> list[Event]:
    made = assistant(store, ScriptedEngine(events))
    return list(made.stream(Question(text="Combien de réponses au questionnaire ?")))


def final(events: Sequence[Event]) -> Answer:
    assert [type(e) is Final for e in events] == [False] * (len(events) - 1) + [True]
    assert isinstance(events[-1], Final)
    return events[-1].answer


def test_every_quote_is_the_words_of_its_document_and_every_mark_has_its_citation(
    store: Store,
) -> None:
    answer = ask(store, "Combien de réponses au questionnaire de la commission ?")
    assert "412 réponses" in answer.text
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        text = store.document(citation.doc).text
        assert citation.quote == text[citation.char_start : citation.char_end]
    assert {n for claim in answer.claims for n in claim.citations} == {
        c.n for c in answer.citations
    }


def test_a_list_is_shown_with_what_announces_it(store: Store) -> None:
    answer = ask(store, "Quelles sont les priorités de la commission ?")
    texts = [claim.text for claim in answer.claims]
    at = texts.index("La commission retient trois priorités :")
    assert texts[at + 1 : at + 4] == [
        "ouvrir un lieu d’accueil à Carhaix ;",
        "former les aidants familiaux ;",
        "payer les trajets des bénévoles.",
    ]
    assert "- former les aidants familiaux ;" in answer.text


def test_a_quoted_sentence_is_shown_with_the_body_that_says_it(store: Store) -> None:
    answer = ask(store, "Les appels du soir sont-ils trop longs ?")
    texts = [claim.text for claim in answer.claims]
    assert any("CTS 76" in text for text in texts)
    assert any("appels du soir" in text for text in texts)


def test_a_pronoun_is_shown_with_the_person_it_means(store: Store) -> None:
    answer = ask(store, "Qui propose un report au mois d’octobre ?")
    assert "Mme Roy" in answer.text


@pytest.mark.parametrize(
    "text", ["Quelle est la recette de la tarte Tatin ?", "Combien coûte un vélo électrique ?"]
)
def test_what_the_corpus_does_not_speak_of_is_refused_with_what_was_searched(
    store: Store, text: str
) -> None:
    answer = ask(store, text)
    assert answer.abstained
    assert answer.text == answer.reason
    assert answer.claims == answer.citations == ()
    assert answer.searched.documents == 2
    assert answer.searched.terms


def test_a_region_that_no_document_covers_is_refused_by_name(store: Store) -> None:
    answer = ask(store, "Que demande la commission de Corse sur le questionnaire ?")
    assert answer.abstained
    assert "Corse" in (answer.reason or "")


def test_a_refusal_shows_the_nearest_passages_as_openable_citations(store: Store) -> None:
    answer = ask(store, "Combien de lits la commission de Corse ouvre-t-elle à Carhaix ?")
    assert answer.abstained
    for citation in answer.nearest:
        text = store.document(citation.doc).text
        assert citation.quote == text[citation.char_start : citation.char_end]
    assert answer.nearest


def test_a_quantity_is_not_answered_by_a_sentence_without_one(store: Store) -> None:
    answer = ask(store, "Combien coûte le numéro unique gratuit ?")
    assert "gratuit" not in " ".join(claim.text for claim in answer.claims)


def test_filters_limit_what_answers(store: Store) -> None:
    only = Filters(region=("Normandie",))
    answer = ask(store, "Que dit-on du questionnaire renvoyé ?", filters=only)
    assert {c.doc for c in answer.citations} == {"avis-normandie"}
    nowhere = ask(store, "Que dit-on du questionnaire ?", filters=Filters(year=(1999,)))
    assert nowhere.abstained
    assert "filtres" in (nowhere.reason or "")


def test_two_documents_are_named_before_their_sentences(store: Store) -> None:
    answer = ask(store, "Que dit-on du questionnaire envoyé ou renvoyé ?")
    assert {c.doc for c in answer.citations} == {"cr-bretagne", "avis-normandie"}
    assert answer.text.count("**") == 4


def test_a_follow_up_is_searched_with_the_question_before(store: Store) -> None:
    before = Turn(question="Qui présente le bilan des gardes ?", answer="Mme Roy")
    answer = ask(store, "Et elle propose quoi ?", before)
    assert "bilan des gardes" in answer.resolved_question
    assert "report" in answer.text


def test_a_follow_up_on_another_region_leaves_the_first(store: Store) -> None:
    before = Turn(question="Combien de réponses au questionnaire en Bretagne ?", answer="412")
    absent = ask(store, "Et en Corse ?", before)
    assert absent.abstained
    assert "Corse" in (absent.reason or "")
    other = ask(store, "Et en Normandie, le questionnaire ?", before)
    assert {c.doc for c in (*other.citations, *other.nearest)} <= {"avis-normandie"}


def test_an_empty_question_is_an_error_that_says_what_to_do(store: Store) -> None:
    with pytest.raises(QuestionError, match="Écrivez"):
        ask(store, "  ")


def test_a_draft_of_the_model_is_shown_only_when_its_marked_passage_says_it(store: Store) -> None:
    true = Draft(text="La commission a reçu 412 réponses à son questionnaire.", marks=(1,))
    false = Draft(text="La commission a reçu 512 réponses à son questionnaire.", marks=(1,))
    unmarked = Draft(text="La séance a duré trois heures.", marks=())
    answer = final(scripted(store, Token(text="La…"), true, false, unmarked))
    assert [claim.text for claim in answer.claims] == [true.text]
    assert answer.dropped == 2
    assert (answer.engine, answer.model) == ("ollama", "petit:3b")
    assert "412 réponses" in answer.citations[0].quote


def test_a_failing_model_leaves_the_extractive_answer_and_a_notice(store: Store) -> None:
    events = scripted(store, Token(text="La"), EngineError("Ollama ne répond pas."))
    answer = final(events)
    assert Notice(text="Ollama ne répond pas.") in events
    assert answer.notices == ("Ollama ne répond pas.",)
    assert answer.engine == "extractive"
    assert "412 réponses" in answer.text


def test_a_model_that_proves_nothing_leaves_the_extractive_answer(store: Store) -> None:
    events = scripted(store, Draft(text="Le budget est de 9 millions d’euros.", marks=(1,)))
    answer = final(events)
    assert answer.engine == "extractive"
    assert "412 réponses" in answer.text
    assert any("prouvée" in notice for notice in answer.notices)


def test_a_model_that_finds_nothing_refuses(store: Store) -> None:
    answer = final(scripted(store))
    assert answer.abstained
    assert answer.engine == "ollama"
    assert answer.nearest


def test_a_model_that_was_asked_for_and_is_absent_is_said(store: Store) -> None:
    made = assistant(store, None, "Le modèle manque : ollama pull petit:3b.")
    answer = made.ask(Question(text="Combien de réponses au questionnaire ?"))
    assert answer.notices == ("Le modèle manque : ollama pull petit:3b.",)
    assert not answer.abstained


def test_the_same_question_has_the_same_answer(store: Store) -> None:
    first = ask(store, "Combien de réponses au questionnaire ?")
    second = ask(store, "Combien de réponses au questionnaire ?")
    assert (first.id, first.text, first.citations) == (second.id, second.text, second.citations)


def test_the_shown_words_of_an_extract_are_those_of_its_citation(store: Store) -> None:
    answer = ask(store, "Que dit-on du questionnaire et des priorités de la commission ?")
    by_number = {c.n: c for c in answer.citations}
    assert answer.claims
    for claim in answer.claims:
        quote = " ".join(by_number[claim.citations[0]].quote.split())
        assert quote.removeprefix("- ").removeprefix("• ") == claim.text


def test_without_its_embedder_the_search_goes_on_by_words_and_says_so(store: Store) -> None:
    class Down:
        """The store of a machine whose embedding server has stopped."""

        def __getattr__(self, name: str) -> object:
            return getattr(store, name)

        def search(self, question: str, *, vectors: bool = True, **limits: object) -> object:
            if vectors:
                raise EmbedderUnavailable("Ollama ne répond pas.", "Lancez-le.")
            return store.search(question, vectors=False, **limits)  # type: ignore[arg-type]

    made = Assistant(Down(), lambda wanted: (None, None))  # type: ignore[arg-type]
    answer = made.ask(Question(text="Combien de réponses au questionnaire ?"))
    assert "412 réponses" in answer.text
    assert answer.notices == ("Recherche par les mots seuls : Ollama ne répond pas. Lancez-le.",)


def test_a_named_region_keeps_the_sentences_of_other_regions_out(store: Store) -> None:
    answer = ask(store, "Que dit-on du questionnaire en Bretagne ?")
    assert {c.doc for c in answer.citations} == {"cr-bretagne"}


def test_a_heading_is_no_answer(store: Store) -> None:
    answer = ask(store, "Quels points examinés par la commission ?")
    assert "Points examinés" not in [claim.text for claim in answer.claims]


def test_a_document_that_changed_is_cited_as_it_is_now(tmp_path: Path) -> None:
    file = tmp_path / "avis.md"
    file.write_text("# Avis\n\nLe canton compte 12 médiateurs.\n", encoding="utf-8")
    with Store.open(tmp_path / "data", HashingEmbedder, write=True) as store:
        made = assistant(store)
        question = Question(text="Combien de médiateurs dans le canton ?")
        store.ingest([file])
        assert "12 médiateurs" in made.ask(question).text
        text = "# Avis\n\nUne phrase ajoutée devant.\n\nLe canton compte 15 médiateurs.\n"
        file.write_text(text, encoding="utf-8")
        store.ingest([file])
        answer = made.ask(question)
        assert [c.quote for c in answer.citations] == ["Le canton compte 15 médiateurs."]
