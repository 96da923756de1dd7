"""The report of an evaluation, opened from a file as its reader opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_harness import PHONE, WIDE, browser
from fakes.report_runs import METRICS, record, run, sample_run, suite
from playwright.sync_api import Browser, Page, expect

from evals.htmlreport.page import render

pytestmark = pytest.mark.slow

Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two suites with its baseline."""
    file = tmp_path_factory.mktemp("report") / "rapport.html"
    page = render(sample_run(seed=2, strength=0.7), sample_run(folder="avant"))
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bad = "</script><script>document.title='pris'</script><img src=https://exemple.test/x.png>"
    detail = {"question": bad, "answer": f"{bad}\n\n![x](https://exemple.test/y.png)"}
    file = tmp_path_factory.mktemp("hostile") / "rapport.html"
    page = render(run(suite(record(bad, group=bad, errors=(bad,), detail=detail, whole=0))))
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture
def show(opened: Browser) -> Open:
    @contextmanager
    def visit(file: Path, anchor: str = "", size: tuple[int, int] = WIDE, **how: Any) -> Any:
        """A page; leaving it checks that it asked for the file only and reported no error."""
        context = opened.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="fr-FR", **how
        )
        page = context.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(file.as_uri() + anchor)
        try:
            yield page
        finally:
            context.close()
        assert [url.split("#")[0] for url in asked] == [file.as_uri()]
        assert errors == []

    return visit


def shown(page: Page) -> int:
    return page.locator(".case:visible").count()


def choose(page: Page, name: str, label: str) -> int:
    """Selects the option that starts with `label`; the count that it announces."""
    options = page.locator(f"select[name={name}] option")
    (text,) = [one for one in options.all_inner_texts() if one.startswith(f"{label} (")]
    page.locator(f"select[name={name}]").select_option(label=text)
    return int(text.rsplit("(", 1)[1].removesuffix(")"))


def test_the_page_opens_alone_from_a_file(show: Open, report: Path) -> None:
    with show(report) as page:
        expect(page.locator("h1")).to_have_text("Rapport d’évaluation")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        for landmark in ("banner", "main", "navigation"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        total = page.locator(".case").count()
        assert total > 100
        expect(page.locator("#compte")).to_have_text(f"{total} cas montrés sur {total}")


def test_each_filter_leaves_what_it_announces(show: Open, report: Path) -> None:
    with show(report) as page:
        total = shown(page)
        for name, label in [
            ("suite", "Corpus d’exemple"),
            ("group", "Liste"),
            ("document", "bretagne-crsa-cr-2022"),
            ("metric", METRICS[1].label),
            ("turn", "moins bien que la référence"),
            ("turn", "mieux que la référence"),
        ]:
            announced = choose(page, name, label)
            assert 0 < announced < total
            assert shown(page) == announced
            expect(page.locator("#compte")).to_contain_text(f"{announced} cas")
            page.get_by_role("button", name="Tout montrer").click()
            expect(page.locator("#compte")).to_have_text(f"{total} cas montrés sur {total}")


def test_filters_add_up_and_a_suite_without_a_case_is_hidden(show: Open, report: Path) -> None:
    with show(report) as page:
        choose(page, "suite", "Altérations du corpus d’exemple")
        assert page.locator("section.cases:visible").count() == 1
        choose(page, "group", "Liste")
        assert shown(page) == 0
        expect(page.locator("#aucun")).to_be_visible()


def test_words_are_found_whatever_their_accents_and_in_closed_cases(
    show: Open, report: Path
) -> None:
    with show(report) as page:
        total = shown(page)
        page.locator("input[name=words]").fill("CENTIMES   siecle")
        expect(page.locator("#aucun")).to_be_visible()
        page.locator("input[name=words]").fill("repondants MASQUES a 1,10")
        expect(page.locator("#compte")).not_to_contain_text(f"{total} cas montrés")
        found = page.locator(".case:visible")
        for at in range(found.count()):
            assert "1,10" in (found.nth(at).text_content() or "")


def test_a_link_opens_its_case_even_when_filters_hide_it(show: Open, report: Path) -> None:
    with show(report) as page:
        anchor = page.locator(".case").nth(7).get_attribute("id")
    with show(report, f"#{anchor}") as page:
        case = page.locator(f"#{anchor}")
        expect(case).to_have_attribute("open", "")
        expect(case.locator("summary").first).to_be_in_viewport()
        choose(page, "suite", "Altérations du corpus d’exemple")
        expect(case).to_be_hidden()
        page.evaluate("anchor => { location.hash = ''; location.hash = anchor }", anchor)
        expect(case).to_be_visible()


def test_the_keyboard_alone_reaches_a_case(show: Open, report: Path) -> None:
    with show(report) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Aller aux cas à lire"
        page.keyboard.press("Enter")
        reached = []
        for _ in range(8):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.tagName"))
        assert reached == [*["SELECT"] * 5, "INPUT", "BUTTON", "SUMMARY"]
        page.keyboard.press("Enter")
        expect(page.locator(".case").first).to_have_attribute("open", "")


def test_the_page_is_read_without_a_script(show: Open, report: Path) -> None:
    with show(report, java_script_enabled=False) as page:
        expect(page.locator("#filtres")).to_be_hidden()
        first = page.locator(".case").first
        first.locator("summary").click()
        expect(first.get_by_text("Réponse attendue")).to_be_visible()


def test_hostile_words_do_nothing(show: Open, hostile: Path) -> None:
    with show(hostile) as page:
        assert page.title().startswith("Rapport d’évaluation")
        page.locator(".case summary").first.click()
        expect(page.locator(".answer")).to_contain_text("document.title='pris'")
        assert page.locator("img").count() == 0


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_access(
    show: Open, report: Path, size: tuple[int, int], scheme: str
) -> None:
    with show(report, size=size, color_scheme=scheme) as page:
        page.evaluate(
            "document.querySelectorAll('details:not(.case), .case:nth-of-type(-n+4)')"
            ".forEach((one) => { one.open = true })"
        )
        violations = Axe().run(page).response["violations"]
        told = [
            (one["id"], one["impact"], [node["target"] for node in one["nodes"]][:3])
            for one in violations
        ]
        assert [one for one in told if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_width_scrolls_sideways(show: Open, report: Path, width: int) -> None:
    with show(report, size=(width, 844)) as page:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
