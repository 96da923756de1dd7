"""Reader of the small Markdown dialect in which the sample sources are written."""

import re
from dataclasses import dataclass
from typing import Literal

PAGE_BREAK = "<!-- page -->"
NOTICE = "Document d’exemple – contenu fictif"

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_HEADING = re.compile(r"^(#{1,3}) +(.+)$")
_BULLET = re.compile(r"^( *)- +(.+)$")
_NUMBERED = re.compile(r"^\d{1,2}[.)] ")
_RULE_CELL = re.compile(r"^:?-{2,}:?$")

BlockKind = Literal["heading", "paragraph", "bullet", "quote", "table", "page"]


@dataclass(frozen=True)
class Block:
    """One element of a source: `rows` is filled for tables only, `text` for all the others."""

    kind: BlockKind
    text: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    has_header: bool = False


@dataclass(frozen=True)
class Source:
    """A parsed source: its front matter and its blocks, in order."""

    meta: dict[str, str]
    blocks: tuple[Block, ...]


def parse(text: str) -> Source:
    """Parse a source. A first heading that only repeats the title is left out."""
    meta, body = _split_front_matter(text)
    blocks = _blocks(body.splitlines())
    if blocks and blocks[0].kind == "heading" and blocks[0].text == meta["title"]:
        blocks = blocks[1:]
    return Source(meta, tuple(blocks))


def plain(text: str) -> str:
    """The words of a marked-up text, one ordinary space between them, bold marks removed."""
    return " ".join(text.replace("**", "").split())


def french_date(date: str) -> str:
    """Spell out an ISO date of one to three parts: `2022-03-23` gives `23 mars 2022`."""
    parts = date.split("-")
    spelled = [parts[0]]
    if len(parts) > 1:
        spelled.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        day = int(parts[2])
        spelled.insert(0, "1er" if day == 1 else str(day))
    return " ".join(spelled)


def footer_text(meta: dict[str, str]) -> str:
    """The footer of a document, which always says that its content is invented."""
    own = meta.get("footer", "")
    if NOTICE in own:
        return own
    return f"{own} – {NOTICE}" if own else NOTICE


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    _, front, body = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    pairs = (line.split(":", 1) for line in front.strip().splitlines())
    return {key.strip(): value.strip() for key, value in pairs}, body


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    open_block = False
    for raw in lines:
        line = raw.rstrip()
        block = _opened_by(line)
        if block is None:
            open_block = False
        elif block.kind == "table":
            _add_row(blocks, block, open_block)
            open_block = True
        elif open_block and _continues(blocks[-1], block, line):
            blocks[-1] = _joined(blocks[-1], block)
        else:
            blocks.append(block)
            open_block = block.kind in ("paragraph", "bullet", "quote")
    return blocks


def _opened_by(line: str) -> Block | None:
    """The block that a line would open by itself; none for a blank line."""
    stripped = line.strip()
    if stripped in ("", ">"):
        return None
    if stripped == PAGE_BREAK:
        return Block("page")
    if heading := _HEADING.match(line):
        return Block("heading", heading[2], level=len(heading[1]))
    if bullet := _BULLET.match(line):
        return Block("bullet", bullet[2], level=2 if len(bullet[1]) >= 2 else 1)
    if stripped.startswith("> "):
        return Block("quote", stripped[2:].strip())
    if stripped.startswith("|"):
        return Block("table", rows=(_row_cells(stripped),))
    return Block("paragraph", stripped)


def _row_cells(line: str) -> tuple[str, ...]:
    inner = line[1:-1] if line.endswith("|") else line[1:]
    return tuple(cell.strip() for cell in inner.split("|"))


def _continues(previous: Block, block: Block, line: str) -> bool:
    if previous.kind == "quote":
        return block.kind == "quote"
    if previous.kind not in ("paragraph", "bullet"):
        return False
    return block.kind == "paragraph" and not _NUMBERED.match(line.strip())


def _joined(previous: Block, block: Block) -> Block:
    return Block(previous.kind, f"{previous.text} {block.text}", level=previous.level)


def _add_row(blocks: list[Block], row: Block, open_block: bool) -> None:
    """Append a row to the table being read, or start a table with it."""
    if not (open_block and blocks and blocks[-1].kind == "table"):
        blocks.append(row)
        return
    table = blocks[-1]
    if all(_RULE_CELL.match(cell) for cell in row.rows[0]):
        blocks[-1] = Block("table", rows=table.rows, has_header=True)
    else:
        blocks[-1] = Block("table", rows=table.rows + row.rows, has_header=table.has_header)
