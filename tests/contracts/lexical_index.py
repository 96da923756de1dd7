"""The contract of a LexicalIndex, in French."""

import pytest

from vectorstore.ports import LexicalIndex


def fill(index: LexicalIndex) -> None:
    index.add("a1", "a", "Les mutuelles étudiantes financent le dépistage.", "Avis du conseil")
    index.add("a2", "a", "La permanence ouvre le samedi matin.", "Avis du conseil Horaires")
    index.add("b1", "b", "L’accès aux soins dentaires reste difficile.", "Synthèse du samedi")


def found(index: LexicalIndex, question: str, documents: list[str] | None = None) -> list[str]:
    return [id_ for id_, _ in index.search(question, 10, documents)]


class LexicalIndexContract:
    """Give the fixture `index`: an empty LexicalIndex."""

    def test_a_passage_is_found_by_a_word_of_it(self, index: LexicalIndex) -> None:
        fill(index)
        assert found(index, "Quand ouvre la permanence ?") == ["a2"]
        assert set(found(index, "la permanence et les mutuelles")) == {"a1", "a2"}
        assert found(index, "dentaire") == ["b1"]

    @pytest.mark.parametrize(
        "question",
        [
            "l'acces aux soins",
            "L’ACCÈS AUX SOINS",
            "d'accès",
            "qu'en est-il du soin",
            "les soins",
        ],
    )
    def test_accents_case_apostrophes_and_plurals_do_not_matter(
        self, index: LexicalIndex, question: str
    ) -> None:
        fill(index)
        assert found(index, question) == ["b1"]

    def test_the_context_counts_less_than_the_passage(self, index: LexicalIndex) -> None:
        fill(index)
        assert found(index, "samedi") == ["a2", "b1"]

    def test_scores_fall_from_the_best(self, index: LexicalIndex) -> None:
        fill(index)
        scores = [score for _, score in index.search("conseil samedi permanence", 10)]
        assert len(scores) == 3
        assert scores == sorted(scores, reverse=True)

    def test_a_question_without_content_words_finds_nothing(self, index: LexicalIndex) -> None:
        fill(index)
        for question in ("", "   ", "Et qu'est-ce que c'est ?", "?!…"):
            assert index.search(question, 10) == []

    @pytest.mark.parametrize(
        "question",
        [
            'samedi" OR "dentaires',
            "samedi*",
            "body:samedi",
            "NEAR(samedi permanence)",
            "samedi AND NOT ^permanence - + ( ) { }",
            "'; DROP TABLE lexical; -- samedi",
            "samedi \x00 \\",
        ],
    )
    def test_no_sign_of_a_query_language_has_a_meaning(
        self, index: LexicalIndex, question: str
    ) -> None:
        fill(index)
        assert "a2" in found(index, question)

    def test_words_of_query_languages_are_plain_words(self, index: LexicalIndex) -> None:
        index.add("x", "d", "Near and not or", "")
        assert found(index, "near") == ["x"]
        assert found(index, "AND") == ["x"]

    def test_decimal_numbers_are_whole(self, index: LexicalIndex) -> None:
        index.add("x", "d", "Une hausse de 2,5 % sur un an.", "")
        index.add("y", "d", "Une hausse de 2 à 5 lits.", "")
        assert found(index, "2,5") == ["x"]
        assert found(index, "2.5") == ["x"]
        assert index.document_frequency("2.5") == 1

    def test_only_the_documents_asked_for_are_searched(self, index: LexicalIndex) -> None:
        fill(index)
        assert found(index, "samedi", ["b"]) == ["b1"]
        assert found(index, "samedi", ["a", "b"]) == ["a2", "b1"]
        assert found(index, "samedi", ["unknown"]) == []
        assert found(index, "samedi", []) == []

    def test_no_more_than_the_limit_are_found(self, index: LexicalIndex) -> None:
        fill(index)
        assert len(index.search("conseil samedi", 2)) == 2

    def test_ties_are_broken_by_id(self, index: LexicalIndex) -> None:
        for id_ in ("c", "a", "b"):
            index.add(id_, "d", "Une aide aux aidants.", "Titre")
        assert found(index, "aidants") == ["a", "b", "c"]

    def test_adding_an_id_again_replaces_it(self, index: LexicalIndex) -> None:
        fill(index)
        index.add("a2", "a", "Le transport sanitaire.", "")
        assert found(index, "permanence") == []
        assert found(index, "transport") == ["a2"]

    def test_a_removed_document_is_no_longer_found(self, index: LexicalIndex) -> None:
        fill(index)
        index.remove_document("a")
        index.remove_document("unknown")
        assert found(index, "samedi permanence mutuelles dentaires") == ["b1"]
        assert index.holds(["a1", "a2", "b1"]) == [False, False, True]
        assert index.document_frequency("permanent") == 0

    def test_held_ids_are_told_from_others(self, index: LexicalIndex) -> None:
        fill(index)
        assert index.holds(["b1", "unknown", "a1"]) == [True, False, True]
        assert index.holds([]) == []

    def test_document_frequency_counts_passages_not_words_nor_titles(
        self, index: LexicalIndex
    ) -> None:
        index.add("x", "d", "Soins, soins et soins.", "Soins")
        index.add("y", "d", "Le soin.", "Autre")
        index.add("z", "d", "Autre chose.", "Soins")
        assert index.document_frequency("soin") == 2
        assert index.document_frequency("inconnu") == 0
