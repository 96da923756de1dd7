"""The page of evaluation as evaluators meet it: the real server, a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_harness import INPUT, PHONE, SAMPLE, WIDE, browser, chat, chromium, page
from fakes.report_runs import record, suite
from playwright.sync_api import Browser, Page, expect

from assistant.cli import main
from evals.cases import load_cases
from evals.review import judgements, signoff
from evals.runs.folder import Header, line_of, manifest_text
from evals.ui import text

pytestmark = pytest.mark.slow

DOCUMENT = "bretagne-cts-releve-2022"
WAIT_MS = 60_000
SETTLE_MS = 1_500
SELECT = """() => {
  const place = document.querySelectorAll(".corpus.sheet p")[1];
  const range = document.createRange();
  range.selectNodeContents(place);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
  return place.textContent;
}"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document of the sample corpus: enough to be read beside a form."""
    folder = tmp_path_factory.mktemp("data")
    (found,) = SAMPLE.glob(f"{DOCUMENT}.*")
    assert main(["--data-dir", str(folder), "ingest", str(found)]) == 0
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions on that document, and a run of one answer."""
    folder = tmp_path_factory.mktemp("evaluation")
    questions = (SAMPLE.parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [one for one in questions if f'"doc": "{DOCUMENT}"' in one][:3]
    (folder / "questions.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
    case = json.loads(kept[0])
    detail = {
        "question": case["question"],
        "expected": case["answer"],
        "answer": f"**Relevé**\n\n{case['evidence'][0]['quote']} [1]",
        "abstained": False,
        "citations": [{**case["evidence"][0], "page_start": case["evidence"][0].get("page")}],
        "evidence": case["evidence"],
    }
    made = suite(record(case["id"], detail=detail, whole=1), name="own", title="Vos questions")
    header = Header(
        asked={"own": "f"}, engine="extractive", model=None, seed=1, limit=None,
        settings={}, versions={},
    )  # fmt: skip
    (folder / "premier").mkdir()
    (folder / "premier" / "run.json").write_text(manifest_text(header, [made.info]), "utf-8")
    (folder / "premier" / "own.jsonl").write_bytes(b"".join(map(line_of, made.records)))
    return folder


@pytest.fixture(scope="module")
def url(data_dir: Path, work: Path) -> Iterator[str]:
    with chat(data_dir, engine="extractive", pages=json.dumps({"evaluation": str(work)})) as found:
        yield f"{found}/evaluation"


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("Chromium is not installed (Debian package: chromium)")
    with browser() as found:
        yield found


def visit(on: Page, url: str, view: str | None = None) -> None:
    on.goto(url)
    on.get_by_role("radiogroup", name=text.VIEW).wait_for(timeout=WAIT_MS)
    if view:
        on.get_by_text(view, exact=True).click()


def pick(on: Page, label: str, wanted: str) -> None:
    box = on.get_by_role("combobox", name=label)
    box.click()
    box.fill(wanted)
    on.get_by_role("option").first.click()


def sound(on: Page) -> None:
    """Nothing serious for axe, no sideways scroll, no name left in the framework's English."""
    # What is being drawn anew is pale until it is there.
    on.locator('[data-test-script-state="notRunning"]').wait_for(timeout=WAIT_MS)
    expect(on.locator('[data-stale="true"]')).to_have_count(0)
    on.wait_for_timeout(SETTLE_MS)
    found = Axe().run(on).response
    assert len(found["passes"]) > 10
    bad = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    assert bad == []
    assert on.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert on.get_by_text("Enter to apply").count() == 0
    assert on.locator('[aria-label^="Help for"]').count() == 0


def test_the_first_visitor_of_a_server_finds_the_page(opened: Browser, url: str) -> None:
    with page(opened) as on:
        visit(on, url)
        expect(on.get_by_role("combobox", name=text.DOCUMENT)).to_be_visible(timeout=WAIT_MS)
        assert on.get_by_role("dialog").count() == 0


