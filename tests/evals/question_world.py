"""A small world of questions and systems, all values, with a reader of its pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from evals.cases import Case, Evidence
from evals.pagecheck import PageCheck
from evals.records import Record
from evals.response import Cited, Reading, Response, Stated
from evals.runs.statistics import figure
from evals.suites.questions import QuestionSession, measures_of

COUNT = 40
WITHOUT = 20
ANSWER_METRICS = ("headline", "key_facts", "gold_cited")
SEARCH_METRICS = ("evidence_2000", "evidence_4000", "recall_5", "ndcg_10", "mrr_10")

_LETTERS = random.Random(7)
NAMES = ["".join(_LETTERS.choices("bcdfglmnprst", k=7)).capitalize() for _ in range(COUNT)]
SENTENCES = [
    f"La commune de {name} a ouvert {number} lits de répit pendant l’hiver dernier."
    for number, name in enumerate(NAMES, start=101)
]
WRONG = 999


def question(number: int) -> Case:
    return Case(
        id=f"q-{number:02}",
        type="factoid",
        question=f"Combien de lits à {NAMES[number]} ?",
        answerable=True,
        answer=f"{101 + number} lits.",
        key_facts=((str(101 + number),),),
        evidence=(Evidence(doc=f"d{number}", quote=SENTENCES[number]),),
        forbidden=((str(WRONG),),),
    )


def without_answer(number: int) -> Case:
    strata = ("off-topic", "in-field", "false-premise")
    return Case(
        id=f"u-{number:02}",
        type="unanswerable",
        question=f"Combien de ponts à {NAMES[number]} ?",
        answerable=False,
        answer="",
        key_facts=(),
        evidence=(),
        stratum=strata[number % 3],
    )


CASES = [*map(question, range(COUNT)), *map(without_answer, range(WITHOUT))]
PLACE = {case.id: int(case.id[2:]) for case in CASES}
System = Callable[[Case], Response]


def passages(*numbers: int) -> tuple[Reading, ...]:
    return tuple(Reading(doc=f"d{number}", text=SENTENCES[number]) for number in numbers)


def cited(number: int) -> Cited:
    return Cited(doc=f"d{number}", quote=SENTENCES[number], page_start=None, page_end=None)


def told(number: int) -> Response:
    """A right answer about one commune."""
    return Response(
        passages=passages(number),
        answer=f"{SENTENCES[number]} [1]",
        claims=(Stated(text=SENTENCES[number], citations=(0,)),),
        citations=(cited(number),),
    )


REFUSAL = Response(passages=(), answer="Je n’ai rien trouvé.", abstained=True, reason="rien")


def good(case: Case) -> Response:
    return told(PLACE[case.id]) if case.answerable else REFUSAL


def refuse_all(case: Case) -> Response:
    return REFUSAL


def quote_all(case: Case) -> Response:
    """Every document, word for word, with a citation of each; its own question never first."""
    order = [(PLACE[case.id] + 20 + step) % COUNT for step in range(COUNT)]
    return Response(
        passages=passages(*order),
        answer="\n".join(f"{SENTENCES[number]} [{at}]" for at, number in enumerate(order, 1)),
        claims=tuple(
            Stated(text=SENTENCES[number], citations=(at,)) for at, number in enumerate(order)
        ),
        citations=tuple(map(cited, order)),
    )


def answers_of_others(case: Case) -> Response:
    other = told((PLACE[case.id] + 7) % COUNT)
    return other if case.answerable else REFUSAL


class Fake:
    def __init__(self, respond: System) -> None:
        self.respond = respond


@pytest.fixture(scope="module")
def locate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Cited], object]:
    folder = tmp_path_factory.mktemp("textes")
    for number, sentence in enumerate(SENTENCES):
        (folder / f"d{number}.txt").write_text(f"Titre\n\n{sentence}\n", encoding="utf-8")
    return PageCheck({path.stem: path for path in folder.iterdir()}).locate


Run = Callable[..., dict[str, float | None]]


@pytest.fixture
def run(locate: Callable[[Cited], object]) -> Run:
    def measure(system: System, cases: Sequence[Case] = CASES) -> dict[str, float | None]:
        made = records(system, locate, cases)
        metrics = [one.metric for one in measures_of(cases)]
        return {metric.name: figure(metric, made).value for metric in metrics}

    return measure


def session(system: System, locate: object, cases: Sequence[Case] = CASES) -> QuestionSession:
    return QuestionSession(
        questions={case.id: case for case in cases},
        measures=measures_of(cases),
        system=Fake(system),
        locate=locate,  # type: ignore[arg-type]
        documents="d",
        corpus="c",
    )


def records(system: System, locate: object, cases: Sequence[Case] = CASES) -> list[Record]:
    ready = session(system, locate, cases)
    return [ready.measure(case) for case in ready.cases]


def one(system: System, locate: object, case: Case) -> Record:
    return session(system, locate, [case]).measure(case.id)
