"""Who says what in syntheses: labels, quotations, sources after them, lists, several owners."""

from __future__ import annotations

import pytest

from tests.ingest.spoken import Spoken


@pytest.mark.parametrize(
    ("written", "speaker"),
    [
        ("CTS 18 : « Le bus manque le soir. »", "CTS 18"),
        ("CTS18 : « Le bus manque le soir »", "CTS18"),
        ("CTS 18 :\n« Le bus manque le soir. »", "CTS 18"),
        ("« Le bus manque le soir. » (CTS 18)", "CTS 18"),
        ("« Le bus manque le soir » – CTS 18", "CTS 18"),
        ("« Le bus manque le soir. » (URPS pharmaciens)", "URPS pharmaciens"),
        ("« Le bus manque le soir », regrette le CTS 18.", "CTS 18"),
        ("Le CTS 18 l’écrit : « Le bus manque le soir. »", "CTS 18"),
        ("CTS 18 : le bus manque le soir et le train le matin", "CTS 18"),
        ("Contribution de la CRSA Bocage sur les bus :\n« Le bus manque le soir. »", "CRSA Bocage"),
        ("Fédération des usagers (FU) : « Le bus manque le soir. »", "Fédération des usagers (FU)"),
        ("CTS 18 et CTS 36 : « Le bus manque le soir. »", "CTS 18 et CTS 36"),
        ("« Le bus manque le soir. » (CTS 18, URPS)", "CTS 18, URPS"),
        ("« Le bus manque le soir. » – Une infirmière de Trelon", "Une infirmière de Trelon"),
        ("A. Morville, DG de l’ARS :\n« Le bus manque le soir. »", "A. Morville, DG de l’ARS"),
        ("# CTS 18\n« Le bus manque le soir. »", "CTS 18"),
        ("• Le bus manque le soir, il faut en ajouter (CTS 18)", "CTS 18"),
        ("Passerelles Bocage décrit ainsi :\n« Le bus manque le soir. »", "Passerelles Bocage"),
    ],
)
def test_a_quotation_belongs_to_who_is_told_beside_it(written: str, speaker: str) -> None:
    words = "bus manque" if "le bus manque" in written.lower() else "manque"
    assert Spoken(written).by(words) == speaker


@pytest.mark.parametrize(
    "written",
    [
        "« Le bus manque le soir. »",
        "Une contribution le dit :\n« Le bus manque le soir. »",
        "Témoignage : « Le bus manque le soir. »",
        "Sur les transports :\n« Le bus manque le soir. »",
        "« Le bus manque le soir » (p. 12)",
        "Le « bus manque à l’appel » (BMA) est fréquent.",
        "# Transports\n« Le bus manque le soir. »",
        "« Le bus manque le soir. »\nCTS 18 : « Le train est en retard. »",
        "Plusieurs contributeurs l’écrivent : « Le bus manque le soir. »",
    ],
)
def test_a_quotation_without_owner_is_nobody_s(written: str) -> None:
    assert Spoken(written).by("bus manque") is None


def test_each_label_keeps_its_words_on_one_line() -> None:
    spoken = Spoken("CTS 18 : « Le bus manque » CTS 36 : « Le train est en retard ».")
    assert spoken.by("Le bus manque") == "CTS 18"
    assert spoken.by("train est en retard") == "CTS 36"


def test_a_quotation_goes_on_over_paragraphs_and_a_page_break() -> None:
    spoken = Spoken(
        "CTS 18 : « Le bus manque le soir.\nLe train manque le matin.\n"
        "La voiture reste. »\nCe constat est partagé."
    )
    assert spoken.by("train manque") == spoken.by("La voiture reste") == "CTS 18"
    assert spoken.by("Ce constat") is None


def test_a_quotation_left_open_ends_at_the_next_label_and_at_the_heading() -> None:
    spoken = Spoken(
        "CTS 18 : « Le bus manque le soir.\nLe train manque.\nCTS 36 : « La route est sûre.\n"
        "# Suites\nLe comité se réunira."
    )
    assert spoken.by("Le train manque") == "CTS 18"
    assert spoken.by("route est sûre") == "CTS 36"
    assert spoken.by("se réunira") is None


def test_a_second_quotation_under_one_label_is_the_same_owner_s() -> None:
    spoken = Spoken("CTS 18 :\n« Le bus manque. »\n« Le train manque. »\nLe comité en prend note.")
    assert spoken.by("Le bus manque") == spoken.by("Le train manque") == "CTS 18"


def test_the_words_of_the_author_after_a_closed_quotation_are_not_the_owner_s() -> None:
    spoken = Spoken("CTS 18 : « Le bus manque. » Ce point de vue est très répandu ailleurs.")
    assert spoken.by("Le bus manque") == "CTS 18"
    assert spoken.by("très répandu") is None


def test_the_inner_of_two_quotations_belongs_to_the_inner_speaker() -> None:
    spoken = Spoken(
        "CTS 18 : « Les élus nous ont répondu : “La ligne ne paie pas.” Nous la demandons. »"
    )
    assert spoken.by("La ligne ne paie pas") == "Les élus"
    assert spoken.by("Nous la demandons") == "CTS 18"
    outer, inner = spoken.sections
    assert outer.start <= inner.start < inner.end <= outer.end


def test_words_in_inner_marks_without_owner_stay_with_the_outer() -> None:
    spoken = Spoken("CTS 18 : « La ligne “verte” est en retard. »")
    assert spoken.by("verte") == "CTS 18"


def test_inner_words_of_somebody_described_are_his() -> None:
    spoken = Spoken("CTS 18 : « Une habitante nous a dit : “Je marche six kilomètres.” »")
    assert spoken.by("six kilomètres") == "Une habitante"


def test_a_list_under_a_body_is_the_body_s() -> None:
    spoken = Spoken(
        "Le CTS 18 demande :\n• un bus le soir ;\n• un train le matin.\n"
        "Les demandes communes sont les suivantes :\n• une carte unique"
    )
    assert spoken.by("un bus le soir") == spoken.by("un train le matin") == "CTS 18"
    assert spoken.by("une carte unique") is None


def test_items_have_their_own_owner_when_they_name_one() -> None:
    spoken = Spoken(
        "Les demandes sont :\n• créer un bus de nuit (CTS 18)\n• créer un train\n"
        "• créer un tramway (CTS 36)"
    )
    assert spoken.by("bus de nuit") == "CTS 18"
    assert spoken.by("créer un train") is None
    assert spoken.by("tramway") == "CTS 36"


def test_what_a_body_reports_stops_where_the_author_speaks_of_another() -> None:
    spoken = Spoken(
        "L’URPS infirmiers conteste ce chiffre. Elle en compte huit. "
        "Le CTS 18 est le seul à le reprendre."
    )
    assert spoken.by("en compte huit") == "URPS infirmiers"
    assert spoken.by("le seul") is None


def test_a_contributor_known_by_its_place_is_the_same_without_marks() -> None:
    spoken = Spoken(
        "Les Hirondelles :\n« Le bus manque. »\n# Trains\nLes Hirondelles :\n« Le train manque. »\n"
        "# Routes\nLes Hirondelles : la route de la vallée est à refaire"
    )
    assert spoken.by("Le bus manque") == "Les Hirondelles"
    assert spoken.by("à refaire") == "Les Hirondelles"


def test_rows_of_tables_have_no_speaker() -> None:
    assert Spoken("CTS 18\tfavorable\tLe CTS 36 demande un bus").sections == ()
