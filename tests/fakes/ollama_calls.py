"""What the tests of the Ollama engine share: passages, an engine on a fake server, its events."""

from typing import Any

from fakes.ollama_server import FakeOllama

from assistant.engines.ollama import OllamaEngine
from assistant.model import Draft, Notice, Question, Token
from assistant.question import Asked, understand
from ingest import Chunk
from vectorstore import Passage


def passage(number: int, text: str, **known: Any) -> Passage:
    chunk = Chunk(
        id=f"c{number}",
        document_id="avis",
        start=0,
        end=len(text),
        page_start=1,
        page_end=1,
        section=known.pop("section", ("Soins",)),
        **known,
    )
    return Passage(chunk=chunk, title="Avis de la conférence", text=text, score=1.0)


PASSAGES = [
    passage(1, "La conférence demande 12 maisons de santé en 2021."),
    passage(2, "Elle propose un numéro unique pour les urgences."),
    passage(3, "Les élus regrettent le manque de médecins."),
]


def asked(text: str) -> Asked:
    return understand(Question(text=text))


def engine(server: FakeOllama, **settings: Any) -> OllamaEngine:
    given = {"model": "petit:3b", "num_ctx": 4096, "timeout_s": 5.0, "deadline_s": 10.0}
    return OllamaEngine(url=server.url, **(given | settings))


def events(
    server: FakeOllama, *pieces: str, passages: list[Passage] = PASSAGES, **settings: Any
) -> list[Token | Notice | Draft]:
    if pieces:
        server.behaviour.pieces = list(pieces)
    return list(engine(server, **settings).draft(asked("Que demande la conférence ?"), passages))


def drafts(found: list[Token | Notice | Draft]) -> list[Draft]:
    return [event for event in found if isinstance(event, Draft)]


def notices(found: list[Token | Notice | Draft]) -> list[str]:
    return [event.text for event in found if isinstance(event, Notice)]


def streamed(found: list[Token | Notice | Draft]) -> str:
    return "".join(event.text for event in found if isinstance(event, Token))
