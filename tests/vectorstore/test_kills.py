"""Sessions killed at random steps and moments: the old or the new stays, the next run repairs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes.documents import write_lines
from fakes.hashing_embedder import HashingEmbedder

from vectorstore import Store, UnknownDocument, load_embedder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
]

HERE = Path(__file__).resolve().parent
KILLS = int(os.environ.get("KILLS", "50"))
SEED = int(os.environ.get("KILLS_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)
STEPS = (5, 150)
"""Of one action; the folder is open after 5 or so."""
WORDS = (
    "navette hameau clinique quorum médiateur pharmacien lycéen vaccin téléphérique usager collège "
    "budget transport dentiste opticien relais nuit aidant répit cabine"
).split()


@dataclass
class World:
    """The files, and what each document may be: its text now, and the one before an action."""

    folder: Path
    data: Path
    chance: random.Random
    now: dict[str, str]

    def sentence(self) -> str:
        """A text that no other one holds."""
        words = self.chance.choices(WORDS, k=self.chance.randint(5, 60))
        return f"Le {' et le '.join(words)} portent le numéro {self.chance.randrange(10**9)}."

    def write(self, name: str) -> None:
        """A file with a new text."""
        self.now[name] = self.sentence()
        (self.folder / f"{name}.txt").write_text(self.now[name] + "\n", encoding="utf-8")

    def change(self) -> tuple[str, str]:
        """Prepares one action at random: its name and its argument."""
        known = sorted(self.now)
        action = self.chance.choice(["add", "replace", "remove", "rebuild", "prune", "lines"])
        if action == "add" or not known:
            self.write(f"avis-{self.chance.randrange(10**6)}")
        elif action == "replace":
            for name in self.chance.sample(known, min(2, len(known))):
                self.write(name)
        elif action == "prune":
            name = self.chance.choice(known)
            (self.folder / f"{name}.txt").unlink()
            del self.now[name]
            return "prune", str(self.folder)
        elif action == "lines":
            texts = {f"fiche-{n}": self.sentence() for n in range(self.chance.randint(1, 90))}
            write_lines(self.folder / "fiches.jsonl", texts)
        elif action == "remove":
            return "remove", self.chance.choice(known)
        else:
            return "rebuild", "-"
        return "ingest", str(self.folder)


def run_killed(world: World, action: str, argument: str, *model: str) -> str:
    """Runs one action in a process that is killed; says where."""
    by_step = world.chance.random() < 0.7
    step = world.chance.randint(*STEPS) if by_step else 0
    command = [sys.executable, str(HERE / "killable.py"), str(step), str(world.data), action]
    with subprocess.Popen(
        [*command, argument, *model], cwd=HERE.parent.parent, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        if not by_step and process.stdout.readline():
            time.sleep(world.chance.uniform(0.0, 1.5))
            process.kill()
        said = process.stdout.read().split()
        code = process.wait()
    assert code in (0, -9) or (action == "remove" and code == 1), (action, step, code)
    return f"{action} {f'step {step}' if by_step else 'at a moment'} code {code} {said[-1:]}"


def texts_of(store: Store) -> dict[str, str]:
    return {info.id: store.document(info.id).text for info in store.documents()}


def check_agreement(store: Store) -> None:
    """Catalogue, words and vectors hold the same passages, each found by itself."""
    with store._catalogue.reading() as snapshot:
        manifest = snapshot.manifest()
        ids = snapshot.chunk_ids()
        assert not snapshot.pending()
        assert all(snapshot.lexical.holds(ids))
        rows = snapshot._connection.execute("SELECT count(*) FROM lexical_rows").fetchone()[0]
        words = snapshot._connection.execute("SELECT count(*) FROM lexical").fetchone()[0]
        assert rows == words == len(ids)
        for info in snapshot.documents():
            text = snapshot.document(info.id).text
            chunks = snapshot.chunks(info.id)
            assert chunks
            assert all(text[chunk.start : chunk.end].strip() for chunk in chunks)
    if manifest is not None:
        index = store._vectors.index(manifest.collection)
        assert index.ids() == sorted(ids)
        assert all(index.holds(ids))
        assert store._vectors.names() == [manifest.collection]
    assert store.health().sound


def on_disk(data: Path, words: set[str]) -> set[str]:
    """Those of `words` that a file of the data folder holds.

    But for the graph of the vectors: the library writes memory there that it never filled, in
    which anything that this process once held may stand.
    """
    files = [path for path in data.rglob("*") if path.is_file() and path.suffix != ".bin"]
    held = [path.read_bytes() for path in files]
    return {word for word in words if any(word.encode() in content for content in held)}


def numbers(texts: dict[str, str]) -> set[str]:
    return {text.rpartition(" ")[2].strip(".") for text in texts.values()}


def live(world: World, kills: int, embedder: object, *model: str) -> None:
    for name in ("avis-a", "avis-b", "avis-c"):
        world.write(name)
    with Store.open(world.data, embedder, write=True) as store:  # type: ignore[arg-type]
        store.ingest([world.folder])
        before = texts_of(store)
    seen = numbers(before)
    for kill in range(kills):
        action, argument = world.change()
        said = run_killed(world, action, argument, *model)
        place = f"seed {SEED}, kill {kill}: {said}"
        with Store.open(world.data, embedder) as reader:  # type: ignore[arg-type]
            between = texts_of(reader)
            reader.search("la navette et le quorum", limit=10)
        for name, text in between.items():
            wanted = {before.get(name), world.now.get(name)}
            assert text in wanted or name.startswith("fiche-"), place
        with Store.open(world.data, embedder, write=True) as store:  # type: ignore[arg-type]
            report = store.ingest([world.folder], prune=True)
            assert all(line.error is None for line in report.files), (place, report)
            before = texts_of(store)
            assert {n: t for n, t in before.items() if not n.startswith("fiche-")} == world.now, (
                place
            )
            try:
                check_agreement(store)
            except AssertionError as failure:
                raise AssertionError(place) from failure
        seen |= numbers(before)
        assert on_disk(world.data, seen - numbers(before)) == set(), place


def make_world(tmp_path: Path) -> World:
    (tmp_path / "corpus").mkdir()
    sys.stdout.write(f"seed {SEED}\n")
    chance = random.Random(SEED)
    return World(folder=tmp_path / "corpus", data=tmp_path / "data", chance=chance, now={})


def test_killed_sessions_leave_the_old_or_the_new(tmp_path: Path) -> None:
    live(make_world(tmp_path), KILLS, HashingEmbedder)


def test_killed_sessions_with_the_real_embedder(tmp_path: Path) -> None:
    loaded = load_embedder("minilm", ollama_url="http://127.0.0.1:9", timeout_s=1.0)
    live(make_world(tmp_path), 4, lambda: loaded, "minilm")


def test_a_document_removed_by_a_killed_session_is_gone_or_whole(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    for name in ("avis-a", "avis-b"):
        world.write(name)
    with Store.open(world.data, HashingEmbedder, write=True) as store:
        store.ingest([world.folder])
    text = world.now.pop("avis-a")
    (world.folder / "avis-a.txt").unlink()
    for step in (4, 9, 12, 14, 16, 18, 21, 24):
        command = [sys.executable, str(HERE / "killable.py"), str(step), str(world.data)]
        done = subprocess.run([*command, "remove", "avis-a"], check=False, cwd=HERE.parent.parent)
        assert done.returncode in (-9, 1)  # 1: an earlier one got as far as to remove it
        with Store.open(world.data, HashingEmbedder) as reader:
            try:
                assert reader.document("avis-a").text == text
            except UnknownDocument:
                assert "avis-a" not in {info.id for info in reader.documents()}
    with Store.open(world.data, HashingEmbedder, write=True) as store:
        store.ingest([world.folder], prune=True)
        check_agreement(store)
    assert on_disk(world.data, numbers({"a": text})) == set()
