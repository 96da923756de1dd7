"""Saved web pages: what a browser shows of them, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Document, Limits, NoText, identify, read
from ingest.model import RawDocument
from ingest.readers import HTML
from ingest.readers.html import read as read_raw


def _read(path: Path, page: str | bytes) -> Document:
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    source = identify(path)
    assert source.media_type == HTML
    return read(source)[0]


def _raw(folder: Path, page: str) -> RawDocument:
    (folder / "brut.html").write_text(page, encoding="utf-8")
    return read_raw(folder / "brut.html", Limits())[0]


def _lines(folder: Path, body: str, head: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return [line.text for line in _raw(folder, page).pages[0].lines]


def test_headings_paragraphs_and_the_title_of_the_page(tmp_path: Path) -> None:
    found = _read(
        tmp_path / "a.html",
        "<!DOCTYPE html><title>Avis de la\n commission</title><h1>Avis</h1><p>Un <b>texte</b>\n"
        "sur deux lignes.<h2>Propositions</h2><div>Former.<div>Ouvrir.</div>Suivre.</div>"
        "<div role=heading aria-level=3>Moyens</div>Deux postes.",
    )
    assert found.text.split("\n") == [
        "Avis",
        "Un texte sur deux lignes.",
        "Propositions",
        "Former.",
        "Ouvrir.",
        "Suivre.",
        "Moyens",
        "Deux postes.",
    ]
    assert [section.title_path for section in found.sections] == [
        ("Avis",),
        ("Avis", "Propositions"),
        ("Avis", "Propositions", "Moyens"),
    ]
    assert found.title == "Avis de la commission"
    assert [page.number for page in found.pages] == [None]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret()</script>",
        "<style>.secret{}</style>",
        "<noscript>secret</noscript>",
        "<template>secret</template>",
        "<p hidden>secret</p>",
        "<p hidden=''>secret <b>encore</b></p>",
        "<p aria-hidden=true>secret</p>",
        '<p style="display:none">secret</p>',
        '<p style="color: red; DISPLAY : None !important">secret</p>',
        '<span style="visibility: hidden">secret</span>',
        '<p style="mso-hide:all">secret</p>',
        '<p style="opacity:0">secret</p>',
        '<span style="color:red;font-size:0px">secret</span>',
        '<style>.b{font-size:0}</style><p class="b">secret</p>',
        '<style>.b{display:none}</style><p class="b" style="font-size:12px">secret</p>',
        "<dialog>secret</dialog>",
        "<datalist><option>secret</datalist>",
        "<select><option>secret</select>",
        "<iframe>secret</iframe>",
        "<svg><title>secret</title><desc>secret</desc></svg>",
        "<!-- secret -->",
        "<del>secret</del>",
        '<nav><a href="/">secret</a> <a href="/b">secret</a></nav>',
        '<div role=navigation><ul><li><a href="/">secret</a></ul></div>',
    ],
)
def test_what_is_not_shown_is_left_out(tmp_path: Path, hidden: str) -> None:
    assert _lines(tmp_path, f"<p>Avant.</p>{hidden}<p>Après.</p>") == ["Avant.", "Après."]


@pytest.mark.parametrize(
    "shown",
    [
        "<p hidden=until-found>Visible.</p>",
        "<p aria-hidden=false>Visible.</p>",
        '<p style="display:block">Visible.</p>',
        "<dialog open>Visible.</dialog>",
        "<details><summary>Visible.</summary></details>",
        "<h3><button aria-expanded=false>Visible.</button></h3>",
        "<nav><p>Visible.</p></nav>",
        "<article><header>Visible.</header></article>",
    ],
)
def test_what_is_shown_stays(tmp_path: Path, shown: str) -> None:
    assert _lines(tmp_path, shown) == ["Visible."]


@pytest.mark.parametrize(
    ("sheet", "is_shown"),
    [
        (".x { display: none }", False),
        ("/* .x{} */ p.x, .autre { color: red; display: none; }", False),
        ("#i{visibility:hidden}", False),
        (".x{display:none} .x{display:block}", True),
        (".x.y{display:none} .x{display:block}", False),
        (".x{display:none!important} #i{display:block}", False),
        ("@media print { .x{display:none} }", True),
        ("@media (max-width: 600px) { .x{display:none} }", True),
        (".x{display:none} @media (min-width: 600px) { .x{display:block} }", True),
        (".x{display:none} @media print { .x{display:block} }", False),
        (".x::before{display:none} .x:hover{display:none}", True),
        (".absent .x{display:none} )( {display:none} p:inconnu{display:none}", True),
        (".x { display: none", True),
    ],
)
def test_style_sheets_of_the_page_hide(tmp_path: Path, sheet: str, is_shown: bool) -> None:
    body = "<p id=i class='x y'>mot</p><p>fin</p>"
    assert _lines(tmp_path, body, f"<style>{sheet}</style>") == ["mot"] * is_shown + ["fin"]


def test_lists_have_the_marks_that_are_shown(tmp_path: Path) -> None:
    body = (
        "<p>Il faut :<ul><li>former<li><p>ouvrir<p>tout de suite<ul><li>ici</ul></ul>"
        "<ol start=3 type=a><li>un<li value=5>deux<ol type=I><li>dedans</ol><li>trois</ol>"
        "<li>seul<dl><dt>CTS<dd>conseil territorial</dl>"
    )
    assert _lines(tmp_path, body) == [
        "Il faut :",
        "• former",
        "• ouvrir",
        "tout de suite",
        "• ici",
        "c. un",
        "e. deux",
        "I. dedans",
        "f. trois",
        "• seul",
        "CTS",
        "conseil territorial",
    ]


def test_a_table_is_a_row_a_line_with_its_columns(tmp_path: Path) -> None:
    body = (
        "<table><caption>Présences</caption><tr><th>Nom<th>Présent<th>Excusé</tr>"
        "<tr><td>MARTIN<br>Anne<td><td>X</tr><tr><td rowspan=2>Collège 1<td colspan=2>vide</tr>"
        "<tr><td>X<td></tr></table>"
    )
    page = _raw(tmp_path, f"<!DOCTYPE html>{body}").pages[0]
    assert [line.text for line in page.lines] == [
        "Présences",
        "Nom\tPrésent\tExcusé",
        "MARTIN Anne\t\tX",
        "Collège 1\tvide",
        "\tX",
    ]
    assert page.lines[3].cells == ((0, 1), (1, 3))
    assert page.lines[4].cells == ((0, 1), (1, 2))


def test_a_table_that_only_lays_the_page_out_gives_its_blocks(tmp_path: Path) -> None:
    cell = "".join(f"<p>Paragraphe {n}.</p>" for n in range(6))
    body = f"<table><tr><td>Menu<td>{cell}<table><tr><td>a<td>b</table></tr></table>"
    assert _lines(tmp_path, body) == ["Menu", *(f"Paragraphe {n}." for n in range(6)), "a\tb"]


def test_breaks_part_lines_and_not_headings(tmp_path: Path) -> None:
    body = "<h2>Compte<br>rendu</h2><p>Présents :<br>M. A<br><br>Mme B<hr>Fin</p>"
    assert _lines(tmp_path, body) == ["Compte rendu", "Présents :", "M. A", "Mme B", "Fin"]


def test_words_are_glued_only_where_the_page_glues_them(tmp_path: Path) -> None:
    body = (
        "<p>2<sup>e</sup> <b>pré</b>vention&nbsp;: 12&thinsp;%<sup><a href='#n1'>1</a></sup> "
        "<q>oui</q><img src=a>non<input>peut<wbr>-être</p>"
    )
    found = _read(tmp_path / "a.html", f"<!DOCTYPE html>{body}")
    assert found.text == "2e prévention : 12 % « oui » non peut-être"


def test_preformatted_text_keeps_its_lines_and_tabs(tmp_path: Path) -> None:
    body = "<pre>NOM\tRÔLE\nMARTIN\tMaire\n\nFin</pre>"
    assert _lines(tmp_path, body) == ["NOM\tRÔLE", "MARTIN\tMaire", "Fin"]


TEXT = "L’évaluation des médiateurs coûte 12 500 € : « très bien »."


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "<meta charset=iso-8859-1>"),
        ("utf-8", "<meta charset=iso-8859-1>"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "<meta charset=utf-8>"),
        ("cp1252", ""),
        ("cp1252", "<meta charset='windows-1252'>"),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("cp1252", "<meta charset=utf-8>"),
        ("cp1252", "<meta charset=rot13>"),
        ("cp1252", "<meta charset=n-importe-quoi>"),
        ("iso-8859-15", "<meta charset=iso-8859-15>"),
        ("mac_roman", "<meta charset=macintosh>"),
    ],
)
def test_pages_are_read_in_the_encodings_of_offices(
    tmp_path: Path, encoding: str, head: str
) -> None:
    text = TEXT.replace("’", "'") if encoding == "iso-8859-15" else TEXT
    page = f"<!DOCTYPE html><html><head>{head}</head><body><p>{text}</p></body></html>"
    assert _read(tmp_path / "a.html", page.encode(encoding)).text == text


def test_a_few_bad_bytes_of_a_utf8_page_spoil_only_themselves(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><meta charset=utf-8><p>{TEXT}</p><p>coup".encode() + b"\xc3 net</p>"
    assert _read(tmp_path / "a.html", page).text == f"{TEXT}\ncoup\ufffd net"


@pytest.mark.parametrize(
    "page",
    [
        "<!-- licence --><p>Bonjour</p>",
        "<h1>Bonjour</h1>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="z"><body>Bonjour</html>',
        "\n\n<HTML><BODY>Bonjour",
        "<table><tr><td>Bonjour",
    ],
)
def test_a_page_is_known_by_its_first_tag(tmp_path: Path, page: str) -> None:
    assert _read(tmp_path / "sans-suffixe", page).text == "Bonjour"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + "fond",
        "<b>" * 30_000 + "fond",
        "<b><p>" * 5_000 + "fond",
        "<table><tr><td>" * 3_000 + "fond",
        "<ul><li>" * 3_000 + "fond",
        "<nav>" * 3_000 + "fond",
        "<p>mot</p>" * 50_000 + "fond",
        "&amp;" * 200_000 + " fond",
        "<!--" * 10_000 + "--><p>fond",
        "<svg><tr><td>" * 1_000 + "fond",
        "<table><tr>" + "<td colspan=9999 rowspan=99999>x" * 50 + "</table>fond",
        "</div></p></td></tr></table></li>" * 1_000 + "fond",
    ],
)
def test_hostile_pages_are_read_to_the_end_in_time(tmp_path: Path, body: str) -> None:
    started = time.monotonic()
    lines = _raw(tmp_path, f"<!DOCTYPE html><body>{body}").pages[0].lines
    assert lines[-1].text.endswith("fond")
    assert time.monotonic() - started < 30


def test_unclosed_tags_lose_nothing(tmp_path: Path) -> None:
    """Old pages open a font at each paragraph and close none: a reader that bounds depth drops
    most of them."""
    body = "".join(f"<p><font size=2>mot{n}\n" for n in range(5_000))
    assert _lines(tmp_path, body) == [f"mot{n}" for n in range(5_000)]


@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html>", "<!DOCTYPE html><div id=app></div><script>charge()</script>", "<html>"],
)
def test_a_page_that_a_program_fills_has_no_text(tmp_path: Path, page: str) -> None:
    with pytest.raises(NoText) as caught:
        _read(tmp_path / "a.html", page)
    assert "page web" in caught.value.message
    assert "navigateur" in caught.value.advice


_TAGS = ("p", "div", "li", "h2", "blockquote", "dd", "section", "ul", "pre", "table><tr><td", "dt")
_TREES = st.recursive(
    st.just(""),
    lambda inner: st.tuples(st.sampled_from(_TAGS), st.lists(inner, max_size=4)),
    max_leaves=30,
)


@given(_TREES)
def test_no_word_is_lost_glued_or_moved_to_the_front(tmp_path_factory, tree: object) -> None:  # type: ignore[no-untyped-def]
    """Each block holds a word of its own; the page shows them all, apart, once."""
    count = 0

    def page(node: object) -> str:
        nonlocal count
        if isinstance(node, str):
            return ""
        tag, inner = node  # type: ignore[misc]
        count += 1
        word = f"mot{count}"
        return f"<{tag}>{word}{''.join(page(part) for part in inner)}</{tag}>"

    body = page(tree)
    folder = tmp_path_factory.mktemp("page")
    if count:
        words = " ".join(_lines(folder, body)).replace("•", " ").split()
        assert sorted(words) == sorted(f"mot{n + 1}" for n in range(count))
