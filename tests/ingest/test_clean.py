"""Characters are made plain; headers go, hyphens that belong stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean_lines, clean_text
from ingest.flow import flow
from ingest.margins import without_margins
from ingest.model import Line, RawDocument, RawPage
from ingest.quality import quality


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\u0301tude", "étude"),
        ("e\ufb03cace et \ufb02ux", "efficace et flux"),
        ("nul\x00 et \x07cloche", "nul et cloche"),
        ("soi\u00adgnants", "soignants"),
        ("\uf0b7 premier point", "• premier point"),
        ("\uf0a7\tpremier point", "• premier point"),
        ("12\u202f500\u00a0€", "12 500 €"),
        ("fin\r\n", "fin"),
        ("nom \t fonction", "nom\tfonction"),
        ("un\u200bmot\ufeff", "unmot"),
    ],
)
def test_a_line_is_made_plain(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_a_clean_line_is_nfc_without_controls_and_stays_so(raw: str) -> None:
    clean = clean_text(raw)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Cn"} for c in clean if c != "\t")
    clean.encode()
    assert clean_text(clean) == clean


def _raw(*texts: str) -> RawDocument:
    lines = tuple(Line(text=text) for text in texts)
    return RawDocument(pages=(RawPage(number=None, lines=lines, reader="text"),))


def test_tabs_between_words_become_spaces_and_tabs_between_cells_stay() -> None:
    words = _raw(
        "Le\tconseil\tde\tsanté\tdu\tterritoire\ta\tdit", "que\tla\tloi\tde\tsanté\test\tlà"
    )
    assert [line.text for line in clean_lines(words).pages[0].lines] == [
        "Le conseil de santé du territoire a dit",
        "que la loi de santé est là",
    ]
    cells = _raw("NOM\tFonction\tPrésent", "DUPONT Anne\tMaire de Caen\tX")
    assert [line.text.count("\t") for line in clean_lines(cells).pages[0].lines] == [2, 2]


def _page(number: int, *texts: str, size: float = 10.0) -> RawPage:
    lines = tuple(Line(text=text, size=size) for text in texts)
    return RawPage(number=number, lines=lines, reader="pdfium")


_THEMES = ("accès", "métiers", "parcours", "prévention", "numérique", "usagers")
_POINTS = ("constat", "attente", "proposition", "calendrier", "moyen", "suivi")


def _body(number: int) -> list[str]:
    """Six lines that no other page has."""
    theme = _THEMES[number % 6] * (1 + number // 6)
    return [f"Le {point} sur le thème {theme} a été discuté." for point in _POINTS]


def test_running_headers_and_page_numbers_go_and_are_kept_beside() -> None:
    pages = [
        _page(n, "CRSA – rapport 2020", *_body(n), "Document d’exemple", f"page {n + 2}/9")
        for n in range(1, 7)
    ]
    kept, printed, running = without_margins(pages)
    assert printed == ("3", "4", "5", "6", "7", "8")
    assert all([line.text for line in page.lines] == _body(page.number or 0) for page in kept)
    assert set(running) == {"CRSA – rapport 2020", "Document d’exemple"}


def test_a_page_number_inside_a_repeated_footer_is_the_printed_number() -> None:
    pages = [_page(n, *_body(n), f"Contenu fictif – {n + 10}") for n in range(1, 6)]
    assert without_margins(pages)[1] == ("11", "12", "13", "14", "15")


def test_a_number_that_is_no_page_number_stays() -> None:
    pages = [_page(n, *_body(n), str(1000 - 7 * n * n)) for n in range(1, 7)]
    kept, printed, _ = without_margins(pages)
    assert printed == (None,) * 6
    assert kept == tuple(pages)


def test_a_box_title_in_large_print_that_comes_back_stays() -> None:
    pages = [_page(n, *_body(n)) for n in range(1, 11)]
    title = Line(text="Propositions convergentes", size=14.0)
    pages[3:7] = [RawPage(number=p.number, lines=(title, *p.lines), reader="x") for p in pages[3:7]]
    assert without_margins(pages)[0] == tuple(pages)


def test_pages_that_hold_nothing_but_what_comes_back_keep_it() -> None:
    pages = [_page(n, f"Pomme {n}") for n in range(1, 9)]
    assert without_margins(pages)[0] == tuple(pages)


def test_a_paragraph_over_a_page_break_is_one_and_pages_stay_exact() -> None:
    first = _page(1, "La commission a rappelé que les usagers", size=10.0)
    second = _page(2, "sont au centre du système.", "Un autre point suit ici.")
    found = flow([first, second], [None, None])
    assert found.text.startswith(
        "La commission a rappelé que les usagers sont au centre du système.\nUn autre"
    )
    assert found.text[found.pages[1].start :].startswith("sont au centre")
    new = flow([first, _page(2, "Nouveau paragraphe.")], [None, None])
    assert "usagers\nNouveau" in new.text


_LINES = st.lists(
    st.builds(
        Line,
        text=st.text(st.sampled_from("abc- .:\t•12É"), min_size=1, max_size=12).filter(
            lambda text: bool(text.strip())
        ),
        size=st.sampled_from([None, 10.0, 14.0]),
        level=st.sampled_from([None, None, 1, 2]),
        bullet=st.booleans(),
        paragraph=st.sampled_from([None, True, False]),
    ),
    max_size=6,
)


@given(st.lists(_LINES, min_size=1, max_size=5))
def test_pages_are_ordered_disjoint_and_cover_and_blocks_are_the_lines(
    pages: list[list[Line]],
) -> None:
    raw = [RawPage(number=n, lines=tuple(lines), reader="x") for n, lines in enumerate(pages, 1)]
    found = flow(raw, [None] * len(raw))
    assert [page.number for page in found.pages] == list(range(1, len(raw) + 1))
    assert found.pages[0].start == 0
    assert found.pages[-1].end == len(found.text)
    for before, after in zip(found.pages, found.pages[1:], strict=False):
        assert before.start <= before.end == after.start <= after.end
    assert all(0.0 <= page.quality <= 1.0 for page in found.pages)
    assert "\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text
    letters = "".join(line.text for lines in pages for line in lines)
    kept = [c for c in found.text if c.isalnum()]
    assert kept == [c for c in letters if c.isalnum()]


def test_quality_tells_glued_split_and_unmapped_text_from_clean_text() -> None:
    clean = "Les usagers demandent un accès aux soins dans chaque territoire de la région."
    glued = "Lesusagersdemandentunaccèsauxsoins danschaqueterritoiredelarégionnormande"
    split = "L es u sagers d emandent u n a ccès aux s oins d ans c haque t erritoire"
    unmapped = clean.replace("e", "\ufffd")
    assert quality(clean) == 1.0
    assert quality("") == 0.0
    assert max(quality(glued), quality(split), quality(unmapped)) < 0.75


def test_a_page_that_says_its_number_of_many_has_it_even_in_an_extract() -> None:
    pages = [
        RawPage(
            number=number,
            lines=(Line(text=f"Texte propre {word}."), Line(text=f"- page {said}/56")),
            reader="tesseract",
        )
        for number, (word, said) in enumerate([("un", 3), ("deux", 17), ("trois", 40)], 1)
    ]
    kept, printed, _ = without_margins(pages)
    assert printed == ("3", "17", "40")
    assert [len(page.lines) for page in kept] == [1, 1, 1]


def test_a_sign_more_or_less_does_not_hide_a_running_header() -> None:
    pages = [
        RawPage(
            number=number,
            lines=(
                Line(text=f"Avis du conseil{dash} 2031"),
                Line(text=f"Texte {word} de la page."),
            ),
            reader="tesseract",
        )
        for number, (word, dash) in enumerate([("un", " –"), ("deux", ""), ("trois", " —,")], 1)
    ]
    kept, _, running = without_margins(pages)
    assert [page.lines[0].text for page in kept] == [
        "Texte un de la page.",
        "Texte deux de la page.",
        "Texte trois de la page.",
    ]
    assert len(running) == 1
