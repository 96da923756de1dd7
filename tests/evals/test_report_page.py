"""The page as text: complete, escaped, alone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from fakes.report_runs import record, run, sample_run, suite

from evals.htmlreport.page import render
from evals.runs.model import RunError

VOID = {"meta", "link", "input", "br", "line", "path", "circle", "img", "hr"}


class Parsed(HTMLParser):
    """Attributes of every element, texts, ids; fails on a tag closed out of order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.raw[self.open[-1]] = data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.elements if "id" in attrs]


@pytest.fixture(scope="module")
def full() -> str:
    return render(sample_run(seed=2, strength=0.7), sample_run(folder="avant"))


def test_the_page_is_well_formed_and_its_ids_are_distinct(full: str) -> None:
    parsed = Parsed(full)
    assert parsed.open == []
    assert len(parsed.ids()) == len(set(parsed.ids()))


def test_every_link_stays_in_the_page_and_finds_its_place(full: str) -> None:
    parsed = Parsed(full)
    links = [str(attrs["href"]) for tag, attrs in parsed.elements if tag == "a"]
    assert len(links) > 100
    assert {link[1:] for link in links} - set(parsed.ids()) == set()
    assert all(link.startswith("#") for link in links)


def test_the_page_asks_for_nothing(full: str) -> None:
    for _, attrs in Parsed(full).elements:
        assert attrs.get("src") is None
        assert str(attrs.get("href", "#"))[0] == "#" or attrs["href"] == "data:,"
        assert "style" not in attrs, "the policy refuses styles of elements"
        assert not any(name.startswith("on") for name in attrs)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|sendBeacon|https?://", full)


def test_the_policy_allows_the_style_and_the_script_of_the_page_only(full: str) -> None:
    parsed = Parsed(full)
    (policy,) = (
        str(attrs["content"])
        for _, attrs in parsed.elements
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        digest = hashlib.sha256(parsed.raw[kind].encode("utf-8")).digest()
        assert f"{kind}-src 'sha256-{base64.b64encode(digest).decode('ascii')}'" in policy


def test_the_same_run_gives_the_same_page() -> None:
    assert render(sample_run()) == render(sample_run())


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \x00\u202e\ud800"
)


def test_hostile_texts_are_shown_and_do_nothing() -> None:
    detail = {
        "question": HOSTILE,
        "history": [{"question": HOSTILE, "answer": HOSTILE}],
        "expected": HOSTILE,
        "answer": HOSTILE,
        "reason": HOSTILE,
        "evidence": [{"doc": HOSTILE, "page": HOSTILE, "quote": HOSTILE, "cited": True}],
        "citations": [{"doc": HOSTILE, "page_start": 1, "quote": HOSTILE, "on_page": False}],
        "claim": HOSTILE,
        "claims": [{"text": HOSTILE, "citations": [HOSTILE, 0], "proved": False}],
        "passages": [{"n": HOSTILE, "doc": HOSTILE, "text": HOSTILE}],
        "label": HOSTILE,
        "verdict": HOSTILE,
        "reasons": [{"kind": HOSTILE, "claim": HOSTILE, "passage": HOSTILE}],
        "edit": {"kind": HOSTILE, "before": HOSTILE, "after": f"{HOSTILE} après"},
        "passages_read": [HOSTILE],
        "notes": [HOSTILE],
        HOSTILE: HOSTILE,
    }
    bad = record(
        HOSTILE, group=HOSTILE, documents=(HOSTILE,), errors=(HOSTILE,), detail=detail, whole=0
    )
    page = render(run(suite(bad, title=HOSTILE), folder="</title><script>"))
    page.encode("utf-8")
    parsed = Parsed(page)
    assert [tag for tag, _ in parsed.elements].count("script") == 1
    assert not any(tag == "img" for tag, _ in parsed.elements)
    assert "{{ 7*7 }}" in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).split("<main>")[1]
    assert not re.search("[\x00-\x08\u202e]", page)


