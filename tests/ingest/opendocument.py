"""OpenDocument texts built for the tests of reading."""

from __future__ import annotations

import zipfile
from pathlib import Path

MIMETYPE = "application/vnd.oasis.opendocument.text"
_NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    )
)
NAMES = _NAMES + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(
    path: Path,
    body: str,
    *,
    styles: str = "",
    named: str = "",
    title: str = "",
    manifest: str = "",
) -> Path:
    """An .odt: `body` is what the text holds, `styles` its own styles, `named` the style part's."""
    parts = {
        "content.xml": f"<office:document-content{NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles{NAMES}><office:styles>{named}</office:styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta{NAMES}><office:meta><dc:title>{title}</dc:title>"
        "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest{NAMES}>{manifest}</manifest:manifest>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path
