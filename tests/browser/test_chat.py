"""The chat as a volunteer meets it: the real server, the sample corpus, a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_harness import (
    INPUT,
    NEAREST,
    PHONE,
    SOURCES,
    WIDE,
    ask,
    browser,
    chat,
    chromium,
    ingest_sample,
    page,
)
from fakes.ollama_server import Behaviour, FakeOllama
from playwright.sync_api import Browser, Page, expect

from assistant.ui import text

pytestmark = pytest.mark.slow

QUESTION = "Combien de réponses exploitables le comité des Hauts-de-France a-t-il reçues ?"
FOLLOW_UP = "Et combien de contributions libres ?"
SHEET = ".corpus.sheet"
WAIT_MS = 60_000
SLIDE_MS = 1_000
DIM = """() => {
  const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const read = (css) => { const [r, g, b, a = 1] = css.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], a }; };
  const over = (top, under, a) => top.map((v, i) => v * a + under[i] * (1 - a));
  const ground = (element) => { const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const layer = read(getComputedStyle(e).backgroundColor);
      if (layer.a > 0) layers.unshift(layer);
      if (layer.a === 1) break;
    }
    return layers.reduce((under, layer) => over(layer.rgb, under, layer.a), [255, 255, 255]); };
  return [...document.querySelectorAll("body *")].filter((e) => {
    const box = e.getBoundingClientRect();
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
    return words && box.width > 2 && box.height > 2 && !e.closest("[disabled]");
  }).map((e) => {
    let opacity = 1;
    for (let x = e; x; x = x.parentElement) opacity *= Number(getComputedStyle(x).opacity);
    const under = ground(e), colour = read(getComputedStyle(e).color);
    const [a, b] = [light(over(colour.rgb, under, colour.a * opacity)), light(under)];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim().slice(0, 60)];
  }).filter(([contrast]) => contrast < 4.5);
}"""
"""Texts whose contrast with what lies under them is below 4.5 (WCAG AA)."""
WITHIN_THE_SCREEN = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect()
  return box.left >= 0 && box.right <= innerWidth
}"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chat")
    ingest_sample(folder)
    return folder


@pytest.fixture(scope="module")
def url(data_dir: Path) -> Iterator[str]:
    with chat(data_dir, engine="extractive") as address:
        yield address


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("Chromium is not installed (Debian package: chromium)")
    with browser() as found:
        yield found


def visit(on: Page, url: str) -> None:
    on.goto(url)
    on.locator(INPUT).wait_for(timeout=WAIT_MS)


def lit(on: Page) -> str:
    return "\n".join(on.locator(f"{SHEET} mark").all_inner_texts())


def no_sideways_scroll(on: Page) -> bool:
    return bool(on.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_question_its_source_and_a_follow_up(opened: Browser, url: str) -> None:
    with page(opened, WIDE) as on:
        visit(on, url)
        expect(on.locator("html")).to_have_attribute("lang", "fr")
        expect(on).to_have_title(re.compile(text.CHAT_PAGE))
        ask(on, QUESTION)
        answered = on.locator(".corpus", has=on.locator("a.mark")).first
        expect(answered).to_contain_text("947 réponses exploitables")

        on.locator(SOURCES).first.click()
        on.locator(SHEET).wait_for(timeout=WAIT_MS)
        quoted = answered.locator(":is(p, li):has(a.mark)").first.inner_text()
        assert lit(on) == re.sub(r"\s*\[\d+\]\s*$", "", quoted)
        expect(on.locator(f"{SHEET} mark").first).to_be_in_viewport()
        dialog = on.get_by_role("dialog")
        expect(dialog).to_contain_text("Page 1 sur 9")
        expect(dialog).to_contain_text("juillet 2020")
        dialog.get_by_role("button", name=text.NEXT_PAGE).click()
        expect(dialog).to_contain_text("Page 2 sur 9")
        expect(on.locator(f"{SHEET} mark")).to_have_count(0)
        dialog.get_by_role("button", name=text.BACK_TO_QUOTE).click()
        expect(dialog).to_contain_text("Page 1 sur 9")
        dialog.get_by_text(text.PICTURE).click()
        expect(dialog.locator("img")).to_be_visible(timeout=WAIT_MS)
        expect(dialog.get_by_text(text.PICTURE_NOT_LIT)).to_have_count(0)
        on.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

        ask(on, FOLLOW_UP)
        expect(on.get_by_text("Question comprise :").first).to_be_visible()
        assert on.locator("a.mark").count() > 0
        on.reload()
        expect(on.get_by_text("947 réponses exploitables").first).to_be_visible(timeout=WAIT_MS)
        expect(on.get_by_text(FOLLOW_UP).first).to_be_visible()


def test_a_mark_in_the_answer_opens_its_source_from_the_keyboard(opened: Browser, url: str) -> None:
    with page(opened) as on:
        visit(on, url)
        ask(on, QUESTION)
        on.locator("a.mark").first.focus()
        on.keyboard.press("Enter")
        on.locator(SHEET).wait_for(timeout=WAIT_MS)
        assert "947 réponses exploitables" in lit(on)


def test_a_question_beside_the_corpus_is_refused(opened: Browser, url: str) -> None:
    with page(opened) as on:
        visit(on, url)
        ask(on, "Comment réussir une omelette aux champignons ?")
        expect(on.get_by_text(text.REFUSED)).to_be_visible()
        assert on.locator(SOURCES).count() == 0


def test_a_phone_can_ask_open_and_choose_a_region(opened: Browser, url: str) -> None:
    with page(opened, PHONE) as on:
        visit(on, url)
        assert no_sideways_scroll(on)
        on.get_by_label(text.CHROME["Expand sidebar"]).click()
        on.wait_for_timeout(SLIDE_MS)
        on.get_by_role("combobox", name=text.REGIONS).click()
        on.get_by_role("option", name="Bretagne").click()
        on.keyboard.press("Escape")
        on.get_by_label(text.CHROME["Collapse sidebar"]).click()
        expect(on.get_by_text("Recherche limitée à : Bretagne.")).to_be_visible()
        ask(on, "Que dit le rapport sur la santé mentale ?")
        assert no_sideways_scroll(on)
        on.locator(f"{SOURCES}, {NEAREST}").first.click()
        on.locator(SHEET).wait_for(timeout=WAIT_MS)
        on.wait_for_function(WITHIN_THE_SCREEN, arg=SHEET, timeout=WAIT_MS)  # it slides in
        assert no_sideways_scroll(on)


def test_every_control_has_a_french_name_and_every_text_enough_contrast(
    opened: Browser, url: str
) -> None:
    with page(opened) as on:
        visit(on, url)
        assert on.evaluate(DIM) == []
        ask(on, QUESTION)
        assert on.evaluate(DIM) == []
        names = on.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)")
        assert not set(names) & set(text.CHROME), names
        unnamed = on.evaluate(
            "[...document.querySelectorAll('button, input, textarea, a')].filter(e => "
            "e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() || e.title "
            "|| e.getAttribute('aria-labelledby') || (e.labels && e.labels.length)))"
            ".map(e => e.outerHTML)"
        )
        assert unnamed == []


def test_the_documents_that_are_loaded_can_be_read(opened: Browser, url: str) -> None:
    with page(opened) as on:
        on.goto(f"{url}/documents")
        expect(on.locator("html")).to_have_attribute("lang", "fr")
        expect(on.get_by_text("9 documents")).to_be_visible(timeout=WAIT_MS)
        on.get_by_label(text.FIND_DOCUMENT).fill("brochure")
        on.keyboard.press("Enter")
        expect(on.get_by_text("1 document", exact=True)).to_be_visible()
        readable = on.get_by_role("button", name=text.OPEN)
        expect(readable).to_have_count(1)
        readable.click()
        on.locator(SHEET).wait_for(timeout=WAIT_MS)
        expect(on.locator(f"{SHEET} mark")).to_have_count(0)


def test_a_draft_is_shown_as_not_verified_and_stopping_keeps_it(
    opened: Browser, data_dir: Path
) -> None:
    words = [f"mot{n} " for n in range(400)]
    with (
        FakeOllama(Behaviour(pieces=words, delay_s=0.2)) as model,
        chat(data_dir, engine="ollama", ollama_url=model.url, ollama_model="petit:3b") as address,
        page(opened) as on,
    ):
        visit(on, address)
        on.locator(INPUT).fill(QUESTION)
        on.locator(INPUT).press("Enter")
        expect(on.get_by_text(text.DRAFT)).to_be_visible(timeout=WAIT_MS)
        expect(on.locator(".draft")).to_contain_text("mot5")
        on.reload()
        expect(on.get_by_text(text.DRAFT)).to_be_visible(timeout=WAIT_MS)
        on.get_by_role("button", name=text.STOP, exact=True).click()
        expect(on.get_by_text(text.STOPPED_DRAFT)).to_be_visible(timeout=WAIT_MS)
        expect(on.locator(".draft")).to_contain_text("mot5")
        on.reload()
        expect(on.get_by_text(text.STOPPED_DRAFT)).to_be_visible(timeout=WAIT_MS)


def test_an_empty_folder_says_what_to_run(opened: Browser, tmp_path: Path) -> None:
    with chat(tmp_path) as address, page(opened) as on:
        on.goto(address)
        expect(on.get_by_text(text.EMPTY_COMMAND)).to_be_visible(timeout=WAIT_MS)
        assert on.locator(INPUT).count() == 0