def test_each_part_of_a_failing_case_is_on_the_page() -> None:
    detail = {
        "question": "Q-mots",
        "history": [{"question": "H-question", "answer": "H-réponse"}],
        "expected": "E-mots",
        "answer": "A-mots [1]",
        "reason": "R-mots",
        "evidence": [{"doc": "V-doc", "page": 4, "quote": "V-mots", "read": True, "cited": False}],
        "citations": [{"doc": "C-doc", "page_start": 7, "quote": "C-mots", "on_page": False}],
        "claim": "M-mots",
        "claims": [{"text": "L-mots", "citations": [0], "proved": False}],
        "passages": [{"n": 1, "doc": "P-doc", "text": "P-mots"}],
        "reasons": [{"kind": "negation", "claim": "ne", "passage": "N-mots"}],
        "notes": ["T-mots"],
    }
    page = render(run(suite(record("cas-1", errors=("X-panne",), detail=detail, whole=0))))
    body = page[page.index('id="cas-sample-cas-1"') :]
    said = ["H-question", "H-réponse", "Q-mots", "M-mots", "négation", "N-mots", "E-mots"]
    said += ["R-mots", "A-mots [1]", "lue par la recherche", "non citée", "V-doc, p. 4", "V-mots"]
    said += ["L-mots", "[1]</span>", "non prouvée"]
    said += [
        "absents de cette page",
        "C-doc, p. 7",
        "C-mots",
        "P-doc",
        "P-mots",
        "T-mots",
        "X-panne",
    ]
    assert [text for text in said if text not in body] == []
    order = [body.index(text) for text in ("Q-mots</dd>", "M-mots", "T-mots", "E-mots", "V-mots")]
    assert order == sorted(order), "why the case fails comes right under what was asked"


def test_the_conditions_are_on_the_page_without_the_path_of_the_machine() -> None:
    page = render(sample_run(folder="lundi"))
    for text in ("lundi", "20201", "chromadb", "1.5.9", "dense_weight", "c0ffee", "d0c5", "1de8"):
        assert text in page
    assert "/nowhere" not in page


def test_the_difference_with_the_baseline_is_told() -> None:
    wrong = suite(*(record(f"q{at}", whole=0) for at in range(20)))
    right = suite(*(record(f"q{at}", whole=1) for at in range(20)))
    gained, lost = render(run(right), run(wrong)), render(run(wrong), run(right))
    assert "rien n’est devenu moins bon" in gained
    assert '<span class="verdict gain">mieux</span>' in gained
    assert "+100,0\u00a0points" in gained
    assert "1\u00a0mesure est moins bonne" in lost
    assert '<span class="verdict regression">moins bien</span>' in lost
    assert '<a href="#cas-sample-q19">q19</a>' in lost


def test_a_run_against_itself_shows_no_difference() -> None:
    page = render(sample_run(), sample_run())
    assert "rien n’est devenu moins bon" in page
    assert '"verdict gain"' not in page
    assert '"verdict regression"' not in page
    assert "cas a changé" not in page


def test_a_suite_that_the_baseline_lacks_is_told() -> None:
    one, two = suite(record("a", whole=1)), suite(record("a", whole=0), name="dev", title="Dev")
    assert "Ce jeu n’est pas dans la référence." in render(run(one, two), run(one))


def test_a_baseline_over_other_texts_is_refused_unless_forced() -> None:
    one, other = sample_run(), run(suite(record("z", whole=1), name="else"))
    with pytest.raises(RunError):
        render(one, other)


def test_a_suite_without_a_single_score_is_no_crash() -> None:
    page = render(run(suite(record("a", errors=("panne",)))))
    assert "Aucune mesure ne s’applique" in page


def test_six_hundred_failing_cases_stay_below_five_megabytes() -> None:
    text = "Une phrase de longueur moyenne, comme il y en a dans un compte rendu. " * 4
    quote = {"doc": "document", "page": 1, "page_start": 1, "quote": text, "cited": False}
    detail = {
        "question": text[:140],
        "expected": text,
        "answer": text * 3,
        "evidence": [quote] * 2,
        "citations": [quote] * 6,
        "passages_read": [text] * 10,
    }
    records = [record(f"q{at}", detail=detail, whole=0) for at in range(600)]
    assert len(render(run(suite(*records))).encode("utf-8")) < 5_000_000
