"""The product and its peers, asked the same cases by the same suites, each kept as a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evals.corpora import Prepared
from evals.peers.process import Ready
from evals.peers.roster import PEERS, TUTORIAL, Peer
from evals.peers.systems import Setting, chained, served
from evals.records import Metric
from evals.suite import Bench, Session
from evals.suites.questions import QuestionSuite
from evals.suites.retrieval import PASSAGES, RetrievalSuite
from evals.system import System

Asked = QuestionSuite | RetrievalSuite
"""The suites that take another system than the product."""

Over = Callable[[Prepared], System]
Told = Callable[[str, Ready], None]
"""Name of the suite, and what the peer could read of its corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A column of the table. `peer` is None for the product; `ours` says that a peer's chain reads
    what our search finds."""

    name: str
    label: str
    about: str
    peer: Peer | None = None
    ours: bool = False

    def takes(self, suite: Asked) -> bool:
        """Four passages are too few for a ranking of documents to be measured."""
        return not (self.ours and isinstance(suite, RetrievalSuite))


CONTENDERS = (
    Contender(
        name="assistant",
        label="Assistant",
        about="le produit tel quel, réglages par défaut",
    ),
    Contender(
        name="chaine",
        label="Notre recherche, chaîne LangChain",
        about="la chaîne des tutoriels avec notre recherche à la place de la leur, 4 passages ; "
        "sans la suite d’une conversation, que seule la discussion de l’assistant connaît",
        peer=TUTORIAL,
        ours=True,
    ),
    *(Contender(name=one.name, label=one.label, about=one.about, peer=one) for one in PEERS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerSuite:
    """`suite` put to a contender. The index over the corpus is kept in `indexes`, for the next."""

    suite: Asked
    contender: Contender
    setting: Setting
    indexes: Path
    told: Told

    @property
    def name(self) -> str:
        return self.suite.name

    @property
    def title(self) -> str:
        return self.suite.title

    @property
    def metrics(self) -> Sequence[Metric]:
        return self.suite.metrics

    def missing(self) -> str | None:
        return self.suite.missing()

    def fingerprint(self) -> str:
        return self.suite.fingerprint()

    @contextmanager
    def open(self, bench: Bench) -> Iterator[Session]:
        """Raises PeerError beside what the suite raises."""
        self.indexes.mkdir(parents=True, exist_ok=True)
        bench = replace(bench, indexes=self.indexes)
        if self.contender.peer is None:
            with self.suite.open(bench) as session:
                yield session
            return
        with (
            self._system(self.contender.peer) as over,
            replace(self.suite, system=over).open(bench) as session,
        ):
            yield session

    def _system(self, peer: Peer) -> AbstractContextManager[Over]:
        if self.contender.ours:
            return chained(peer, self.setting)
        ranked = isinstance(self.suite, RetrievalSuite)
        setting = replace(self.setting, depth=PASSAGES) if ranked else self.setting
        return served(peer, setting, lambda ready: self.told(self.name, ready))


def made_with(contender: Contender, setting: Setting) -> dict[str, str]:
    """What a contender's figures depend on beside the product, without a path of this machine."""
    if contender.peer is None:
        return {"system": contender.name}
    sources = (contender.peer.source, contender.peer.requirements)
    content = b"".join(path.read_bytes() for path in sources)
    return {
        "system": contender.name,
        "peer": hashlib.sha256(content).hexdigest()[:12],
        "peer_embedder": Path(setting.embedder).name,
    }
