"""Words seen on a picture become lines: upright, straight, without specks, in print sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.recognised import Word, recognised
from ingest.readers.tesseract import words_of

DPI = 300
EM = 42.0


def _row(
    text: str, number: int, *, em: float = EM, left: float = 250, sure: float = 0.95
) -> list[Word]:
    """A row of words as print of size `em` in pixels would have them."""
    x, baseline, found = left, 300 + 60.0 * number, []
    for part in text.split():
        rises = any(c in "bdfhklt" or c.isupper() or c.isdigit() or c in "éèàêù" for c in part)
        falls = any(c in "gjpqyç," for c in part)
        width = 0.5 * em * len(part)
        found.append(
            Word(
                text=part,
                left=x,
                right=x + width,
                top=baseline - (0.72 if rises else 0.52) * em,
                bottom=baseline + (0.21 if falls else 0.0) * em,
                confidence=sure,
                row=(1, 1, number),
            )
        )
        x += width + 0.3 * em
    return found


TEXT = [
    "La commission demande que les navettes du samedi soient gardées toute",
    "l'année, parce que les familles des hameaux n'ont pas de voiture et que",
    "le trajet jusqu'à l'hôpital dure plus d'une heure.",
]


def _page(*rows: str) -> list[Word]:
    return [word for number, row in enumerate(rows) for word in _row(row, number)]


def _texts(words: list[Word]) -> list[str]:
    return [line.text for line in recognised(words, DPI).lines]


def test_rows_are_lines_with_the_apostrophes_of_print() -> None:
    assert _texts(_page(*TEXT)) == [row.replace("'", "’") for row in TEXT]


def _turned(word: Word, turn: int) -> Word:
    for _ in range(turn // 90):
        word = replace(
            word, left=3000 - word.bottom, right=3000 - word.top, top=word.left, bottom=word.right
        )
    return word


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_laid_sideways_or_upside_down_reads_the_same(turn: int) -> None:
    assert _texts([_turned(word, turn) for word in _page(*TEXT)]) == _texts(_page(*TEXT))


@given(st.floats(min_value=-0.05, max_value=0.05))
def test_a_page_laid_askew_reads_the_same(slope: float) -> None:
    def shifted(word: Word) -> Word:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        down, right = slope * x, -slope * y
        return replace(
            word,
            left=word.left + right,
            right=word.right + right,
            top=word.top + down,
            bottom=word.bottom + down,
        )

    assert _texts([shifted(word) for word in _page(*TEXT)]) == _texts(_page(*TEXT))


def test_two_columns_read_one_after_the_other() -> None:
    left = [f"La colonne de gauche porte la ligne {c}" for c in "abcdefgh"]
    right = [f"Celle de droite donne sa ligne {c}" for c in "abcdefgh"]
    words = [
        word
        for number, (a, b) in enumerate(zip(left, right, strict=True))
        for word in (*_row(a, number), *_row(b, number, left=1500))
    ]
    assert " ".join(_texts(words)) == " ".join(left + right)


def test_large_print_keeps_its_size_and_one_badly_placed_word_does_not_make_it() -> None:
    words = [*_row("Accès aux soins du plateau", 0, em=1.6 * EM), *_page("", "", *TEXT)]
    words[-1] = replace(words[-1], top=words[-1].top - 40)
    sizes = [line.size for line in recognised(words, DPI).lines]
    assert sizes[0] == pytest.approx(1.6 * EM * 72 / DPI, abs=0.5)
    assert sizes[1:] == [pytest.approx(EM * 72 / DPI, abs=0.5)] * 3


def test_specks_and_guesses_are_not_words() -> None:
    spots = [replace(word, row=(9, 1, n)) for n, word in enumerate(_row("‘ | ~", 6))]
    guess = [replace(word, confidence=0.2, row=(8, 1, 1)) for word in _row("srerrc eeree men", 7)]
    start = [replace(word, text="." + word.text, confidence=0.5) for word in _row("du lieu", 3)[:1]]
    edge = [replace(word, row=(1, 1, 2), confidence=0.02) for word in _row("De", 2, left=2100)]
    found = _texts([*_page(*TEXT), *edge, *start, *spots, *guess])
    assert [row.replace("'", "’") for row in TEXT] == found[:3]
    assert found[3:] == ["du"]


def test_a_word_without_confidence_is_told_when_it_has_the_size_of_print() -> None:
    page = _page(*TEXT)
    at = next(n for n, word in enumerate(page) if word.text == "navettes")
    assert "navettes" in " ".join(
        _texts([*page[:at], replace(page[at], confidence=0.0), *page[at + 1 :]])
    )
    thin = replace(page[at], confidence=0.0, bottom=page[at].top + 6)
    narrow = replace(page[at], confidence=0.0, right=page[at].left + 12)
    for spot in (thin, narrow):
        assert "navettes" not in " ".join(_texts([*page[:at], spot, *page[at + 1 :]]))


def test_a_sign_read_for_a_bullet_is_one() -> None:
    found = _texts(_page("Le conseil demande que soient décidés :", "e former les équipes ;"))
    assert found[-1] == "• former les équipes ;"


@pytest.mark.parametrize("words", [[], _row("Xi", 0), _row(TEXT[0], 0, sure=0.55)])
def test_what_is_not_sure_enough_is_not_told(words: list[Word]) -> None:
    assert recognised(words, DPI).lines == ()


@given(
    st.lists(
        st.builds(
            Word,
            text=st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip())),
            left=st.integers(0, 2400),
            top=st.integers(0, 3400),
            right=st.just(0),
            bottom=st.just(0),
            confidence=st.floats(0, 1),
            row=st.tuples(st.integers(1, 3), st.just(1), st.integers(1, 5)),
        ).map(lambda w: replace(w, right=w.left + 20 * len(w.text), bottom=w.top + 30)),
        max_size=30,
    )
)
def test_any_words_give_lines_and_a_share(words: list[Word]) -> None:
    found = recognised(words, DPI)
    assert 0 <= found.confidence <= 1
    assert all(line.text.strip() for line in found.lines)


def test_the_table_of_the_program_is_read_row_by_row() -> None:
    rows = [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t10\t20\t200\t30\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t90\t30\t96.5\tsanté",
        "5\t1\t1\t1\t1\t2\t120\t20\t90\t30\t95\t ",
        "5\t1\t1\t1\t1\t3\t120\t20\t90\t30\t-1\tici\r",
        "coupé",
    ]
    assert [(w.text, w.left, w.bottom, w.confidence) for w in words_of(rows)] == [
        ("santé", 10, 50, 0.965),
        ("ici", 120, 50, 0.0),
    ]
