"""Which cases the page shows, and what it says of each."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.report_runs import CITED, FORBIDDEN, LENGTH, METRICS, WHOLE, record, suite

from evals.htmlreport.cases import anchor, case_views
from evals.htmlreport.detail import read
from evals.htmlreport.failing import failed, fails, turned
from evals.htmlreport.figures import is_share, metric_views
from evals.htmlreport.filters import filters
from evals.htmlreport.suites import latency, suite_view
from evals.records import Metric, Score


@pytest.mark.parametrize(
    ("better", "hits", "units", "fails_"),
    [
        (1, 1, 1, False),
        (1, 0.999, 1, True),
        (1, 3, 3, False),
        (1, 2, 3, True),
        (-1, 0, 1, False),
        (-1, 1, 4, True),
        (0, 0, 1, False),
        (1, 0, 0, False),
    ],
)
def test_what_fails(better: int, hits: float, units: int, fails_: bool) -> None:
    metric = Metric(name="m", label="m", definition="", better=better)
    assert fails(metric, Score(hits=hits, units=units)) is fails_


def test_a_sum_of_parts_that_rounds_below_one_is_full() -> None:
    assert not fails(WHOLE, Score(hits=sum([0.1] * 10)))


def test_a_score_without_a_metric_fails_the_mean_that_uses_it() -> None:
    mean = Metric(name="balanced", label="Exactitude", definition="", of=("caught", "kept"))
    assert failed((mean,), record("a", caught=0)) == (mean,)
    caught = Metric(name="caught", label="Arrêtées", definition="")
    assert failed((caught, mean), record("a", caught=0)) == (caught,)


def test_failures_are_in_the_order_of_the_suite() -> None:
    found = failed(METRICS, record("a", forbidden=1, cited=0.5, whole=1, length=900))
    assert found == (CITED, FORBIDDEN)


def test_what_turned_has_its_direction() -> None:
    before = record("a", whole=0, cited=(1, 2), forbidden=0, length=10)
    after = record("a", whole=1, cited=(2, 4), forbidden=1, length=20)
    turns = turned(METRICS, before, after)
    assert [(one.metric.name, one.direction) for one in turns] == [("whole", 1), ("forbidden", -1)]


def test_every_failing_case_is_shown_and_no_other() -> None:
    made = suite(
        record("right", whole=1, length=3000),
        record("wrong", whole=0),
        record("crashed", errors=("citations : KeyError",)),
    )
    assert [one.id for one in case_views(made, None)] == ["wrong", "crashed"]


def test_a_case_that_was_mended_is_shown_with_its_baseline() -> None:
    before = suite(record("a", whole=0, detail={"answer": "avant"}), record("b", whole=1))
    after = suite(record("a", whole=1, detail={"answer": "après"}), record("b", whole=1))
    (only,) = case_views(after, before)
    assert (only.id, only.better, only.worse, only.failed) == ("a", True, False, ())
    assert only.answer_before == "<p>avant</p>\n"
    assert [(row.value, row.before, row.state) for row in only.scores] == [("1", "0", "réussi")]


def test_a_new_crash_is_worse_and_a_mended_one_better() -> None:
    sound, broken = suite(record("a", whole=0)), suite(record("a", whole=0, errors=("panne",)))
    assert case_views(broken, sound)[0].worse
    assert case_views(sound, broken)[0].better


def test_the_same_answer_is_not_told_twice() -> None:
    one = suite(record("a", whole=0, detail={"answer": "même"}))
    assert case_views(one, one)[0].answer_before == ""


def test_anchors_are_plain_stable_and_distinct() -> None:
    assert anchor("dev", "q-001") == "cas-dev-q-001"
    odd = {anchor("dev", name) for name in ("q 1", "q/1", "q\u00e91", "q\ud8001", "q-1")}
    assert len(odd) == 5
    assert all(name.isascii() and " " not in name and "/" not in name for name in odd)


def test_a_detail_of_the_shape_agreed_on() -> None:
    shown = read(
        {
            "question": "Combien ?",
            "history": [{"question": "Avant ?", "answer": "Oui."}],
            "abstained": True,
            "evidence": [{"doc": "d", "page": 3, "quote": "mots", "read": True, "cited": False}],
            "citations": [
                {"doc": "d", "page_start": 1, "page_end": 2, "quote": "x", "on_page": None},
                {"doc": "d", "page_start": None, "page_end": None, "quote": "y", "on_page": True},
            ],
            "claims": [
                {"text": "dit", "citations": [1, 0, -1], "proved": False},
                {"text": "nu", "citations": []},
            ],
            "passages": [{"n": 2, "doc": "d", "text": "texte"}],
            "label": "contradicted",
            "verdict": "supported",
            "reasons": [{"kind": "number", "claim": "12", "passage": "13"}],
            "passages_read": [f"p{at}" for at in range(13)],
        }
    )
    assert shown.history == (("Avant ?", "Oui."),)
    assert shown.refused
    assert [(one.place, one.marks) for one in shown.evidence] == [
        ("d, p. 3", (("lue par la recherche", True), ("non citée", False)))
    ]
    places = [(one.place, one.marks) for one in shown.citations]
    assert places == [("d, p. 1 à 2", ()), ("d", (("à cette page", True),))]
    assert [(one.text, one.numbers, one.proved) for one in shown.claims] == [
        ("dit", "[2] [1] [sans source]", False),
        ("nu", "sans citation", None),
    ]
    assert shown.passages == (("[2] d", "texte"),)
    assert (shown.label, shown.verdict) == ("contredite", "prouvée")
    assert shown.reasons[0].kind == "nombre"
    assert (len(shown.read), shown.read_left) == (6, 7)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"question": 3, "history": "x", "evidence": [None, 1], "citations": {"quote": "q"}},
        {"edit": "mot", "reasons": ["r"], "passages": [["a"]], "notes": 1, "passages_read": {}},
        {"claims": ["a", {"citations": "x", "proved": 1}, {"text": 3, "citations": [None, "y"]}]},
        {"answer": ["a"], "abstained": "non", "label": 0, "claim": {"a": 1}},
    ],
)
def test_a_detail_of_another_shape_stops_nothing(raw: dict[str, Any]) -> None:
    read(raw)


def test_an_edit_that_changed_no_word_is_only_named() -> None:
    same = read({"edit": {"kind": "mot pour mot", "before": "a", "after": "a"}}).edit
    other = read({"edit": {"kind": "nombre", "before": "1", "after": "2"}}).edit
    assert same is not None
    assert other is not None
    assert (same.kind, same.before, same.after) == ("mot pour mot", "", "")
    assert (other.before, other.after) == ("<del>1</del>", "<ins>2</ins>")


def test_a_key_that_the_page_does_not_know_is_shown_as_it_is() -> None:
    assert read({"seuil": {"b": 1}}).others == (("seuil", '{"b": 1}'),)


def test_only_scores_within_their_units_are_shares() -> None:
    records = [record("a", whole=1, length=900), record("b", whole=0, length=0)]
    assert is_share(WHOLE, records)
    assert not is_share(LENGTH, records)


def test_a_metric_that_counts_no_case_is_left_out() -> None:
    views = metric_views(suite(record("a", whole=1), record("b", whole=0)), None)
    assert [one.label for one in views] == [WHOLE.label]
    assert views[0].whole.value == "50,0\u00a0%"
    assert views[0].whole.sample == "2\u00a0cas"
    assert views[0].by_group == (), "one group is the whole again"


def test_small_groups_are_pooled() -> None:
    records = [record(f"a{at}", group="Liste", whole=1) for at in range(10)]
    records += [record("b", group="factoid", whole=0), record("c", group="attendance", whole=0)]
    rows = metric_views(suite(*records), None)[0].by_group
    assert [(one.label, one.sample) for one in rows] == [
        ("Liste", "10\u00a0cas"),
        ("autres (groupes de moins de 10)", "2\u00a0cas"),
    ]


def test_latency_is_the_median_and_the_nearest_rank() -> None:
    assert latency([]) == ""
    told = latency(range(1, 101))
    assert told.startswith("médiane 51\u00a0ms, 95\u00a0% des cas en moins de 95\u00a0ms")
    assert "(100\u00a0cas mesurés)" in told
    assert "1\u00a0cas mesuré)" in latency([7])


def test_filters_count_the_cases_that_they_leave() -> None:
    before = suite(record("a", whole=1), record("b", whole=0))
    after = suite(
        record("a", group="Liste", documents=("d", "d"), whole=0),
        record("b", group="Liste", documents=("d", "e"), whole=0, cited=0),
    )
    view = suite_view(after, before, None)
    found = filters([view])
    assert [(one.label, one.count) for one in found.suites] == [("Corpus d’exemple", 2)]
    assert [(one.label, one.count) for one in found.groups] == [("Liste", 2)]
    assert [(one.label, one.count) for one in found.documents] == [("d", 2), ("e", 1)]
    assert [(one.label, one.count) for one in found.metrics] == [(CITED.label, 1), (WHOLE.label, 2)]
    assert {one.label: one.count for one in found.turns} == {
        "changé depuis la référence": 1,
        "moins bien que la référence": 1,
    }
    keys = found.keys(view, view.cases[1])
    assert keys == {
        "suite": "s0",
        "group": "g0",
        "document": "d0 d1",
        "metric": "m0 m1",
        "turn": "",
    }
