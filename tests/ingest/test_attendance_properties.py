"""What holds for the register of any document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.attendance import find
from ingest.clean import clean_lines
from ingest.flow import flow
from ingest.model import Line, Presence, RawDocument, RawPage

pytestmark = pytest.mark.model

WORDS = st.sampled_from(
    "Mme M. Dr BRUMEZEL Alix ABADIOL Jean-Marie de URPS Présent Excusé Absent NOM Structure "
    "Collège X x ✓ , ; : ( ) – - et Étaient présents excusés Sont des usagers CTS du 16/06/20 "
    "juin 2020 Ordre jour . Total 12 P E A / présente Membres".split()
)
CELLS = st.lists(WORDS, max_size=5).map(" ".join)
PLACES = st.tuples(st.floats(0, 500), st.floats(0, 80)).map(lambda at: (at[0], at[0] + at[1]))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line of words, or a row whose cells may have places."""
    texts = draw(st.lists(CELLS, min_size=1, max_size=6))
    places = sorted(draw(st.lists(PLACES, min_size=len(texts), max_size=len(texts))))
    return Line(
        text="\t".join(texts),
        level=draw(st.sampled_from([None, None, 1, 2])),
        bold=draw(st.booleans()),
        paragraph=True,
        cells=tuple(places) if draw(st.booleans()) else (),
    )


PAGES = st.lists(st.lists(lines(), max_size=12), min_size=1, max_size=3)


@given(PAGES)
def test_every_row_stands_in_the_text_of_its_page(pages: list[list[Line]]) -> None:
    raw = RawDocument(
        pages=tuple(
            RawPage(number=number, lines=tuple(page), reader="test")
            for number, page in enumerate(pages, start=1)
        )
    )
    written = flow(clean_lines(raw).pages, [None] * len(pages))
    found = find(written, {})
    assert found == find(written, {})
    for row in found:
        page = next(p for p in written.pages if p.number == row.page)
        assert page.start <= row.start < row.end <= page.end
        printed = " ".join(written.text[row.start : row.end].split())
        assert row.name
        assert all(word in printed for word in row.name.split())
        assert row.organisation is None or row.organisation.strip()
        assert isinstance(row.status, Presence)
        if row.status is not Presence.UNKNOWN:
            assert row.mark
    assert [row.start for row in found] == sorted(row.start for row in found)


@given(st.text(alphabet="AbéX:,;.()-–\t\n ", max_size=300))
def test_any_text_is_taken(text: str) -> None:
    page = RawPage(
        number=None, reader="test", lines=tuple(Line(text=t) for t in text.split("\n") if t.strip())
    )
    find(flow(clean_lines(RawDocument(pages=(page,))).pages, [None]), {})
