"""Speakers of any text: sections nest, never cross, stay under their heading."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunks import split
from ingest.flow import Flow
from ingest.model import Document, Page
from ingest.sections import SPEECH, build, nested, section_at, speaker_of
from ingest.speech import speeches
from ingest.speech.quotes import quotes
from ingest.speech.words import plain, tokens
from tests.ingest.builders import count_words
from tests.ingest.spoken import Spoken, flow_of

PIECES = st.sampled_from(
    [
        "CTS 18 : « ",
        "« ",
        " »",
        "“",
        "” ",
        '"',
        " » (CTS 36)",
        "Mme Orvel indique que ",
        "M. Tarquin (FHF) répond : ",
        "il ajoute que ",
        "Elle",
        ", précise l’ARS. ",
        "le bus manque",
        ". ",
        " ; ",
        "\n",
        "\n• ",
        "\n# ",
        "\nCTS 36 :\n",
        "Il est rappelé que ",
        "Selon la CRSA, ",
        "Jeanne MORVILLE, présidente",
        "\nPilier 2 : ",
        "\nfin de phrase",
        " : ",
        "1 ",
        "É",
        "\t",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read(written: str) -> tuple[Flow, Document]:
    flow = flow_of(written)
    headings = build(flow)
    return flow, Document(
        id="essai",
        title="Essai",
        sha256="0" * 64,
        media_type="text/plain",
        text=flow.text,
        pages=(Page(number=None, start=0, end=len(flow.text)),),
        sections=nested(headings, speeches(flow, headings)),
    )


@given(TEXTS)
def test_sections_nest_and_never_cross(written: str) -> None:
    _, document = read(written)
    for section in document.sections:
        assert 0 <= section.start < section.end <= len(document.text) or section.kind != SPEECH
    opened: list[int] = []
    for section in document.sections:
        while opened and opened[-1] <= section.start:
            opened.pop()
        assert not opened or section.end <= opened[-1]
        opened.append(section.end)


@given(TEXTS)
def test_a_speech_stands_under_one_heading_and_has_a_name_of_the_text(written: str) -> None:
    flow, document = read(written)
    starts = [block.start for block in flow.blocks if block.level is not None]
    squeezed = " ".join(document.text.split())
    for section in document.sections:
        if section.kind != SPEECH:
            continue
        assert not any(section.start <= start < section.end for start in starts)
        above = section_at(document.sections, section.start)
        assert section.title_path == (above.title_path if above else ())
        assert section.speaker
        assert all(part in squeezed for part in section.speaker.split(" et "))
        assert not document.text[section.start].isspace()
        assert not document.text[section.end - 1].isspace()


@given(TEXTS)
def test_speakers_change_no_passage(written: str) -> None:
    flow, document = read(written)
    bare = Document(
        id="essai",
        title="Essai",
        sha256="0" * 64,
        media_type="text/plain",
        text=document.text,
        pages=document.pages,
        sections=build(flow),
    )
    told, untold = split(document, count_words, 40), split(bare, count_words, 40)
    assert [(c.id, c.start, c.end, c.section) for c in told] == [
        (c.id, c.start, c.end, c.section) for c in untold
    ]
    for chunk in told:
        assert chunk.speaker in {s.speaker for s in document.sections} | {None}


@given(TEXTS, st.integers(0, 200), st.integers(1, 40))
def test_a_span_has_the_innermost_speaker_that_holds_it_whole(
    written: str, start: int, length: int
) -> None:
    _, document = read(written)
    found = speaker_of(document.sections, start, start + length)
    holding = [
        s
        for s in document.sections
        if s.kind == SPEECH and s.start <= start and start + length <= s.end
    ]
    assert (found is None) == (not holding)
    assert found is None or any(s.speaker == found for s in holding)


@given(st.text(alphabet='«»“”"a. \n', max_size=60))
def test_quotations_nest(text: str) -> None:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append((at, at + len(line)))
        at += len(line) + 1
    found = quotes(text, blocks, {blocks[len(blocks) // 2][0]})
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        around = [q for q in found if q.start <= quote.start and quote.end <= q.end]
        assert quote.depth == len(around)
    for one in found:
        assert not any(one.start < other.start < one.end < other.end for other in found)


@given(st.text(max_size=40))
def test_plain_text_keeps_its_length_and_tokens_their_places(text: str) -> None:
    assert len(plain(text)) == len(text)
    found = tokens(text, 0, len(text))
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_time_grows_with_the_text_and_not_faster() -> None:
    """Four times the words cost no more than eight times the time, with room for a busy machine."""
    size, chance = 600, random.Random(4)
    words = [
        "CTS 18 : «",
        "»",
        "Mme Orvel",
        "indique que",
        "le bus,",
        "A-B-C-D-E-F",
        "(",
        ")",
        "et",
    ]
    mixed = [chance.choice(words) for _ in range(4 * size)]
    for pieces in (mixed, ["A-"] * 4 * size, ["«"] * 4 * size, ["de la"] * 4 * size):
        for between in (" ", " \n"):
            assert _cost(between.join(pieces)) < 8 * _cost(between.join(pieces[:size])) + 0.3


def _cost(text: str) -> float:
    flow = flow_of(text)
    started = time.process_time()
    speeches(flow, ())
    return time.process_time() - started


def test_a_text_over_the_bound_has_no_speakers() -> None:
    line = "Mme Orvel indique que le bus manque."
    assert Spoken(line).sections
    assert Spoken(line + " Le bus manque." * 250_000).sections == ()
