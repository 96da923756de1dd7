"""Claims against passages: what is said exactly passes, what is altered does not."""

from __future__ import annotations

import pytest

from assistant.model import Verdict
from assistant.verify import Source, verify_claim

PASSAGE = (
    "En avril 2021, la commission a recensé 1 250 téléconsultations dans 14 maisons de santé du "
    "Morbihan, soit 12,5 % des actes. La CTS 29 n’est pas favorable au transfert des lits. "
    "Les médecins peuvent déléguer certains soins aux infirmiers."
)
SOURCE = Source(n=1, text=PASSAGE)


def verdict(claim: str) -> Verdict:
    return verify_claim(claim, [SOURCE]).verdict


def kinds(claim: str) -> set[str]:
    return {reason.kind for reason in verify_claim(claim, [SOURCE]).reasons}


@pytest.mark.parametrize(
    "claim",
    [
        "La commission a recensé 1250 téléconsultations en avril 2021.",
        "Dans quatorze maisons de santé, la commission a recensé des téléconsultations.",
        "La CTS 29 n’est pas favorable au transfert des lits.",
        "Les médecins peuvent déléguer certains soins aux infirmiers.",
    ],
)
def test_what_the_passage_says_is_supported(claim: str) -> None:
    check = verify_claim(claim, [SOURCE])
    assert check.verdict is Verdict.SUPPORTED, check.reasons
    assert check.supported_by == (1,)
    [evidence] = check.evidence
    assert all(PASSAGE[a:b] for a, b in evidence.spans)


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("La commission a recensé 1 350 téléconsultations en avril 2021.", "number"),
        ("La commission a recensé 1 250 téléconsultations en avril 2022.", "date"),
        ("Les téléconsultations font 13,5 % des actes des maisons de santé.", "number"),
        ("La CTS 22 n’est pas favorable au transfert des lits.", "name"),
        ("La commission a recensé 1 250 téléconsultations dans 14 maisons de la Mayenne.", "name"),
        ("La CTS 29 est favorable au transfert des lits.", "negation"),
        ("Les médecins ne peuvent pas déléguer certains soins aux infirmiers.", "negation"),
        ("Les médecins peuvent déléguer tous les soins aux infirmiers.", "quantifier"),
        ("Les médecins doivent déléguer certains soins aux infirmiers.", "force"),
        ("Le festival de musique attire des milliers de vacanciers.", "coverage"),
    ],
)
def test_what_is_altered_is_not_supported_and_says_why(claim: str, kind: str) -> None:
    assert verdict(claim) is not Verdict.SUPPORTED
    assert kind in kinds(claim)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Le budget de la prévention est de 12 millions d’euros.",
            "Le budget de la prévention est en hausse. "
            "Le budget de l’hôpital est de 12 millions d’euros.",
        ),
        (
            "M. Durand demande un report de la réforme.",
            "Mme Martin demande un report de la réforme. M. Durand s’y oppose.",
        ),
        ("La commission est favorable au projet.", "La commission est défavorable au projet."),
        ("Et ce n’est pas tout.", "La commission est défavorable au projet."),
    ],
)
def test_words_elsewhere_in_the_passage_prove_nothing(claim: str, passage: str) -> None:
    check = verify_claim(claim, [Source(n=1, text=passage)])
    assert check.verdict is not Verdict.SUPPORTED


def test_a_short_claim_is_denied_too() -> None:
    source = Source(n=1, text="Il ne pleut pas à Brest.")
    assert verify_claim("Il pleut.", [source]).verdict is Verdict.CONTRADICTED


def test_a_wrong_mark_is_not_supported_but_the_right_source_is_named() -> None:
    other = Source(n=2, text="La réunion suivante traite du transport sanitaire.")
    check = verify_claim(
        "La CTS 29 n’est pas favorable au transfert des lits.", [SOURCE, other], [2]
    )
    assert check.verdict is not Verdict.SUPPORTED
    assert check.supported_by == (1,)


def test_a_mark_out_of_range_supports_nothing() -> None:
    check = verify_claim("La CTS 29 n’est pas favorable au transfert.", [SOURCE], [7])
    assert check.verdict is Verdict.UNSUPPORTED
    assert {r.kind for r in check.reasons} == {"mark"}


DATED = Source(
    n=1,
    text="La commission, créée en 2016, a reçu 62 signalements au printemps.",
    context=("Avis de la CSDU 35", "2020-06-09"),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("La commission a reçu 62 signalements au printemps.", True),
        ("La commission de 2016 a reçu 62 signalements au printemps 2020.", True),
        ("La commission a reçu 62 signalements en juin, au printemps.", True),
        ("La commission a reçu 9 signalements au printemps.", False),
        ("La commission a reçu 6 signalements au printemps.", False),
        ("La commission a reçu 62 signalements en avril, au printemps.", False),
        ("La commission, créée en 2020, a reçu 62 signalements.", False),
    ],
)
def test_a_document_lends_its_date_and_no_other_number(claim: str, supported: bool) -> None:
    assert (verify_claim(claim, [DATED]).verdict is Verdict.SUPPORTED) is supported


def test_a_changed_month_is_no_date_of_the_document() -> None:
    source = Source(n=1, text="L’atelier s’est tenu en novembre.", context=("2022-12-05",))
    check = verify_claim("L’atelier s’est tenu en décembre.", [source])
    assert check.verdict is Verdict.CONTRADICTED
    assert [(r.kind, r.claim, r.passage) for r in check.reasons if r.kind == "date"] == [
        ("date", "décembre", "novembre")
    ]
