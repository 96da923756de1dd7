"""Whose words a citation or a passage holds, in what is shown and in what scripts read."""

from __future__ import annotations

from dataclasses import replace

from fakes.documents import make_document
from fakes.scripted_assistant import answer

from assistant.citations import citation
from assistant.jsonout import search_json
from assistant.model import Question
from assistant.plainout import answer_lines, passage_lines
from assistant.ui.leaves import leaves, lines, section_at
from assistant.ui.portable import portable
from ingest import SPEECH, Chunk, Section
from vectorstore import DocumentInfo, Passage

TEXT = "Débat\nMme Orvel indique que « le bus manque ». La séance est levée."
SAID = TEXT.index("Mme Orvel"), TEXT.index(" La séance")
ASKED = Question(text="Que dit Mme Orvel ?")
DOCUMENT = replace(
    make_document("avis", [TEXT]),
    sections=(
        Section(title_path=("Débat",), kind="heading", start=0, end=len(TEXT)),
        Section(
            title_path=("Débat",), kind=SPEECH, start=SAID[0], end=SAID[1], speaker="Mme Orvel"
        ),
    ),
)
INFO = DocumentInfo(
    id="avis",
    title="Avis",
    sha256="0" * 64,
    media_type="application/pdf",
    path="avis.pdf",
    pages=1,
    pages_without_text=(),
    chunks=1,
    body=None,
    region=None,
    kind=None,
    date=None,
    ingested_at="2026-01-01",
)


def test_a_citation_has_the_speaker_of_all_its_words_and_it_is_shown() -> None:
    found = citation(DOCUMENT, INFO, SAID, n=1)
    assert (found.speaker, found.section) == ("Mme Orvel", ("Débat",))
    given = answer(ASKED, [found])
    assert "    Propos de : Mme Orvel" in list(answer_lines(given))
    assert "\n\nPropos de : Mme Orvel\n\n> Mme Orvel indique" in portable(given)


def test_a_citation_that_goes_beyond_the_speaker_has_none() -> None:
    found = citation(DOCUMENT, INFO, (SAID[0], len(TEXT)), n=1)
    assert found.speaker is None
    given = answer(ASKED, [found])
    assert "Propos" not in "\n".join(answer_lines(given)) + portable(given)


def test_the_titles_of_the_reader_are_headings_only() -> None:
    shown = lines(DOCUMENT, leaves(DOCUMENT)[0], None)
    assert [line.heading for line in shown] == [True, False]
    assert section_at(DOCUMENT, SAID[0] + 3) == ("Débat",)


def test_a_passage_says_whose_words_it_holds() -> None:
    chunk = Chunk(
        id="c",
        document_id="avis",
        start=SAID[0],
        end=SAID[1],
        page_start=1,
        page_end=1,
        section=("Débat",),
        speaker="Mme Orvel",
    )
    passage = Passage(chunk=chunk, title="Avis", text=TEXT[slice(*SAID)], score=1.0, ranks={})
    assert "    Propos de : Mme Orvel" in list(passage_lines([passage]))
    found = search_json("1", ASKED, [passage], 3)["passages"]
    assert isinstance(found, list)
    assert found[0]["speaker"] == "Mme Orvel"
