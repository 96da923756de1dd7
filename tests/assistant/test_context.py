"""What stands beside a sentence: lists, quoted bodies, the person that "elle" means."""

from __future__ import annotations

from assistant import context
from ingest import SPEECH, Section
from tests.ingest.builders import document

TEXT = """La commission retient trois priorités :
• ouvrir les lieux d’accueil ;
• former les aidants ;
• payer les trajets.
Une phrase seule.
CTS 08 :
« Les soignants manquent. L’attente s’allonge. »
CTS 10 : « Rien ne change. »
Mme Roy (URPS) présente le bilan. Elle regrette le délai. Elle propose un report."""

PLAIN = document(TEXT)


def span_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def words_of(span: tuple[int, int] | None) -> str | None:
    return None if span is None else TEXT[span[0] : span[1]]


def test_a_list_item_knows_what_announces_it() -> None:
    lead = context.lead_in(TEXT, span_of("• former")[0])
    assert words_of(lead) == "La commission retient trois priorités :"
    assert context.lead_in(TEXT, span_of("Une phrase")[0]) is None


def test_a_lead_in_knows_its_items() -> None:
    items = context.items_after(TEXT, span_of("La commission retient trois priorités :"))
    assert [words_of(i) for i in items] == [
        "• ouvrir les lieux d’accueil ;",
        "• former les aidants ;",
        "• payer les trajets.",
    ]


def test_a_quoted_sentence_knows_its_body_on_the_line_before_or_its_own() -> None:
    for words, body in (("L’attente", "CTS 08 :"), ("« Les", "CTS 08 :"), ("Rien", "CTS 10 :")):
        assert words_of(context.quoted_by(PLAIN, span_of(words))) == body
    assert context.quoted_by(PLAIN, span_of("Mme Roy")) is None


def test_a_pronoun_leads_back_to_the_sentence_that_names() -> None:
    found = context.spoken_before(PLAIN, span_of("Elle propose un report."))
    assert words_of(found) == "Mme Roy (URPS) présente le bilan."
    assert context.spoken_before(PLAIN, span_of("Une phrase seule.")) is None


def speech(speaker: str, first: str, last: str, text: str) -> Section:
    start, end = text.index(first), text.index(last) + len(last)
    return Section(title_path=(), kind=SPEECH, start=start, end=end, speaker=speaker)


def test_a_quote_that_is_never_closed_announces_nothing_that_others_say() -> None:
    text = """CTS 93 : « Nous attendons des visites à domicile.
CTS 94 :
« Le marché demande des règles. Un outil manque. »
Le texte reprend. « Un mot »."""
    told = document(
        text,
        (
            speech("CTS 93", "CTS 93", "domicile.", text),
            speech("CTS 94", "CTS 94", "manque. »", text),
        ),
    )

    def announced(words: str) -> str | None:
        found = context.quoted_by(told, (text.index(words), text.index(words) + len(words)))
        return None if found is None else text[slice(*found)]

    assert announced("« Le marché demande des règles.") == "CTS 94 :"
    assert announced("Un outil manque.") == "CTS 94 :"
    assert announced("Nous attendons") == "CTS 93 :"
    assert announced("Le texte reprend.") is None


def test_a_pronoun_does_not_lead_to_what_another_says() -> None:
    text = "Mme Roy présente le bilan. M. Petit répond. Il regrette le délai."
    told = document(
        text,
        (
            speech("Mme Roy", "Mme Roy", "M. Petit répond.", text),
            speech("M. Petit", "Il regrette", "délai.", text),
        ),
    )
    start = text.index("Il regrette")
    assert context.spoken_before(told, (start, len(text))) is None
    unknown = document(text)
    found = context.spoken_before(unknown, (start, len(text)))
    assert found is not None
    assert text[slice(*found)] == "M. Petit répond."


def test_bare_takes_the_list_mark_off() -> None:
    assert context.bare("• former  les\naidants ;") == "former les aidants ;"
    assert context.bare("1) payer") == "payer"


def test_bare_takes_nothing_off_inside_a_sentence() -> None:
    for text in ("Le numéro téléphonique reste.", "Mme Roy (syndicat) refuse.", "Axe 3. Agir"):
        assert context.bare(text) == text
