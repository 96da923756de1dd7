"""What stands beside a sentence: lists, quoted bodies, the person that "elle" means."""

from __future__ import annotations

from assistant import context

TEXT = """La commission retient trois priorités :
• ouvrir les lieux d’accueil ;
• former les aidants ;
• payer les trajets.
Une phrase seule.
CTS 08 :
« Les soignants manquent. L’attente s’allonge. »
CTS 10 : « Rien ne change. »
Mme Roy (URPS) présente le bilan. Elle regrette le délai. Elle propose un report."""


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
    assert words_of(context.quoted_by(TEXT, span_of("L’attente")[0])) == "CTS 08 :"
    assert words_of(context.quoted_by(TEXT, span_of("Rien")[0])) == "CTS 10 :"
    assert context.quoted_by(TEXT, span_of("Mme Roy")[0]) is None


def test_a_pronoun_leads_back_to_the_sentence_that_names() -> None:
    found = context.spoken_before(TEXT, span_of("Elle propose un report."))
    assert words_of(found) == "Mme Roy (URPS) présente le bilan."
    assert context.spoken_before(TEXT, span_of("Une phrase seule.")) is None


def test_bare_takes_the_list_mark_off() -> None:
    assert context.bare("• former  les\naidants ;") == "former les aidants ;"
    assert context.bare("1) payer") == "payer"


def test_bare_takes_nothing_off_inside_a_sentence() -> None:
    for text in ("Le numéro téléphonique reste.", "Mme Roy (syndicat) refuse.", "Axe 3. Agir"):
        assert context.bare(text) == text
