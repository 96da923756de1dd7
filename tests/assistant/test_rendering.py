"""Claims as Markdown: marks, lists, documents named, signs escaped."""

from __future__ import annotations

from assistant.model import Citation, Claim, Verdict
from assistant.rendering import answer_text, escape, source_line


def cited(n: int, doc: str, **known: str | None) -> Citation:
    given = {"title": f"Avis {doc}", "body": None, "date": None, **known}
    return Citation(
        n=n,
        doc=doc,
        title=given["title"] or "",
        body=given["body"],
        date=given["date"],
        page_start=1,
        page_end=1,
        printed_page=None,
        section=(),
        speaker=None,
        ocr=False,
        quote="mots",
        char_start=0,
        char_end=4,
    )


def claim(text: str, *numbers: int, item: bool = False) -> Claim:
    return Claim(text=text, citations=numbers, verdict=Verdict.SUPPORTED, item=item)


def test_one_document_is_not_named() -> None:
    assert answer_text([claim("Oui.", 1)], [cited(1, "a")]) == "Oui. [1]"


def test_items_make_a_list_under_their_sentence() -> None:
    text = answer_text(
        [claim("Trois :", 1), claim("un", 2, item=True)], [cited(1, "a"), cited(2, "a")]
    )
    assert text == "Trois : [1]\n\n- un [2]"


def test_several_documents_are_named_before_their_sentences() -> None:
    text = answer_text(
        [claim("Oui.", 1), claim("Non.", 2, 3)], [cited(1, "a"), cited(2, "b"), cited(3, "b")]
    )
    assert text == "**Avis a**\n\nOui. [1]\n\n**Avis b**\n\nNon. [2][3]"


def test_text_cannot_become_markdown() -> None:
    assert escape("a*b_[c](d) <e> `f` $g$") == r"a\*b\_\[c\](d) \<e\> \`f\` \$g\$"


def test_a_source_is_named_without_saying_twice_what_its_title_says() -> None:
    assert source_line(
        cited(1, "a", title="Avis de la CRSA, 2020", body="CRSA", date="2020-05")
    ) == ("Avis de la CRSA, 2020")
    assert source_line(cited(1, "a", title="Avis", body="CTS", date="2021-05")) == (
        "Avis, CTS, mai 2021"
    )
