"""What Chroma's files reserve holds no word that this process once had in memory."""

import struct
from pathlib import Path

from store_harness import found

from vectorstore import Store
from vectorstore.reserve import blank_reserves

STRAY = b"hameaux"


def stain(data: Path) -> list[tuple[Path, int]]:
    """(file, where) of each stray word put in the unfilled end of the index files."""
    stained = []
    for header in data.glob("chroma/*/header.bin"):
        _, _, places, filled, size = struct.unpack("<iQQQQ", header.read_bytes()[:36])
        assert filled < places
        for name, each in (("data_level0.bin", size), ("length.bin", 4)):
            path, at = header.parent / name, filled * each
            held = bytearray(path.read_bytes())
            assert len(held) == places * each
            held[at : at + len(STRAY)] = STRAY
            held[-len(STRAY) :] = STRAY
            path.write_bytes(held)
            stained.append((path, at))
    assert stained
    return stained


def test_the_end_of_a_write_blanks_what_is_reserved(store: Store, corpus: Path, data: Path) -> None:
    store.ingest([corpus])
    stained = stain(data)
    store.remove("avis-valmont")
    for path, at in stained:
        assert STRAY not in path.read_bytes()
        assert not any(path.read_bytes()[at:])


def test_vectors_are_found_as_before(store: Store, corpus: Path, data: Path) -> None:
    store.ingest([corpus])
    question = "La navette hospitalière coûte deux euros par trajet."
    before = found(store, question)
    stain(data)
    assert blank_reserves(data / "chroma") >= 2 * len(STRAY)
    assert blank_reserves(data / "chroma") == 0
    assert found(store, question) == before != []
    assert store.health().sound


def test_an_index_of_another_make_is_left_alone(store: Store, corpus: Path, data: Path) -> None:
    store.ingest([corpus])
    stained = stain(data)
    header = next(data.glob("chroma/*/header.bin"))
    header.write_bytes(struct.pack("<i", 9) + header.read_bytes()[4:])
    held = {path: path.read_bytes() for path, _ in stained}
    assert blank_reserves(data / "chroma") == 0
    assert {path: path.read_bytes() for path, _ in stained} == held
