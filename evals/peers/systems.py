"""Peers as systems that a suite can measure like the product."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.corpora import Prepared
from evals.peers.environments import interpreter
from evals.peers.errors import PeerError
from evals.peers.process import PeerProcess, Ready
from evals.peers.roster import SERVING, Peer
from evals.response import Reading, Response
from evals.system import System
from ingest import fold
from vectorstore import as_retriever

CHAIN_READS = 4
"""Passages that the tutorial's chain gives to its model."""

_REFUSALS = ("i don't know", "je ne sais pas", "empty response")
_OTHERS = "Les autres questions lui sont encore posées."


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all peers are given alike.

    `embedder` is "minilm" (the packaged all-MiniLM-L6-v2), a model's folder, its name on a hub or
    "ollama:NAME". Without `model` nobody writes answers. `depth` is how many passages are ranked.
    """

    environments: Path
    embedder: str = "minilm"
    ollama_url: str = "http://127.0.0.1:11434"
    model: str | None = None
    depth: int = 50

    def order(self, documents: list[dict[str, str]]) -> dict[str, Any]:
        return {
            "documents": documents,
            "depth": self.depth,
            "embedder": self.embedder,
            "ollama": {"url": self.ollama_url, "model": self.model},
        }


@contextmanager
def served(
    peer: Peer, setting: Setting, told: Callable[[Ready], None]
) -> Iterator[Callable[[Prepared], System]]:
    """What makes a system of a corpus; its process ends with the context.

    `told` gets what the peer could read. The system raises PeerError, so do these steps.
    """
    with ExitStack() as stack:

        def over(ready: Prepared) -> System:
            process = stack.enter_context(_process(peer, setting))
            told(process.index(setting.order(documents(ready.files))))
            return PeerSystem(process)

        yield over


@contextmanager
def chained(peer: Peer, setting: Setting) -> Iterator[Callable[[Prepared], System]]:
    """The tutorial's chain with our search in place of its own, CHAIN_READS passages deep."""
    with ExitStack() as stack:

        def over(ready: Prepared) -> System:
            chain = None
            if setting.model:
                chain = stack.enter_context(_process(peer, setting))
                chain.index(setting.order([]))
            return OurSearchInTheirChain(ready, chain)

        yield over


def _process(peer: Peer, setting: Setting) -> PeerProcess:
    python = interpreter(peer.name, peer.requirements, setting.environments)
    # -I: neither this program's packages nor the user's are seen.
    return PeerProcess(
        peer.label, [str(python), "-I", "-X", "utf8", str(SERVING), str(peer.source)]
    )


def documents(files: Mapping[str, Path]) -> list[dict[str, str]]:
    """Each document as peers are given it: its file, or its text when it is a line of a file.

    A line's title comes before its text, as our own index has it.
    """
    given: list[dict[str, str]] = []
    lines: dict[Path, dict[str, str]] = {}
    for doc, path in sorted(files.items()):
        if path.suffix.lower() != ".jsonl":
            given.append({"doc": doc, "path": str(path.resolve())})
            continue
        if path not in lines:
            lines[path] = _texts(path)
        given.append({"doc": doc, "text": lines[path][doc]})
    return given


def _texts(path: Path) -> dict[str, str]:
    texts = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            raw = json.loads(line)
            texts[raw["id"]] = "\n".join(filter(None, (raw.get("title"), raw["text"])))
    return texts


class PeerSystem:
    """A peer over one corpus. It cites nothing, so its answers hold no claim to check."""

    def __init__(self, process: PeerProcess) -> None:
        self._process = process

    def respond(self, case: Case) -> Response:
        """Raises PeerError."""
        said = self._process.ask(_asked(case))
        return response(said)


class OurSearchInTheirChain:
    """Passages by our retriever; the answer, when a model writes, by the tutorial's chain."""

    def __init__(self, ready: Prepared, chain: PeerProcess | None) -> None:
        self._retriever = as_retriever(ready.assistant.store, k=CHAIN_READS)
        self._chain = chain

    def respond(self, case: Case) -> Response:
        """Raises PeerError, StoreError."""
        found = self._retriever.invoke(case.question)
        passages = tuple(Reading(doc=one.metadata["doc"], text=one.page_content) for one in found)
        answer = None
        if self._chain is not None:
            texts = [one.text for one in passages]
            answer = response(self._chain.ask(_asked(case) | {"passages": texts})).answer
        return _response(passages, answer)


def _asked(case: Case) -> dict[str, Any]:
    history = [{"question": turn.question, "answer": turn.answer} for turn in case.history]
    return {"id": case.id, "question": case.question, "history": history}


def response(said: Mapping[str, Any]) -> Response:
    """What a peer's line says. Raises PeerError when it tells an error or is not as agreed."""
    if "error" in said:
        raise PeerError(f"Le pair a échoué sur cette question : {said['error']}.", _OTHERS)
    try:
        passages = tuple(
            Reading(doc=_text(one["doc"]), text=_text(one["text"])) for one in said["passages"]
        )
        answer = None if said["answer"] is None else _text(said["answer"])
    except (KeyError, TypeError) as error:
        raise PeerError(f"Le pair a mal formé sa réponse ({error!r}).", _OTHERS) from error
    return _response(passages, answer)


def _response(passages: tuple[Reading, ...], answer: str | None) -> Response:
    return Response(
        passages=passages, answer=answer, abstained=answer is not None and refuses(answer)
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value


def refuses(answer: str) -> bool:
    """Whether a peer's whole answer is a refusal: empty, or one sentence that says not to know.

    The words are those that the prompts of LangChain's RetrievalQA and of LlamaIndex's empty index
    give to their models, and their French; a longer answer that hedges is an answer.
    """
    said = fold(answer).strip()
    one_sentence = len([part for part in said.rstrip(".!").split(". ") if part]) <= 1
    return not said or (one_sentence and any(words in said for words in _REFUSALS))
