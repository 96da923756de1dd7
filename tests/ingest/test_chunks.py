"""Passages are exact spans that lose nothing and cross no section."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Chunk, Document, Page, Section, sentences, split
from tests.ingest.builders import count_words, document

SENTENCE = "La commission a demandé un calendrier précis pour chaque territoire de la région. "


def _texts(found: Document, chunks: list[Chunk]) -> list[str]:
    return [found.text[chunk.start : chunk.end] for chunk in chunks]


def _section(text: str, title: str, *path: str, end: str | None = None) -> Section:
    stop = len(text) if end is None else text.index(end)
    return Section(title_path=(*path, title), kind="heading", start=text.index(title), end=stop)


def test_passages_are_whole_sentences_of_about_the_target_length() -> None:
    found = document((SENTENCE * 40).strip())
    texts = _texts(found, split(found, count_words, 256))
    assert all(400 <= len(text) <= 900 and text.endswith(".") for text in texts)


def test_a_list_stays_with_its_lead_in() -> None:
    items = "\n".join(f"• proposition numéro {n} des usagers ;" for n in range(8))
    lead = "La commission propose plusieurs mesures :"
    found = document((SENTENCE * 5).strip() + "\n" + lead + "\n" + items + "\n" + SENTENCE)
    holding = [text for text in _texts(found, split(found, count_words, 256)) if lead in text]
    assert all(f"numéro {n}" in holding[0] for n in range(8))


def test_a_list_too_long_keeps_its_first_item_with_the_lead_in() -> None:
    items = "\n".join(f"• {SENTENCE}{n}" for n in range(30))
    found = document("La commission propose :\n" + items)
    texts = _texts(found, split(found, count_words, 256))
    assert texts[0].startswith("La commission propose :\n• La commission")


def test_a_passage_never_crosses_a_section_and_opens_with_its_heading() -> None:
    text = "Premier\n" + SENTENCE * 2 + "\nSecond\n" + SENTENCE * 2
    found = document(text, [_section(text, "Premier", end="Second"), _section(text, "Second")])
    chunks = split(found, count_words, 256)
    assert [chunk.section for chunk in chunks] == [("Premier",), ("Second",)]
    assert [t.partition("\n")[0] for t in _texts(found, chunks)] == ["Premier", "Second"]


def test_a_heading_without_text_joins_its_first_subsection() -> None:
    text = "Titre\nSous-titre\n" + SENTENCE + "\nFin seule"
    found = document(
        text,
        [
            _section(text, "Titre", end="Fin"),
            _section(text, "Sous-titre", "Titre", end="Fin"),
            _section(text, "Fin seule"),
        ],
    )
    chunks = split(found, count_words, 256)
    assert [chunk.section for chunk in chunks] == [("Titre", "Sous-titre"), ("Fin seule",)]
    assert _texts(found, chunks)[0].startswith("Titre\nSous-titre\nLa commission")


def test_a_sentence_over_the_limit_is_cut_between_words() -> None:
    text = " ".join(f"mot{n}" for n in range(400))
    found = document(text)
    chunks = split(found, count_words, 50)
    assert all(count_words(t) <= 50 for t in _texts(found, chunks))
    assert " ".join(_texts(found, chunks)) == text


def test_a_word_over_the_limit_is_cut_rather_than_lost() -> None:
    found = document("a" * 1_000)
    assert "".join(_texts(found, split(found, count_words, 50))) == "a" * 1_000


def test_pages_of_a_passage_are_those_of_its_first_and_last_character() -> None:
    text = (SENTENCE * 4).strip()
    middle = text.index("commission", 100)
    found = Document(
        id="essai",
        title="Essai",
        sha256="0" * 64,
        media_type="application/pdf",
        text=text,
        pages=(
            Page(number=1, start=0, end=middle),
            Page(number=2, start=middle, end=middle),
            Page(number=3, start=middle, end=len(text)),
        ),
        sections=(),
    )
    chunks = split(found, count_words, 256)
    assert [(c.page_start, c.page_end) for c in chunks] == [(1, 3)]
    assert split(document(text), count_words, 256)[0].page_start is None


def test_ids_come_from_content() -> None:
    found = document(SENTENCE * 20)
    ids = [chunk.id for chunk in split(found, count_words, 256)]
    assert ids == [chunk.id for chunk in split(found, count_words, 256)]
    assert len(set(ids)) == len(ids)
    assert all(len(identity) == 16 for identity in ids)


@pytest.mark.parametrize("text", ["", " \n\n \t"])
def test_a_blank_document_has_no_passage(text: str) -> None:
    assert split(document(text), count_words, 256) == []


_BLOCK = st.text(st.sampled_from("aé .:;!?«»•-1\tX"), max_size=60).map(str.strip)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    blocks = [block for block in draw(st.lists(_BLOCK, max_size=12)) if block]
    text = "\n".join(blocks)
    starts = [0, *itertools.accumulate(len(block) + 1 for block in blocks)][: len(blocks)]
    levels = [draw(st.sampled_from([None, None, 1, 2, 3])) for _ in blocks]
    headed = [(s, level) for s, level in zip(starts, levels, strict=True) if level]
    sections = []
    for index, (start, level) in enumerate(headed):
        later = [s for s, other in headed[index + 1 :] if other <= level]
        end = later[0] if later else len(text)
        sections.append(Section(title_path=(str(index),), kind="heading", start=start, end=end))
    return document(text, sections)


@given(_documents(), st.integers(6, 40))
def test_every_visible_character_is_in_exactly_one_passage(found: Document, limit: int) -> None:
    chunks = split(found, count_words, limit)
    for before, after in itertools.pairwise(chunks):
        assert before.end <= after.start
    covered = set()
    for chunk in chunks:
        assert found.text[chunk.start : chunk.end].strip() == found.text[chunk.start : chunk.end]
        assert count_words(found.text[chunk.start : chunk.end]) <= limit
        covered.update(range(chunk.start, chunk.end))
    visible = {place for place, c in enumerate(found.text) if not c.isspace()}
    assert visible <= covered


@given(_documents())
def test_text_of_a_section_is_in_no_passage_of_another(found: Document) -> None:
    """Only headings may stand before their subsection, at the start of its passage."""
    for chunk in split(found, count_words, 40):
        for section in found.sections:
            inside = section.start < chunk.start < section.end < chunk.end
            assert not inside
        opened = [s.start for s in found.sections if chunk.start < s.start < chunk.end]
        for start in opened:
            before = found.text[chunk.start : start].strip().split("\n")
            headings = {found.text[s.start :].partition("\n")[0] for s in found.sections}
            assert set(before) <= headings


@given(_documents())
def test_no_sentence_that_fits_is_cut(found: Document) -> None:
    edges = {edge for chunk in split(found, count_words, 256) for edge in (chunk.start, chunk.end)}
    for start, end in sentences(found.text):
        assert not any(start < edge < end for edge in edges)
