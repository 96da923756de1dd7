"""Valid files spoilt at random, from a seed: the same seed gives the same bytes."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.ingest.builders import docx, pdf, prose

LINE = "La commission a rendu son avis sur les transports du bourg, à l’unanimité des voix."
_INSIDE = 0.5
"""How often a package is spoilt in its parts and packed again, so that the spoilt part is read."""

Mutation = Callable[[bytes, random.Random], bytes]


def seeds(folder: Path) -> Mapping[str, bytes]:
    """Small valid files by suffix, made in `folder`."""
    lines = [LINE] * 12
    records = [{"id": f"f{n}", "title": f"Fiche {n}", "text": LINE} for n in range(6)]
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{n}. {LINE}</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        for n in range(4)
    )
    return {
        ".pdf": pdf(folder / "graine.pdf", [prose(lines)] * 4).read_bytes(),
        ".docx": docx(folder / "graine.docx", body).read_bytes(),
        ".jsonl": "".join(json.dumps(record) + "\n" for record in records).encode(),
        ".md": f"# Titre\n\n{LINE}\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| c | 2 |\n".encode(),
        ".txt": "\n".join(lines).encode(),
        **_opendocument(),
    }


def _opendocument() -> dict[str, bytes]:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
            f'<office:text><text:h text:outline-level="1">Titre</text:h><text:p>{LINE}</text:p>'
            f"<text:list><text:list-item><text:p>{LINE}</text:p></text:list-item></text:list>"
            "</office:text></office:body></office:document-content>",
        )
    page = "<!doctype html><html><head><meta charset=utf-8><title>T</title></head><body><h1>Titre"
    page += f"</h1><p>{LINE}</p><ul><li>un<li>deux</ul><table><tr><td>a<td>b</table></body></html>"
    return {".odt": out.getvalue(), ".html": page.encode()}


def spoilt(data: bytes, suffix: str, seed: int) -> bytes:
    """`data` after one to four mutations."""
    chance = random.Random(f"{seed}{suffix}")
    if suffix in {".docx", ".odt"} and chance.random() < _INSIDE:
        return _spoilt_inside(data, chance)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def _spoilt_inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for _ in range(chance.randint(0, 3)):
                part = chance.choice(MUTATIONS)(part, chance)
            new.writestr(name, part)
    return out.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    """A few bits the other way round."""
    out = bytearray(data)
    for _ in range(min(len(out), chance.randint(1, 30))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _splice(data: bytes, chance: random.Random) -> bytes:
    """A part of the file put elsewhere, in place of nothing or of as much."""
    if not data:
        return data
    start = chance.randrange(len(data))
    part = data[start : start + chance.randint(1, 2_000)]
    at = chance.randrange(len(data))
    return data[:at] + part + data[at + chance.choice([0, len(part)]) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    """A short part many times over."""
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 40] * chance.randint(2, 3_000) + data[at:]


def _odd_values(data: bytes, chance: random.Random) -> bytes:
    """Bytes that readers stumble on, put somewhere."""
    odd = [b"\0" * 9, b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J", b"\r", b"\x0c" * 3]
    odd += [
        b"-1",
        b"99999999999999999999",
        b"<" * 50,
        b"&#0;",
        b"[" * 5_000,
        "\u202e\u0301".encode(),
    ]
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(odd) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    """Two objects of a PDF, or two words, in each other's place."""
    spans = [m.span() for m in re.finditer(rb"\d+ 0 obj.*?endobj|[\w:]{3,}", data, re.DOTALL)]
    if len(spans) < 2:
        return data
    (a, b), (c, d) = sorted(chance.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Some numbers replaced: lengths, places, references."""
    share = chance.random() * 0.2
    other = [b"0", b"1", b"-5", b"4294967296", b"3"]

    def replaced(match: re.Match[bytes]) -> bytes:
        return chance.choice(other) if chance.random() < share else match.group()

    return re.sub(rb"\d+", replaced, data)


MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _splice, _repeat, _odd_values, _swap, _numbers)
