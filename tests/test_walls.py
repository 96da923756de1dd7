"""The walls between rooms and around third-party packages, read from the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "vectorstore", "assistant", "evals", "app")
LEFT_OF = {
    "ingest": set(),
    "vectorstore": {"ingest"},
    "assistant": {"ingest", "vectorstore"},
    "evals": {"ingest", "vectorstore", "assistant"},
    "app": {"ingest", "vectorstore", "assistant"},
}
# The page is the other half of the entry point that Streamlit runs; a room may add commands and
# pages.
INNER_DOORS = {
    ("app", "assistant.ui"),
    ("evals", "assistant.commands"),
    ("evals", "assistant.ui.extra"),
}

# The programs of the peers run in environments of their own.
PEERS = "evals/peers/programs/"
ONLY_PEERS = (
    "docx2txt",
    "langchain_chroma",
    "langchain_classic",
    "langchain_community",
    "langchain_huggingface",
    "langchain_text_splitters",
    "llama_index",
    "rank_bm25",
)
# Package -> the files or folders that may import it.
THIRD_PARTY = {
    "pypdf": ("ingest/readers/", "ingest/forkserver.py", PEERS),
    "pypdfium2": ("ingest/readers/", "ingest/forkserver.py", "assistant/pageview.py"),
    "docx": ("ingest/readers/", "evals/sample/"),
    "selectolax": ("ingest/readers/",),
    "spellchecker": ("ingest/french/lexicon.py",),
    "PIL": ("ingest/readers/raster.py",),
    "sqlite3": (
        "vectorstore/catalogue.py",
        "vectorstore/snapshot.py",
        "vectorstore/lexical.py",
        "assistant/history.py",
    ),
    "chromadb": ("vectorstore/dense.py", PEERS),
    "sentence_transformers": ("vectorstore/embedder.py",),
    "torch": ("vectorstore/embedder.py",),
    "transformers": ("vectorstore/embedder.py",),
    "langchain": (),
    "langchain_core": ("assistant/engines/chat.py", "vectorstore/langchain.py", PEERS),
    "langchain_ollama": ("assistant/engines/chat.py", PEERS),
    **dict.fromkeys(ONLY_PEERS, (PEERS,)),
    "ollama": ("assistant/engines/chat.py", "vectorstore/ollama_embedder.py"),
    "streamlit": ("app.py", "assistant/ui/", "evals/ui/"),
    "typer": ("assistant/cli.py", "assistant/commands/", "evals/commands/"),
    "pydantic_settings": ("assistant/settings.py",),
    "dotenv": (),
    "reportlab": ("evals/sample/",),
    "jinja2": ("evals/htmlreport/",),
    "markdown_it": ("evals/htmlreport/", "evals/robustness/safety.py"),
}
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "chromadb",
    "streamlit",
    "pypdf",
    "pypdfium2",
    "docx",
    "langchain",
    "langchain_core",
    "langchain_ollama",
)
MAY_HOLD_SQL = (
    "vectorstore/catalogue.py",
    "vectorstore/snapshot.py",
    "vectorstore/transaction.py",
    "vectorstore/lexical.py",
    "vectorstore/schema.py",
    "assistant/history.py",
)
SQL = re.compile(
    r"\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|PRAGMA|ROLLBACK|BEGIN IMMEDIATE"
    r"|(?:CREATE|DROP|ALTER) (?:VIRTUAL )?(?:TABLE|INDEX))\b"
)
MOST_LINES = 400
MAY_PRINT = ("evals/",)
# They read no setting: they hand the environment on to the child.
MAY_READ_ENVIRONMENT = ("assistant/settings.py", "ingest/children.py", "ingest/forkserver.py")


@dataclass(frozen=True)
class Import:
    file: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def sources() -> list[Path]:
    rooms = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted([*rooms, *ROOT.glob("*.py")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(path: Path) -> Iterator[Import]:
    """Every import, in functions and for type checkers too."""
    file = name_of(path)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (Import(file, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            assert node.module is not None
            yield Import(file, node.lineno, node.module)


def all_imports() -> list[Import]:
    return [found for path in sources() for found in imports_of(path)]


def allowed(file: str, places: tuple[str, ...]) -> bool:
    return any(
        file == place or (place.endswith("/") and file.startswith(place)) for place in places
    )


def crosses_wrongly(found: Import) -> bool:
    own, other = room_of(found.file), found.module.split(".")[0]
    if other not in ROOMS or other == own:
        return False
    return other not in LEFT_OF[own]


def passes_beside_the_door(found: Import) -> bool:
    own, other = room_of(found.file), found.module.split(".")[0]
    if other not in ROOMS or other == own or "." not in found.module:
        return False
    inner = any(
        own == room and (found.module == door or found.module.startswith(f"{door}."))
        for room, door in INNER_DOORS
    )
    return not inner


def test_sources_are_found() -> None:
    rooms = {room_of(name_of(path)) for path in sources()}
    assert rooms >= {"ingest", "vectorstore", "assistant", "evals"}


def test_a_room_imports_only_rooms_to_its_left() -> None:
    assert [str(found) for found in all_imports() if crosses_wrongly(found)] == []


def test_a_room_is_entered_only_through_its_door() -> None:
    assert [str(found) for found in all_imports() if passes_beside_the_door(found)] == []


@pytest.mark.parametrize(
    ("file", "module", "wrong"),
    [
        ("ingest/files.py", "vectorstore", True),
        ("vectorstore/store.py", "assistant", True),
        ("assistant/cli.py", "evals", True),
        ("evals/system.py", "app", True),
        ("vectorstore/store.py", "ingest", False),
        ("evals/system.py", "assistant", False),
    ],
)
def test_the_rule_of_directions_sees_what_it_should(file: str, module: str, wrong: bool) -> None:
    assert crosses_wrongly(Import(file, 1, module)) is wrong


@pytest.mark.parametrize(
    ("file", "module", "wrong"),
    [
        ("vectorstore/store.py", "ingest.model", True),
        ("evals/system.py", "assistant.wiring", True),
        ("evals/system.py", "assistant.ui.text", True),
        ("app.py", "assistant.wiring", True),
        ("evals/cli.py", "assistant.commands", False),
        ("evals/ui/pane.py", "assistant.ui.extra", False),
        ("evals/ui/pane.py", "assistant.ui.reader", True),
        ("app.py", "assistant.ui.text", False),
        ("assistant/cli.py", "assistant.wiring", False),
    ],
)
def test_the_rule_of_doors_sees_what_it_should(file: str, module: str, wrong: bool) -> None:
    assert passes_beside_the_door(Import(file, 1, module)) is wrong


@pytest.mark.parametrize("package", sorted(THIRD_PARTY))
def test_a_third_party_package_stays_behind_its_wall(package: str) -> None:
    outside = [
        str(found)
        for found in all_imports()
        if found.module.split(".")[0] == package and not allowed(found.file, THIRD_PARTY[package])
    ]
    assert outside == []


def test_heavy_packages_are_imported_inside_functions_only() -> None:
    at_top = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        if room_of(name_of(path)) != "app"
        and not name_of(path).startswith(("assistant/ui/", "evals/"))
        for node in tree_of(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
        if module.split(".")[0] in HEAVY
    ]
    assert at_top == []


def test_no_file_is_too_long() -> None:
    lengths = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in sources()}
    assert {file: length for file, length in lengths.items() if length > MOST_LINES} == {}


def test_only_the_settings_read_the_environment() -> None:
    readers = []
    for path in sources():
        for node in ast.walk(tree_of(path)):
            by_attribute = (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "os"
                and node.attr in ("environ", "getenv", "environb", "putenv")
            )
            by_name = isinstance(node, ast.ImportFrom) and any(
                node.module == "os" and alias.name in ("environ", "getenv") for alias in node.names
            )
            if (by_attribute or by_name) and not allowed(name_of(path), MAY_READ_ENVIRONMENT):
                readers.append(f"{name_of(path)}:{node.lineno}")
    assert readers == []


def test_nothing_prints_beside_the_console() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and not allowed(name_of(path), MAY_PRINT)
    ]
    assert printing == []


def sql_in(tree: ast.AST) -> list[int]:
    """The lines of the string constants that hold SQL."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]


def test_sql_stays_behind_its_wall() -> None:
    outside = [
        f"{name_of(path)}:{line}"
        for path in sources()
        if not allowed(name_of(path), MAY_HOLD_SQL)
        for line in sql_in(tree_of(path))
    ]
    assert outside == []
    assert [file for file in MAY_HOLD_SQL if not sql_in(tree_of(ROOT / file))] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('rows = read("SELECT id FROM documents")', True),
        ('rows = read(f"SELECT {name} FROM documents")', True),
        ('change("""\n  DELETE FROM chunks WHERE id = ?""")', True),
        ('change("PRAGMA user_version")', True),
        ('"""Select what to delete from the index, then update it."""', False),
    ],
)
def test_the_rule_of_sql_sees_what_it_should(code: str, found: bool) -> None:
    assert bool(sql_in(ast.parse(code))) is found


@pytest.mark.parametrize("door", ["ingest", "vectorstore", "assistant", "assistant.cli"])
def test_a_door_is_light(door: str) -> None:
    """Importing a room loads nothing that takes seconds."""
    code = f"import sys, {door}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.split() == []
