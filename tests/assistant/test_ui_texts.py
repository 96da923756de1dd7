"""What the chat shows of documents: exact, harmless, and with its proof when it is copied."""

import re
from dataclasses import replace
from html import unescape

import pytest
from fakes.documents import make_document
from fakes.scripted_assistant import ScriptedStore, answer, cite, refusal
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import french_date
from assistant.model import Question
from assistant.rendering import escape
from assistant.ui import text
from assistant.ui.examples import examples
from assistant.ui.leaves import (
    EXTRACT_CHARS,
    Line,
    cited_span,
    leaf_at,
    leaves,
    lines,
    section_at,
)
from assistant.ui.markup import answer_html, page_html, plain, text_html
from assistant.ui.portable import portable
from assistant.ui.shell import french
from ingest import Document, Page, Section

REPORT = make_document(
    "avis-valmont",
    ["Première page.\nLe minibus dessert onze hameaux.", "La navette coûte 2 €.\nFin."],
    title="Avis sur la mobilité",
    facts={"region": "Valmont", "body": "CTS", "date": "2021-03-01"},
)
LINES = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


def shown(found: tuple[Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in found]


def lit(found: tuple[Line, ...]) -> list[str]:
    return [piece.text for line in found for piece in line.pieces if piece.lit]


def test_lit_words_are_the_span_and_nothing_else() -> None:
    start = REPORT.text.index("minibus")
    leaf = leaves(REPORT)[0]
    assert lit(lines(REPORT, leaf, (start, start + len("minibus dessert")))) == ["minibus dessert"]
    assert lit(lines(REPORT, leaf, None)) == []


def test_a_span_over_two_pages_is_lit_on_each() -> None:
    start, end = REPORT.text.index("onze"), REPORT.text.index("coûte")
    first, second = leaves(REPORT)
    assert lit(lines(REPORT, first, (start, end))) == ["onze hameaux."]
    assert lit(lines(REPORT, second, (start, end))) == ["La navette "]


@given(st.lists(LINES, min_size=1, max_size=6), st.data())
def test_no_word_is_lost_or_moved_by_lighting(parts: list[str], data: st.DataObject) -> None:
    document = make_document("d", ["\n".join(parts)])
    size = len(document.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    found = lines(document, leaves(document)[0], (start, end))
    assert shown(found) == [x.rstrip() for x in document.text.splitlines() if x.strip()]
    assert "".join("".join(lit(found)).split()) == "".join(document.text[start:end].split())


def test_a_quote_that_moved_is_not_lit() -> None:
    start = REPORT.text.index("minibus")
    assert cited_span(REPORT, start, start + 7, "minibus") == (start, start + 7)
    assert cited_span(REPORT, start + 1, start + 8, "minibus") is None
    assert cited_span(REPORT, 0, 0, "") is None


@given(st.lists(st.text("ab \n", max_size=EXTRACT_CHARS), max_size=5))
def test_extracts_cover_a_document_without_pages(parts: list[str]) -> None:
    whole = "".join(parts) * 3
    document = replace(
        REPORT, text=whole, pages=(Page(number=None, start=0, end=len(whole)),), sections=()
    )
    found = leaves(document)
    assert "".join(whole[leaf.start : leaf.end] for leaf in found) == whole
    assert all(leaf.end - leaf.start <= EXTRACT_CHARS for leaf in found)
    for offset in range(0, len(whole), 997):
        leaf = found[leaf_at(found, offset)]
        assert leaf.start <= offset < leaf.end


def test_the_innermost_section_is_named() -> None:
    document = replace(
        REPORT,
        sections=(
            Section(title_path=("I",), kind="heading", start=0, end=40),
            Section(title_path=("I", "A"), kind="heading", start=10, end=30),
        ),
    )
    assert section_at(document, 12) == ("I", "A")
    assert section_at(document, 35) == ("I",)
    assert section_at(document, 45) == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="http://exemple.invalid/x" onerror="alert(1)">',
        "</mark></p><iframe src=//exemple.invalid>",
        "&lt;b&gt; &amp; 'a' \"b\"",
    ],
)
def test_document_text_is_never_html(hostile: str) -> None:
    document = make_document("d", [hostile])
    pages = page_html(lines(document, leaves(document)[0], (0, len(hostile))))
    answered = answer_html(escape(hostile) + " [1]", lambda n: f"cite-1-{n}")
    for html in (pages, answered, text_html(hostile)):
        ours = re.sub(
            r"</?(?:div|p|ul|li|mark|a)(?: (?:class|href|data-opens)=\"[^\"]*\")*>", "", html
        )
        assert "<" not in ours
        assert unescape(ours).removesuffix(" [1]") == hostile


