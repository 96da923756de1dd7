"""What a question asks: bounds, kind, follow-ups."""

from __future__ import annotations

import pytest

from assistant.model import Question, Turn
from assistant.question import Kind, QuestionError, check, kind_of, understand
from ingest import stems


@pytest.mark.parametrize("text", ["", "   \n", "?!…", "a" * 2_001])
def test_a_question_that_cannot_be_searched_says_what_to_do(text: str) -> None:
    with pytest.raises(QuestionError, match=r"[.]$"):
        check(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Combien de médiateurs ont été recrutés ?", Kind.QUANTITY),
        ("quel budget pour les trajets", Kind.QUANTITY),
        ("À quelle date le service ouvre-t-il ?", Kind.DATE),
        ("Depuis quand le numéro marche-t-il ?", Kind.DATE),
        ("Qui préside la séance ?", Kind.WHO),
        ("Quelle CTS demande un report ?", Kind.WHO),
        ("Quelles sont les priorités retenues ?", Kind.LIST),
        ("Pourquoi la motion est-elle rejetée ?", Kind.OTHER),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_a_follow_up_takes_up_the_question_before() -> None:
    history = (Turn(question="Combien de lits à Quimper ?", answer="12"),)
    asked = understand(Question(text="Et à Brest ?", history=history))
    assert "Quimper" in asked.text
    assert asked.text.endswith("Et à Brest ?")
    assert "lit" in asked.carried
    assert "brest" in asked.stems


def test_a_follow_up_of_a_follow_up_keeps_the_subject() -> None:
    history = (
        Turn(question="Combien de lits à Quimper ?", answer="12"),
        Turn(question="Et à Brest ?", answer="9"),
    )
    asked = understand(Question(text="Et à Vannes ?", history=history))
    assert asked.text.index("lits") < asked.text.index("Brest") < asked.text.index("Vannes")
    assert {"lit", "brest"} <= asked.carried


def test_what_a_question_says_of_itself_is_not_looked_for() -> None:
    asked = understand(Question(text="Bonjour, que disent les documents sur les aidants ?"))
    assert asked.stems == ("aid",)


def test_a_question_that_stands_alone_carries_nothing() -> None:
    history = (Turn(question="Combien de lits à Quimper ?", answer="12"),)
    text = "Quelles formations la commission propose aux aidants familiaux ?"
    asked = understand(Question(text=text, history=history))
    assert asked.text == text
    assert not asked.carried


@pytest.mark.parametrize(
    "asked",
    [
        "Que demande Mme Roy ?",
        "Que demande madame Roy ?",
        "que demande M. Roy",
        "M Roy demande quoi",
    ],
)
def test_a_civility_is_not_what_is_looked_for(asked: str) -> None:
    assert set(understand(Question(text=asked)).stems) <= {"demand", "roy"}


def test_what_looks_like_a_civility_stays() -> None:
    asked = "Le PRS finance-t-il 10 m de rampe ?"
    assert understand(Question(text=asked)).stems[0] == stems("PRS")[0]
