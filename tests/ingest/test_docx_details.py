"""What Word documents hold beside plain paragraphs: each read once, as Word shows it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest import IngestError, Limits, NoText, UnsupportedType, identify, read
from ingest.model import Line
from ingest.readers.docx import read as read_raw
from tests.ingest.builders import W, docx

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _r(text: str, properties: str = "") -> str:
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _package(path: Path, body: str, **parts: str) -> Path:
    """A document with other parts, named by their file: `styles="<w:style/>..."`."""
    docx(path, body)
    with zipfile.ZipFile(path, "a") as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return path


def _raw(path: Path) -> list[Line]:
    return list(read_raw(path, Limits())[0].pages[0].lines)


def _lines(path: Path) -> list[str]:
    return [line.text for line in _raw(path)]


def test_merged_cells_keep_the_columns_apart(tmp_path: Path) -> None:
    table = (
        _row(_cell(_p(_r("Nom"))), _cell(_p(_r("Présent"))), _cell(_p(_r("Excusé"))))
        + _row(_cell(_p(_r("Collège 1")), properties='<w:gridSpan w:val="2"/>'), _cell(_p(_r("X"))))
        + _row(
            _cell(_p(_r("MARTIN")), properties='<w:vMerge w:val="restart"/>'),
            _cell(_p()),
            _cell(_p(_r("X"))),
        )
        + _row(_cell(_p(_r("ancien")), properties="<w:vMerge/>"), _cell(_p(_r("X"))), _cell(_p()))
        + _row(_cell(_p(_r("X"))), properties='<w:gridBefore w:val="1"/>')
        + _row(_cell(_p(_r("supprimée"))), properties='<w:del w:id="1"/>')
    )
    lines = _raw(docx(tmp_path / "a.docx", f"<w:tbl>{table}</w:tbl>"))
    assert [line.text for line in lines] == [
        "Nom\tPrésent\tExcusé",
        "Collège 1\t\tX",
        "MARTIN\t\tX",
        "\tX",
        "\tX",
    ]
    assert lines[1].cells == ((0, 2), (1, 2), (2, 3))


def test_a_table_in_a_cell_is_told_in_its_cell(tmp_path: Path) -> None:
    inner = f"<w:tbl>{_row(_cell(_p(_r('a'))), _cell(_p(_r('b'))))}</w:tbl>"
    table = _row(_cell(_p(_r("Nom"))), _cell(_p(_r("Suite :")), inner, _p()))
    assert _lines(docx(tmp_path / "a.docx", f"<w:tbl>{table}</w:tbl>")) == ["Nom\tSuite : a b"]


def test_a_text_box_is_read_once_with_what_it_holds(tmp_path: Path) -> None:
    content = (
        f"<w:txbxContent><w:sdt><w:sdtContent>{_p(_r('Encadré.'))}</w:sdtContent></w:sdt>"
        f"<w:tbl>{_row(_cell(_p(_r('a'))), _cell(_p(_r('b'))))}</w:tbl></w:txbxContent>"
    )
    choice = (
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing><x:wsp xmlns:x="urn:x">'
        f"<x:txbx>{content}</x:txbx></x:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}"
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f'<w:pict><v:shape xmlns:v="urn:v"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    body = _p(_r("Avant"), f"<w:r>{choice}</w:r>", _r(".")) + _p(f"<w:r>{old}</w:r>")
    assert _lines(docx(tmp_path / "a.docx", body)) == [
        "Avant.",
        "Encadré.",
        "a\tb",
        "Encadré.",
        "a\tb",
    ]


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next(tmp_path: Path) -> None:
    ends = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = (
        _p(_r("Première "), properties=ends)
        + _p("<w:del><w:r><w:delText>disparue </w:delText></w:r></w:del>", properties=ends)
        + _p(_r("moitié."))
        + _p(_r("Dernière."), properties=ends)
    )
    assert _lines(docx(tmp_path / "a.docx", body)) == ["Première moitié.", "Dernière."]


def test_moved_text_is_where_it_was_moved_to(tmp_path: Path) -> None:
    body = _p(f"<w:moveFrom>{_r('Déplacé.')}</w:moveFrom>") + _p(
        _r("Ici : "), f"<w:moveTo>{_r('déplacé.')}</w:moveTo>"
    )
    assert _lines(docx(tmp_path / "a.docx", body)) == ["Ici : déplacé."]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Fils"><w:basedOn w:val="Secret"/></w:style>'
    )
    body = (
        _p(_r("Visible"), _r(" caché", "<w:vanish/>"), _r(" et clair", '<w:vanish w:val="0"/>'))
        + _p(_r("caché"), _r(" sauf ici", '<w:vanish w:val="false"/>'),
             properties='<w:pStyle w:val="Fils"/>')
        + _p(_r("Fin", '<w:rStyle w:val="Autre"/>'), _r(" cachée", '<w:rStyle w:val="Secret"/>'))
    )  # fmt: skip
    assert _lines(_package(tmp_path / "a.docx", body, styles=styles)) == [
        "Visible et clair",
        "sauf ici",
        "Fin",
    ]


def test_symbols_and_check_boxes_are_characters(tmp_path: Path) -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    def box(inside: str) -> str:
        field = f"<w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData>"
        return f"<w:r><w:fldChar>{field}</w:fldChar></w:r>"

    body = _p(
        sym("Wingdings", "F0FC"), sym("Wingdings", "FD"), sym("Symbol", "F0B3"), sym("X", "zz"),
        box("<w:checked/>"), box('<w:default w:val="1"/>'), box('<w:checked w:val="0"/>'), box(""),
    )  # fmt: skip
    assert _lines(docx(tmp_path / "a.docx", body)) == ["✓☒≥☒☒☐☐"]


def _numbering() -> str:
    def level(depth: int, form: str, text: str, more: str = "") -> str:
        return (
            f'<w:lvl w:ilvl="{depth}">{more}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            "</w:lvl>"
        )

    return (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "%1.%2)")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "upperRoman", "Article %1", '<w:start w:val="4"/>')
        + level(1, "none", "")
        + "</w:abstractNum>"
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        + '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    )


def test_lists_count_as_word_does(tmp_path: Path) -> None:
    """Lists of one definition count on together, unless one says where it starts."""

    def item(text: str, number: str, depth: str = "0") -> str:
        said = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
        return _p(_r(text), properties=f"<w:numPr>{said}</w:numPr>")

    body = (
        item("a", "1") + item("b", "1") + item("c", "1", "1") + item("d", "2") + item("e", "3")
        + item("f", "3", "1") + item("g", "1") + item("h", "4") + item("i", "4", "1")
        + item("j", "0") + item("k", "inconnu") + item("l", "1", "très profond")
    )  # fmt: skip
    assert _lines(_package(tmp_path / "a.docx", body, numbering=_numbering())) == [
        "1. a",
        "2. b",
        "2.a) c",
        "3. d",
        "1. e",
        "1.a) f",
        "2. g",
        "Article IV h",
        "i",
        "j",
        "k",
        "3. l",
    ]


def test_notes_come_last_and_comments_not_at_all(tmp_path: Path) -> None:
    notes = (
        f'<w:footnote w:type="separator">{_p(_r("---"))}</w:footnote>'
        f"<w:footnote>{_p(_r('Une note.'))}</w:footnote>"
    )
    body = _p(_r("Texte."), "<w:r><w:footnoteReference/></w:r>") + _p(_r("Fin."))
    path = _package(
        tmp_path / "a.docx",
        body,
        footnotes=notes,
        endnotes=f"<w:endnote>{_p(_r('À la fin.'))}</w:endnote>",
        comments=f"<w:comment>{_p(_r('À revoir.'))}</w:comment>",
    )
    assert _lines(path) == ["Texte.", "Fin.", "Une note.", "À la fin."]


def test_the_package_says_which_part_is_the_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(docx(tmp_path / "b.docx", _p(_r("Texte.")))) as other:
        document = other.read("word/document.xml")
    link = f'<Relationship Type="{R}/officeDocument" Target="/word/document2.xml"/>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("_rels/.rels", f"<Relationships>{link}</Relationships>")
        package.writestr("word/document2.xml", document)
    assert read(identify(path))[0].text == "Texte."


@pytest.mark.parametrize(("words", "kind"), [("Texte.", UnsupportedType), ("", NoText)])
def test_a_document_that_takes_in_another_file_is_named(
    tmp_path: Path, words: str, kind: type[IngestError]
) -> None:
    path = docx(tmp_path / "a.docx", _p(_r(words)) + "<w:altChunk/>")
    with pytest.raises(kind) as caught:
        read(identify(path))
    assert "inclut un autre fichier" in caught.value.message
    assert "Word" in caught.value.advice


def test_damage_inside_the_package_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w:document>" + "mot " * 5_000)
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.raises(IngestError) as caught:
        read(identify(path))
    assert caught.value.kind == "damaged"
    nested = docx(tmp_path / "b.docx", "<w:x>" * 30_000 + "</w:x>" * 30_000)
    with pytest.raises(IngestError) as caught:
        read(identify(nested))
    assert caught.value.kind == "damaged"


def test_what_a_content_control_asks_for_is_no_text(tmp_path: Path) -> None:
    asks = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = (
        f"<w:sdt>{asks}<w:sdtContent>{_p(_r('Choisissez une date.'))}</w:sdtContent></w:sdt>"
        + _p(_r("Lieu : "), f"<w:sdt>{asks}<w:sdtContent>{_r('Tapez ici.')}</w:sdtContent></w:sdt>")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{_p(_r('Nantes'))}</w:sdtContent></w:sdt>"
    )
    assert _lines(docx(tmp_path / "a.docx", body)) == ["Lieu :", "Nantes"]