def test_words_selected_in_the_document_become_evidence(
    opened: Browser, url: str, work: Path
) -> None:
    with page(opened, WIDE) as on:
        visit(on, url)
        pick(on, text.FILE, text.NEW_FILE)
        name = on.get_by_role("textbox", name=text.NEW_FILE_NAME)
        name.fill("essai")
        name.press("Enter")
        on.get_by_label("Question", exact=True).fill("Que dit le relevé ?")
        on.get_by_label("Réponse de référence").fill("Ce qui est cité.")
        on.locator(".corpus.sheet").wait_for(timeout=WAIT_MS)
        on.get_by_role("button", name=text.TAKE).wait_for(timeout=WAIT_MS)
        words = on.evaluate(SELECT)
        on.get_by_role("button", name=text.TAKE).click()
        expect(on.get_by_label(text.WORDS)).to_have_value(" ".join(words.split()))
        expect(on.get_by_text(text.STANDS)).to_be_visible()
        sound(on)
        on.get_by_role("button", name=text.ADD).click()
        expect(on.get_by_label(text.WORDS)).to_have_value("")
        on.get_by_label("Notes").fill("tapé juste avant")
        on.get_by_role("button", name=text.SAVE).click()
        expect(on.get_by_text("enregistrée dans essai.jsonl")).to_be_visible(timeout=WAIT_MS)
    (case,) = load_cases(work / "essai.jsonl")
    assert (case.question, case.notes) == ("Que dit le relevé ?", "tapé juste avant")
    assert [(one.doc, one.quote) for one in case.evidence] == [(DOCUMENT, " ".join(words.split()))]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_question_is_judged_beside_its_evidence(
    opened: Browser, url: str, work: Path, size: tuple[int, int]
) -> None:
    name = f"Claire {size[0]}"
    with page(opened, size) as on:
        visit(on, url, text.REVIEW_CASES)
        pick(on, text.FILE, "questions.jsonl")
        field = on.get_by_label(text.NAME)
        field.fill(name)
        field.press("Enter")
        expect(on.locator(".corpus.sheet mark").first).to_be_attached(timeout=WAIT_MS)
        on.get_by_text("à corriger", exact=True).click()
        on.get_by_label(text.COMMENT).fill("La page manque.")
        sound(on)
        on.get_by_role("button", name=text.KEEP_VERDICT).click()
        expect(on.get_by_text(text.KEPT)).to_be_visible(timeout=WAIT_MS)
        second = load_cases(work / "questions.jsonl")[1].id
        expect(on.locator(".st-key-card")).to_contain_text(second)
        chosen = on.get_by_role("combobox", name=text.QUESTION)
        expect(chosen).to_have_value(re.compile(f"^{second} "))
    said = judgements.read(work / "questions.avis.jsonl").entries
    (mine,) = [one for one in said if one.annotator == name]
    assert (mine.label, mine.comment) == ("fix", "La page manque.")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_an_answer_is_judged_and_its_run_approved(
    opened: Browser, url: str, work: Path, size: tuple[int, int]
) -> None:
    name = f"Émile {size[0]}"
    with page(opened, size) as on:
        visit(on, url, text.REVIEW_ANSWERS)
        field = on.get_by_label(text.NAME)
        field.fill(name)
        field.press("Enter")
        on.get_by_text("juste", exact=True).click()
        claims = on.get_by_role("radiogroup", name="Phrase")
        for at in range(claims.count()):
            claims.nth(at).get_by_text("soutenu", exact=True).click()
        expect(on.get_by_role("button", name=text.KEEP_VERDICT)).to_be_enabled(timeout=WAIT_MS)
        sound(on)
        on.get_by_role("button", name=text.KEEP_VERDICT).click()
        expect(on.get_by_text(text.KEPT)).to_be_visible(timeout=WAIT_MS)
        on.get_by_role("button", name=text.APPROVE).click()
        expect(on.get_by_text(f"Approuvé par {name} le")).to_be_visible(timeout=WAIT_MS)
    assert any(name in sentence for sentence in signoff.told(work / "premier"))


def test_members_do_not_meet_the_page(opened: Browser, data_dir: Path) -> None:
    with chat(data_dir, engine="extractive") as url, page(opened) as on:
        on.goto(url)
        on.locator(INPUT).wait_for(timeout=WAIT_MS)
        assert on.get_by_text(text.TITLE, exact=True).count() == 0
