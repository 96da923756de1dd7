"""Old text files: the code page is the one that makes French of the bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import UnsupportedType, identify, read
from ingest.readers.codepages import decode_bytes

pytestmark = pytest.mark.model

FRENCH = "La séance a été levée à 17 h : l'évaluation du réseau reste à mener, où qu'il soit. "


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850", "iso-8859-1"])
@pytest.mark.parametrize("text", [FRENCH, "Été.", FRENCH * 300, "« Très bien »"])
def test_french_is_read_in_the_code_page_of_its_machine(
    tmp_path: Path, page: str, text: str
) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(page))
    assert read(identify(tmp_path / "a.txt"))[0].text.split() == text.split()


@pytest.mark.parametrize("page", ["cp1251", "cp866", "koi8-r", "cp1253", "cp1256"])
def test_another_alphabet_is_refused_rather_than_garbled(tmp_path: Path, page: str) -> None:
    words = {"cp1253": "Η συνεδρίαση άρχισε. ", "cp1256": "بدأت الجلسة في الصباح. "}
    text = words.get(page, "Заседание началось утром. ") * 20
    (tmp_path / "a.txt").write_bytes(text.encode(page))
    with pytest.raises(UnsupportedType) as caught:
        read(identify(tmp_path / "a.txt"))
    assert "codage" in caught.value.message


@given(st.text(alphabet=st.sampled_from("aeiou nrst,.'éèàçêœ’«»…–"), min_size=1))
def test_french_in_windows_1252_is_never_taken_for_another_page(text: str) -> None:
    plain = "Texte de la séance. " + text
    marked = sum(1 for c in plain if c > "\x7f")
    found = decode_bytes(plain.encode("cp1252"))
    assert found == plain or (found is None and marked > 10)
