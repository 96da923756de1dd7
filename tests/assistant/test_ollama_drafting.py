"""What the Ollama engine makes of a model's text: tokens, notices, sentences with marks."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes.ollama_calls import PASSAGES, asked, drafts, engine, events, notices, streamed
from fakes.ollama_server import FakeOllama, Fault
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.drafting import parse
from assistant.engines.prompt import NO_ANSWER
from assistant.model import Draft, Notice, Token


@pytest.fixture
def server() -> Iterator[FakeOllama]:
    with FakeOllama() as running:
        yield running


# What comes back


def test_tokens_come_first_then_notices_then_drafts(server: FakeOllama) -> None:
    found = events(
        server, "La conf", "érence demande 12 ", "maisons [1]. ", "Elle pro", "pose [2][9]."
    )
    kinds = [type(event) for event in found]
    assert kinds == [Token] * 6 + [Notice, Draft, Draft]
    assert streamed(found) == "La conférence demande 12 maisons [1]. Elle propose [2][9]."
    assert drafts(found) == [
        Draft(text="La conférence demande 12 maisons.", marks=(1,)),
        Draft(text="Elle propose.", marks=(2,)),
    ]


def test_the_first_words_are_given_while_the_model_still_writes(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, pieces=["Un deux ", "trois."], fault=Fault.STALL)
    stream = engine(server).draft(asked("Quoi ?"), PASSAGES)
    assert next(stream) == Token(text="Un deux ")
    server.released.set()
    assert [type(event) for event in stream] == [Token, Draft]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dit oui [1][2].", [("A dit oui.", (1, 2))]),
        ("A dit oui [1, 2].", [("A dit oui.", (1, 2))]),
        ("A dit oui [1 ; 3] .", [("A dit oui .", (1, 3))]),
        ("A dit oui [1-3].", [("A dit oui.", (1, 2, 3))]),
        ("A dit oui [1–2, 2].", [("A dit oui.", (1, 2))]),
        ("A dit oui [1 et 3].", [("A dit oui.", (1, 3))]),
        ("A dit oui [passage 2].", [("A dit oui.", (2,))]),
        ("A dit oui 【2】.", [("A dit oui.", (2,))]),
        ("A dit oui.[1] B dit non.[2]", [("A dit oui.", (1,)), ("B dit non.", (2,))]),
        ("A dit oui. [1] B dit non. [2]", [("A dit oui.", (1,)), ("B dit non.", (2,))]),
        ("[1] A dit oui. [2] B dit non.", [("A dit oui.", (1,)), ("B dit non.", (2,))]),
        ("[1] A dit oui [2]. B dit non.", [("A dit oui.", (1, 2)), ("B dit non.", ())]),
        ("A [1] et B [2] disent oui.", [("A et B disent oui.", (1, 2))]),
        ("A dit oui. B dit non [2].", [("A dit oui.", ()), ("B dit non.", (2,))]),
        ("Un texte de [2020] dit oui [1].", [("Un texte de [2020] dit oui.", (1,))]),
        ("A dit oui [0].", [("A dit oui.", ())]),
        ("A dit oui [3-1].", [("A dit oui.", ())]),
        ("A dit oui [2-7].", [("A dit oui.", (2, 3))]),
        ("En 2021, 3,5 M€ et 12 % [1].", [("En 2021, 3,5 M€ et 12 %.", (1,))]),
        ("[1]", []),
    ],
)
def test_marks_belong_to_their_sentences(
    server: FakeOllama, text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    found = drafts(events(server, text, " Fin [1]." if not expected else ""))
    if not expected:
        assert [draft.text for draft in found] == ["Fin."]
    else:
        assert [(draft.text, draft.marks) for draft in found] == expected


def test_strays_are_counted_and_dropped(server: FakeOllama) -> None:
    found = events(server, "A dit oui [4]. B dit non [2, 17]. C doute [99][1].")
    assert [draft.marks for draft in drafts(found)] == [(), (2,), (1,)]
    assert len(notices(found)) == 1
    assert "3 fois" in notices(found)[0]


def test_list_items_are_told_from_sentences(server: FakeOllama) -> None:
    found = drafts(
        events(server, "Trois demandes :\n- un lit [1]\n* deux [2]. Oui [3].\n2. trois\n")
    )
    assert [(draft.text, draft.marks, draft.item) for draft in found] == [
        ("Trois demandes :", (), False),
        ("un lit", (1,), True),
        ("deux.", (2,), True),
        ("Oui.", (3,), True),
        ("trois", (), True),
    ]


def test_nothing_active_is_left_of_markdown_and_html(server: FakeOllama) -> None:
    found = events(
        server,
        "## Réponse\n```markdown\nLe **plan** ![x](http://mal.example/p.png) cite "
        "[le site](http://mal.example) et <b>12</b> lits<script>alert(1)</script> [1].\n```\n"
        "[r]: http://mal.example/q\nUn ![y][r] <img src=x onerror=alert(1)> `code` [2].",
    )
    assert [(draft.text, draft.marks) for draft in drafts(found)] == [
        ("Le plan cite le site et 12 lits.", (1,)),
        ("Un code.", (2,)),
    ]
    assert not re.search(r"!\[|\]\(|\]:|<|`", streamed(found))


def test_active_text_split_over_pieces_is_disarmed_as_well(server: FakeOllama) -> None:
    found = events(
        server, "Voir !", "[x]", "(http://mal.example/p.png) ", "et <i", "mg src=x> [1]."
    )
    assert not re.search(r"!\[|\]\(|<", streamed(found))
    assert [draft.text for draft in drafts(found)] == ["Voir et."]


@pytest.mark.parametrize(
    "pieces",
    [
        ("<think>Je cherche ", "[9]. Encore.</think>", "\nA dit ", "oui [1]."),
        ("<thi", "nk>Je cherche.</th", "ink>A dit oui ", "[1]."),
    ],
)
def test_thoughts_are_neither_shown_nor_drafted(server: FakeOllama, pieces: tuple[str]) -> None:
    found = events(server, *pieces)
    assert streamed(found).strip() == "A dit oui [1]."
    assert drafts(found) == [Draft(text="A dit oui.", marks=(1,))]
    assert notices(found) == []


def test_thoughts_without_an_opening_tag_are_not_drafted(server: FakeOllama) -> None:
    found = events(server, "Je cherche [2]. ", "Bon.</think> ", "A dit oui [1].")
    assert drafts(found) == [Draft(text="A dit oui.", marks=(1,))]


@pytest.mark.parametrize(
    "text", [NO_ANSWER, f"{NO_ANSWER} Cependant, A dit oui [1].", NO_ANSWER.upper() + " [1]"]
)
def test_no_draft_when_the_model_finds_no_answer(server: FakeOllama, text: str) -> None:
    found = events(server, text)
    assert drafts(found) == []
    assert notices(found) == []


PARTS = st.sampled_from(
    ["[1]", "[2-9]", "【3】", "![a](b)", "[x](y)", "<b>", "</think>", "<think>", "```", "\n", "- ",
     "Oui. ", "Non", ".", " ", "[", "]", "(", "!", "<script>", "2,5 %"]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=4), max_size=30).map("".join), st.booleans())
def test_any_text_gives_harmless_drafts_with_marks_in_bounds(text: str, cut: bool) -> None:
    for draft in parse(text, 3, cut=cut).drafts:
        assert draft.text == draft.text.strip() != ""
        assert set(draft.marks) <= {1, 2, 3}
        assert not re.search(r"!\[|\]\(|<|`", draft.text)
