"""OpenDocument texts: the accepted text, with its headings, lists, tables and notes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest import (
    DamagedFile,
    Document,
    EncryptedFile,
    IngestError,
    Limits,
    NoText,
    ReaderMemory,
    identify,
    read,
)
from ingest.readers import ODT
from ingest.readers.odt import read as read_raw
from tests.ingest.opendocument import MIMETYPE, odt

LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:display-levels="1"/>'
    '<text:list-level-style-number text:level="3" style:num-format="i" text:display-levels="3"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet '
    'text:level="1" text:bullet-char="–"/></text:list-style>'
)


def _read(path: Path, body: str, **parts: str) -> Document:
    source = identify(odt(path, body, **parts))
    assert source.media_type == ODT
    return read(source)[0]


def _lines(folder: Path, body: str, **parts: str) -> list[str]:
    found = read_raw(odt(folder / "a.odt", body, **parts), Limits())[0]
    return [line.text for line in found.pages[0].lines]


def _p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _item(*paragraphs: str) -> str:
    return f"<text:list-item>{''.join(paragraphs)}</text:list-item>"


def test_headings_title_and_paragraphs(tmp_path: Path) -> None:
    found = _read(
        tmp_path / "a.odt",
        _p("Compte rendu de la commission", "P1")
        + '<text:h text:outline-level="1">Ordre<text:s/>du jour</text:h>'
        + _p("Un<text:tab/>deux<text:line-break/>trois<text:s text:c='3'/>quatre.\n  Cinq.")
        + '<text:h text:outline-level="2">Suites</text:h>'
        + _p("Un chapitre à lui.", "Chapitre"),
        styles='<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Title"/>',
        named='<style:style style:name="Title" style:family="paragraph"/><style:style '
        'style:name="Chapitre" style:family="paragraph" style:default-outline-level="3"/>',
        title="Commission du 3 mars",
    )
    assert found.text.split("\n") == [
        "Compte rendu de la commission",
        "Ordre du jour",
        "Un\tdeux trois quatre. Cinq.",
        "Suites",
        "Un chapitre à lui.",
    ]
    assert [section.title_path[-1] for section in found.sections] == [
        "Compte rendu de la commission",
        "Ordre du jour",
        "Suites",
        "Un chapitre à lui.",
    ]
    assert [page.number for page in found.pages] == [None]


def test_tracked_changes_are_accepted_and_comments_left_out(tmp_path: Path) -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{_p('refuse ')}</text:deletion></text:changed-region></text:tracked-changes>"
        + _p(
            'Le comité <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>'
            "propose<text:change-end text:change-id='c2'/> une<office:annotation><dc:creator>Anne"
            "</dc:creator><text:p>À revoir.</text:p></office:annotation> mesure"
            "<office:annotation-end/>."
        )
    )
    assert _lines(tmp_path, body) == ["Le comité propose une mesure."]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    body = (
        _p("Visible <text:span text:style-name='T1'>caché</text:span>et <text:span "
           "text:style-name='T2'>clair</text:span>.")
        + _p("caché", "P9")
        + f'<text:section text:display="none">{_p("caché")}</text:section>'
        + f"<text:section>{_p('Fin.')}</text:section>"
    )  # fmt: skip
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'text:display="none"/></style:style><style:style style:name="T2" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style><style:style '
        'style:name="P9" style:family="paragraph"><style:text-properties text:display="none"/>'
        "</style:style>"
    )
    assert _lines(tmp_path, body, styles=styles) == ["Visible et clair.", "Fin."]


def test_lists_have_the_marks_that_are_shown(tmp_path: Path) -> None:
    inner = "<text:list><text:list-item><text:list>{}</text:list></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L1">'
        + _item(_p("un"), _p("suite"), f"<text:list>{_item(_p('dedans'))}{_item(_p('encore'))}"
                f"</text:list>")
        + _item(_p("deux"), inner.format(_item(_p("profond"))))
        + f"<text:list-header>{_p('sans marque')}</text:list-header></text:list>"
        + _p("entre deux")
        + f'<text:list text:style-name="L1" text:continue-numbering="true">{_item(_p("trois"))}'
        "</text:list>"
        + f'<text:list text:style-name="L1" text:continue-numbering="false">{_item(_p("un"))}'
        + '<text:list-item text:start-value="7">' + _p("sept") + "</text:list-item></text:list>"
        + f'<text:list text:style-name="L2">{_item(_p("tiret"))}</text:list>'
    )  # fmt: skip
    assert _lines(tmp_path, body, styles=LISTS) == [
        "1. un",
        "suite",
        "(a) dedans",
        "(b) encore",
        "2. deux",
        "2.a.i profond",
        "sans marque",
        "entre deux",
        "3. trois",
        "1. un",
        "7. sept",
        "• tiret",
    ]


def test_numbered_headings_have_their_number(tmp_path: Path) -> None:
    named = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" '
        'text:display-levels="2"/><text:outline-level-style text:level="3" style:num-format=""/>'
        "</text:outline-style>"
    )
    body = "".join(
        f'<text:h text:outline-level="{level}"{more}>{text}</text:h>'
        for level, text, more in (
            (1, "Bilan", ""),
            (2, "Enquête", ""),
            (1, "Sans numéro", ' text:is-list-header="true"'),
            (1, "Suites", ""),
            (2, "Moyens", ""),
            (3, "Postes", ""),
        )
    )
    assert _lines(tmp_path, body, named=named) == [
        "I. Bilan",
        "I.1 Enquête",
        "Sans numéro",
        "II. Suites",
        "II.1 Moyens",
        "Postes",
    ]


def test_tables_keep_their_columns(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}>{_p(text)}</table:table-cell>"

    body = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        + cell("Nom") + cell("Présent") + cell("Excusé")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("MARTIN", ' table:number-rows-spanned="2"')
        + '<table:table-cell table:number-columns-repeated="1"/>' + cell("X")
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell("large", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
        + "</table:table-row><table:table-row>" + cell("large", ' table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>" + cell("X") + "</table:table-row></table:table>"
    )  # fmt: skip
    found = read_raw(odt(tmp_path / "a.odt", body), Limits())[0]
    assert [line.text for line in found.pages[0].lines] == [
        "Nom\tPrésent\tExcusé",
        "MARTIN\t\tX",
        "\tlarge",
        "large\t\tX",
    ]
    assert found.pages[0].lines[3].cells == ((0, 2), (1, 2), (2, 3))


def test_boxes_and_notes_come_once_after_what_they_hang_on(tmp_path: Path) -> None:
    body = _p(
        "Texte<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{_p('Une note.')}</text:note-body></text:note> ancré.<draw:frame><svg:title>Logo"
        f"</svg:title><draw:text-box>{_p('Encadré.')}<text:list>{_item(_p('point'))}</text:list>"
        f"</draw:text-box><svg:desc>dessin</svg:desc></draw:frame><draw:g><draw:custom-shape>"
        f"{_p('Forme.')}</draw:custom-shape></draw:g>"
    ) + _p("Titre : <text:title>Avis</text:title>, page <text:page-number>3</text:page-number>.")
    assert _lines(tmp_path, body) == [
        "Texte ancré.",
        "Encadré.",
        "• point",
        "Forme.",
        "Titre : Avis, page 3.",
        "Une note.",
    ]


def test_a_protected_document_asks_for_an_open_copy(tmp_path: Path) -> None:
    manifest = (
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry>"
    )
    with pytest.raises(EncryptedFile) as caught:
        _read(tmp_path / "a.odt", "x" * 500, manifest=manifest)
    assert "mot de passe" in caught.value.message


def test_a_document_of_pictures_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        _read(tmp_path / "a.odt", _p("<draw:frame><draw:image/></draw:frame>"))


def _package(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE)
        for name, data in parts.items():
            package.writestr(name.replace("_", "."), data)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<office>",
        b"<a/>",
        b"pas du XML",
        b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="inconnu"?><a/>',
        b"<a>" * 100_000,
    ],
)
def test_a_damaged_document_is_an_error_of_its_own(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(identify(_package(tmp_path / "a.odt", content_xml=content)))


def test_deep_nesting_ends_with_an_error_or_the_text(tmp_path: Path) -> None:
    body = "<text:section>" * 50_000 + _p("fond") + "</text:section>" * 50_000
    with pytest.raises(IngestError) as caught:
        _read(tmp_path / "a.odt", body)
    assert caught.value.kind == "damaged"


def test_what_expands_beyond_the_bound_is_stopped(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt", _p("mot " * 500_000))
    assert path.stat().st_size < 20_000
    with pytest.raises(ReaderMemory):
        read(identify(path), Limits(expanded_bytes=1_000_000))


def test_parts_share_one_bound(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt", _p("mot " * 150_000), named="<x/>" + " " * 600_000)
    assert len(read(identify(path), Limits(expanded_bytes=1_300_000))[0].text) > 500_000
    with pytest.raises(ReaderMemory):
        read(identify(path), Limits(expanded_bytes=1_000_000))


def test_a_mimetype_that_is_a_bomb_costs_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", b"x" * 50_000_000)
    with pytest.raises(IngestError) as caught:
        identify(tmp_path / "a.odt")
    assert caught.value.kind in {"unsupported-type", "memory"}


def test_numbers_that_are_none_are_passed_over(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="beaucoup">Titre</text:h>'
        + _p("a<text:s text:c='-4'/>b<text:s text:c='999999999'/>c")
        + '<table:table><table:table-row><table:table-cell table:number-columns-repeated='
        f'"4000000000">{_p("x")}</table:table-cell><table:table-cell>{_p("y")}</table:table-cell>'
        "</table:table-row></table:table>"
    )  # fmt: skip
    found = read_raw(odt(tmp_path / "a.odt", body), Limits())[0]
    assert [line.text[:3] for line in found.pages[0].lines] == ["Tit", "a b", "x\ty"]
