"""What one cell of a table of questions holds, and the bytes of the table.

Pure: texts and bytes in, texts out. Every writing has a reading that undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]")
"""What a spreadsheet would compute: https://owasp.org/www-community/attacks/CSV_Injection,
here also behind blanks and apostrophes, so that the apostrophe put before can be told again."""

_ESCAPES = {"\n": r"\n", "\r": r"\r", "\\": r"\\", "|": r"\|"}
_ESCAPED = re.compile(r"\\([\\|nr\s])|(.)", re.DOTALL)

_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»‘’“”…–—€°§²³ªº×·\u00a0")
"""Signs beyond ASCII that French texts hold and that Windows-1252 can write. Bytes of another
old encoding, read as Windows-1252, give signs that are not here: é of Mac OS Roman gives Ž."""

_TRUTHS = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}


class Unreadable(ValueError):
    """The bytes are no table that can be read; the message is French."""


def decoded(data: bytes) -> str:
    """The text of a table as spreadsheets save it.

    UTF-8 with or without a byte order mark, UTF-16 with one, Windows-1252 when all its signs are
    of French. Raises Unreadable.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("ce fichier est un classeur ; enregistrez la feuille en « CSV UTF-8 ».")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    strange = next((sign for sign in text if not sign.isascii() and sign not in _FRENCH), None)
    if strange or wide:
        raise Unreadable(
            "codage inconnu (ni UTF-8 ni Windows-1252) ; dans le tableur, « Enregistrer sous », "
            "puis « CSV UTF-8 » (LibreOffice : jeu de caractères Unicode UTF-8)."
        )
    return text


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what looks so."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def forms_cell(forms: Sequence[str]) -> str:
    """The accepted forms of a fact: `1 500 | mille cinq cents`.

    A backslash goes before a bar or a backslash, and before a blank that starts or ends a form. A
    form with a digit never stands alone without a bar: a spreadsheet would make 1,10 or 16/12 a
    number or a date, and write it otherwise.
    """
    cell = " | ".join(_escaped(form) for form in forms)
    return f"{cell} |" if len(forms) == 1 and re.search(r"\d", cell) else cell


def _escaped(form: str) -> str:
    signs = [_ESCAPES.get(sign, sign) for sign in form]
    for end in (0, -1):
        if signs[end].isspace():
            signs[end] = f"\\{signs[end]}"
    return "".join(signs)


def forms_of(cell: str) -> list[str]:
    """What `forms_cell` was given; empty forms, as two bars leave them, are none."""
    forms: list[list[tuple[str, bool]]] = [[]]
    for found in _ESCAPED.finditer(cell):
        sign, escaped = (found[2], False) if found[2] else (found[1], True)
        if sign == "|" and not escaped:
            forms.append([])
        else:
            forms[-1].append(({"n": "\n", "r": "\r"}.get(sign, sign) if escaped else sign, escaped))
    texts = ["".join(sign for sign, _ in _trimmed(form)) for form in forms]
    return [text for text in texts if text]


def _trimmed(signs: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    kept = [at for at, (sign, escaped) in enumerate(signs) if escaped or not sign.isspace()]
    return signs[kept[0] : kept[-1] + 1] if kept else []


def truth_of(cell: str) -> bool | None:
    """oui, non, and what spreadsheets make of them; None for anything else."""
    return _TRUTHS.get(cell.strip().casefold())


def number_of(cell: str) -> int | None:
    """A whole number from 0; None for anything else."""
    plain = cell.strip()
    return int(plain) if re.fullmatch(r"[0-9]{1,9}", plain) else None
