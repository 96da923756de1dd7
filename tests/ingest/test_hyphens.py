"""Words cut at a line's end are made whole only where the joined word is known."""

from __future__ import annotations

import pytest

from ingest.flow import flow
from ingest.french.lexicon import is_word
from ingest.model import Line, RawPage


def _join(*texts: str) -> str:
    """The text of lines that a reader knows to be one paragraph."""
    lines = tuple(Line(text=t, size=10.0, paragraph=i == 0) for i, t in enumerate(texts))
    return flow([RawPage(number=1, lines=lines, reader="x")], [None]).text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["les acteurs médico-", "sociaux"], "les acteurs médico-sociaux"),
        (["la consul-", "tation des usagers"], "la consultation des usagers"),
        (["en Île-de-", "France"], "en Île-de-France"),
        (["le COVID-", "19 circule"], "le COVID-19 circule"),
        (["la santé -", "et le social"], "la santé - et le social"),
        (["une consul\u00ad", "tation"], "une consultation"),
        (["peut-être faut-", "il agir"], "peut-être faut-il agir"),
        (["le trio médecin-", "pharmacien, un médecin"], "le trio médecin-pharmacien, un médecin"),
        (["un aide-", "soignant et un aide-soignant"], "un aide-soignant et un aide-soignant"),
        (["la télé-", "médecine, la télémédecine"], "la télémédecine, la télémédecine"),
        (["jusqu’", "alors rien"], "jusqu’alors rien"),
        (["deux lignes", "d’un paragraphe"], "deux lignes d’un paragraphe"),
        (["une si-", "tuation d’ur-", "gence"], "une situation d’urgence"),
        (["un con-", "tretemps"], "un contretemps"),
        (["l’exer-", "cice pluriprofes-", "sionnel"], "l’exercice pluriprofessionnel"),
        (["une co-", "construction"], "une co-construction"),
        (["le socio-", "économique"], "le socio-économique"),
        (["la sous-trai-", "tance"], "la sous-traitance"),
        (["la ville de Plou-", "garnec"], "la ville de Plou-garnec"),
        (["à Plou-", "garnec puis à Plougarnec"], "à Plougarnec puis à Plougarnec"),
        (["l’avant-", "veille ou l’après-", "midi"], "l’avant-veille ou l’après-midi"),
        (["le vice-", "président, lui-", "même"], "le vice-président, lui-même"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_it_only_broke_the_line(
    lines: list[str], text: str
) -> None:
    assert _join(*lines) == text


@pytest.mark.parametrize(
    "word", ["consultation", "Consultations", "pluriprofessionnelles", "été", "cœur", "régionaux"]
)
def test_words_and_their_regular_forms_are_known(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["tations", "médicosociaux", "peutêtre", "desusagers", "xqz"])
def test_glued_words_and_pieces_are_not_known(word: str) -> None:
    assert not is_word(word)