@given(LINES)
def test_plain_text_survives_markdown(words: str) -> None:
    escaped = plain(words)
    assert re.sub(r"\\(.)", r"\1", escaped) == " ".join(words.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`<\[:$#!]", escaped)


def test_answer_marks_open_only_citations_that_exist() -> None:
    html = answer_html(
        "**Avis, 2021**\n\n- un [1]\n- deux [7]\n\nTrois \\[2\\] [2]", {1: "a", 2: "b"}.get
    )
    assert html == (
        '<div class="corpus"><p class="from">Avis, 2021</p>'
        '<ul><li>un <a class="mark" href="#a" data-opens="a">[1]</a></li><li>deux [7]</li></ul>'
        '<p>Trois [2] <a class="mark" href="#b" data-opens="b">[2]</a></p></div>'
    )


@given(LINES.filter(lambda words: len(words.splitlines()) == 1 and words.strip()))
def test_an_escaped_sentence_is_shown_as_it_is(words: str) -> None:
    html = answer_html("x" + escape(words), lambda n: None)
    assert (
        unescape(re.sub(r"</?(?:div|p)(?: class=\"corpus\")?>", "", html)) == ("x" + words).strip()
    )


def test_a_copied_answer_carries_document_page_and_quote() -> None:
    asked = Question(text="Combien de hameaux ?")
    citation = replace(
        cite(REPORT, "Le minibus dessert onze hameaux.", n=2),
        page_start=3,
        page_end=3,
        printed_page="1",
    )
    copied = portable(answer(asked, [citation], notices=("Le modèle local est absent.",)))
    assert "# Combien de hameaux ?" in copied
    assert "[2] Avis sur la mobilité, CTS, 1er mars 2021, p. 3 (numéro imprimé : 1)" in copied
    assert "> Le minibus dessert onze hameaux." in copied
    assert "Le modèle local est absent." in copied


def test_a_copied_refusal_says_that_its_passages_are_no_answer() -> None:
    copied = portable(refusal(Question(text="Et la cuisine ?"), [cite(REPORT, "Fin.")]))
    assert "Aucun passage du corpus ne répond à cette question." in copied
    assert text.NEAREST in copied
    assert "> Fin." in copied
    assert text.SOURCES not in copied


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2021-03-01", "1er mars 2021"), ("2020-12-17", "17 décembre 2020"),
     ("2022-08", "août 2022"), ("2020", "2020")],
)  # fmt: skip
def test_dates_are_said_in_french(iso: str, said: str) -> None:
    assert french_date(iso) == said


def test_the_place_of_a_citation() -> None:
    citation = cite(REPORT, "Fin.")
    assert text.place(citation) == "p. 2"
    assert text.place(replace(citation, page_end=3)) == "p. 2-3"
    pageless = replace(citation, page_start=None, page_end=None)
    assert text.place(pageless) == "sans numéro de page"
    assert text.place(replace(pageless, section=("I", "Bilan"))) == "section « Bilan »"


def headed(id_: str, region: str, *titles: str) -> Document:
    body = "\n".join(f"{title}\nDes mots." for title in titles) + "\nReste." * 9
    starts = [body.index(title) for title in titles]
    return replace(
        make_document(id_, [body], facts={"region": region}),
        sections=tuple(
            Section(title_path=(title,), kind="heading", start=start, end=start + len(title) + 9)
            for title, start in zip(titles, starts, strict=True)
        ),
    )


def test_examples_come_from_themes_that_documents_share() -> None:
    documents = {
        "a": headed("a", "Valmont", "2.1 Transport des malades", "Divers"),
        "b": headed("b", "Orsec", "Thème 3 – Le transport des malades", "Budget du sport"),
    }
    store = ScriptedStore(list(documents.values()))
    asked = examples(store.documents(), store.document)
    assert asked[0] in {text.example_theme("Transport des malades"),
                        text.example_theme("Le transport des malades")}  # fmt: skip
    assert asked[1:] == [text.example_region("Orsec")]


def test_no_theme_gives_no_example() -> None:
    store = ScriptedStore([make_document("seul", ["Un mot."])])
    assert examples(store.documents(), store.document) == []


def test_the_page_around_the_chat_is_french() -> None:
    html = french(
        '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head>'
        "<body><noscript>You need to enable JavaScript.</noscript></body></html>"
    )
    assert '<html lang="fr">' in html
    assert f"<title>{text.APP}</title>" in html
    assert text.NO_SCRIPT in html
    assert '"Send message": "Envoyer la question"' in html
    assert "need to enable" not in html
