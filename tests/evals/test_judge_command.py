"""`assistant eval judge` as it is typed, before a server of Ollama's protocol with its faults."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fakes.ollama_server import FakeModel, FakeOllama, Fault
from judge_doubles import answered, claim_of, perfect, ruling_text, write_sets
from suite_doubles import Told, keep

from assistant.cli import main
from evals.judge.prompt import SCHEMA, SYSTEM
from evals.records import Record

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOllama]:
    with FakeOllama() as running:
        running.behaviour.models = [FakeModel(name="juge:3b", digest="d1" * 32)]
        running.behaviour.says = lambda body: perfect(body["messages"][1]["content"])
        monkeypatch.setenv("ASSISTANT_OLLAMA_URL", running.url)
        monkeypatch.setenv("ASSISTANT_OLLAMA_TIMEOUT_S", "5")
        yield running


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    write_sets(tmp_path / "sets", 8)

    def command(name: str, *given: object) -> Ran:
        places = ["--judges", tmp_path / "judges"]
        places += ["--sets", tmp_path / "sets"] if name == "qualify" else []
        capsys.readouterr()
        code = main(["eval", "judge", name, *map(str, [*given, *places])])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return command


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Four answers of two claims, one of them cited and one in two of those proved."""
    values: dict[str, Record] = {
        f"q{at}": answered(
            f"q{at}",
            (f"{'Vrai' if at % 2 else 'Faux'} {at}", ["Un mot."]),
            (f"Vrai {10 + at}", []),
        )
        for at in range(4)
    }
    keep(tmp_path / "run", Told(values=values))
    return tmp_path / "run"


def test_a_judge_is_examined_then_judges_a_run(
    server: FakeOllama, judge: Command, run: Path
) -> None:
    examined = judge("qualify", "--model", "juge:3b")
    assert examined.code == 0
    assert "« juge:3b » comme juge : QUALIFIÉ" in examined.out
    assert re.search(r"implication +8 +0 +0 +0\n", examined.out)
    assert re.search(r"Exactitude équilibrée +1,000 +\[0,8\d\d ; 1,000\] +24\n", examined.out)
    assert "consigne" in examined.out
    first = server.bodies("/api/chat")[0]
    assert (first["format"], first["options"]["temperature"]) == (SCHEMA, 0.0)
    assert first["messages"][0]["content"] == SYSTEM
    assert len(server.bodies("/api/chat")) == 24 + 16

    found = judge("run", run, "--model", "juge:3b")
    assert found.code == 0
    assert "8 affirmations, dont 4 sans citation" in found.out
    assert re.search(r"Affirmations prouvées +0,250 .* +0,250 .* 1,000 \[.*\] +0,000 \[", found.out)
    assert re.search(r"Affirmations contredites +0,250 ", found.out)
    assert "aucune comparaison de passages n’en tient compte" in found.out
    assert len(server.bodies("/api/chat")) == 24 + 16 + 4
    kept = json.loads((run / "judge.json").read_text(encoding="utf-8"))
    [support, _] = kept["suites"][0]["figures"]
    assert support["fits"] is True
    assert (support["raw"]["value"], support["errors"]["judge_sensitivity"]["n"]) == (0.25, 8)
    assert kept["suites"][0]["judged"][0] == {
        "case": "q0",
        "claim": "Faux 0",
        "words": ["Un mot."],
        "ruling": "contradicted",
    }
    again = judge("run", run, "--model", "juge:3b", "--json")
    assert json.loads(again.out) == kept
    assert len(server.bodies("/api/chat")) == 24 + 16 + 4, "everything was known"


def test_a_figure_that_cannot_be_corrected_is_a_dash_with_its_reason(
    server: FakeOllama, judge: Command, tmp_path: Path
) -> None:
    """It misses three in ten of what is proved when examined, and nothing in the run."""

    def worse(body: dict[str, Any]) -> str:
        asked = body["messages"][1]["content"]
        missed = "Texte" in asked and "Vrai" in asked and claim_of(asked)[-1] in "036"
        return ruling_text("neutre") if missed else perfect(asked)

    write_sets(tmp_path / "sets", 20)
    server.behaviour.says = worse
    assert judge("qualify", "--model", "juge:3b").code == 0
    values = {f"q{at}": answered(f"q{at}", (f"Vrai {at}", ["Un mot."])) for at in range(12)}
    keep(tmp_path / "all", Told(values=values))
    found = judge("run", tmp_path / "all", "--model", "juge:3b")
    assert found.code == 0
    assert re.search(r"Affirmations prouvées +1,000 +\[0,\d+ ; \S+\] +— +— +0,\d", found.out)
    assert "Un tiret sous « corrigé »" in found.out
    kept = json.loads((tmp_path / "all" / "judge.json").read_text(encoding="utf-8"))
    assert kept["suites"][0]["figures"][0]["fits"] is False


def test_a_poor_judge_is_not_qualified_and_judges_nothing(
    server: FakeOllama, judge: Command, run: Path
) -> None:
    server.behaviour.says = lambda body: ruling_text("prouve")
    examined = judge("qualify", "--model", "juge:3b")
    assert examined.code == 1
    assert "NON QUALIFIÉ" in examined.out
    assert "Insuffisant" in examined.out
    refused = judge("run", run, "--model", "juge:3b")
    assert refused.code == 1
    assert "n’a pas été qualifié" in refused.err
    assert not (run / "judge.json").exists()


def test_garbage_is_counted_in_a_column_of_its_own(server: FakeOllama, judge: Command) -> None:
    server.behaviour.says = lambda body: "Je pense que oui."
    found = judge("qualify", "--model", "juge:3b", "--json")
    assert found.code == 1
    raw: dict[str, Any] = json.loads(found.out)
    assert raw["sets"][0]["confusion"]["neutral"] == {"unreadable": 8}
    assert raw["sets"][0]["figures"]["judge_unreadable"]["value"] == 1


def test_an_unqualified_model_is_refused_with_the_next_step(
    server: FakeOllama, judge: Command, run: Path
) -> None:
    refused = judge("run", run, "--model", "juge:3b")
    assert refused.code == 1
    assert "« juge:3b » n’est pas qualifié comme juge" in refused.err
    assert "assistant eval judge qualify --model juge:3b" in refused.err
    assert server.bodies("/api/chat") == []


def test_an_updated_model_must_be_examined_again(
    server: FakeOllama, judge: Command, run: Path
) -> None:
    assert judge("qualify", "--model", "juge:3b").code == 0
    server.behaviour.models[0].digest = "e2" * 32
    refused = judge("run", run, "--model", "juge:3b")
    assert refused.code == 1
    assert "a changé depuis sa qualification" in refused.err


def test_a_model_updated_during_its_examination_is_stopped(
    server: FakeOllama, judge: Command
) -> None:
    def updates(body: dict[str, Any]) -> str:
        if len(server.bodies("/api/chat")) == 5:
            server.behaviour.models[0].digest = "e2" * 32
        return perfect(body["messages"][1]["content"])

    server.behaviour.says = updates
    stopped = judge("qualify", "--model", "juge:3b")
    assert stopped.code == 1
    assert "a changé pendant les jugements" in stopped.err
    assert len(server.bodies("/api/chat")) == 5


def test_a_model_does_not_judge_itself_under_another_name(
    server: FakeOllama, judge: Command, tmp_path: Path
) -> None:
    server.behaviour.models.append(FakeModel(name="copie:latest", digest="d1" * 32))
    values = {"q": answered("q", ("Vrai 1", ["Un mot."]))}
    keep(tmp_path / "own", Told(values=values), engine="ollama", model="copie")
    refused = judge("run", tmp_path / "own", "--model", "juge:3b")
    assert refused.code == 1
    assert "ne juge pas ses propres réponses" in refused.err
    assert server.bodies("/api/chat") == []


def test_a_writer_that_is_no_longer_there_is_told(
    server: FakeOllama, judge: Command, tmp_path: Path
) -> None:
    values = {f"q{at}": answered(f"q{at}", (f"Vrai {at}", ["Un mot."])) for at in range(2)}
    keep(tmp_path / "old", Told(values=values), engine="ollama", model="ancien:3b")
    judge("qualify", "--model", "juge:3b")
    found = judge("run", tmp_path / "old", "--model", "juge:3b")
    assert found.code == 0
    assert "« ancien:3b », qui a écrit ce passage, n’est plus installé" in found.err


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.CUT_STREAM, "interrompue"),
        (Fault.NO_DONE, "interrompue"),
        (Fault.ERROR_STATUS, "erreur"),
        (Fault.NOT_JSON, "pas lisible"),
        (Fault.STALL, "trop lent"),
    ],
)
def test_a_fault_of_the_server_stops_and_the_same_command_goes_on(
    server: FakeOllama,
    judge: Command,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    said: str,
) -> None:
    def breaks(body: dict[str, Any]) -> str:
        if len(server.bodies("/api/chat")) == 4:
            server.behaviour = replace(server.behaviour, fault=fault, says=None, pieces=["{", "}"])
        return perfect(body["messages"][1]["content"])

    server.behaviour.says = breaks
    monkeypatch.setenv("ASSISTANT_OLLAMA_TIMEOUT_S", "0.5")
    stopped = judge("qualify", "--model", "juge:3b", "--limit", 9)
    assert stopped.code == 1
    assert said in stopped.err
    assert "déjà rendus sont gardés" in stopped.err
    before = len(server.bodies("/api/chat"))
    server.behaviour = replace(
        server.behaviour, fault=None, says=lambda body: perfect(body["messages"][1]["content"])
    )
    judge("qualify", "--model", "juge:3b", "--limit", 9)
    assert len(server.bodies("/api/chat")) - before == 18 - (before - 1)


def test_no_server_and_no_model(
    server: FakeOllama, judge: Command, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = judge("qualify", "--model", "grand:70b")
    assert absent.code == 1
    assert "ollama pull grand:70b" in absent.err
    assert "distant" in judge("qualify", "--model", "x:cloud").err
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        monkeypatch.setenv("ASSISTANT_OLLAMA_URL", url)
        for gone in (judge("qualify", "--model", "juge:3b"), judge("run", run, "--model", "m")):
            assert gone.code == 1
            assert "ollama serve" in gone.err


def test_a_run_that_is_none_or_has_no_claims(
    server: FakeOllama, judge: Command, tmp_path: Path
) -> None:
    judge("qualify", "--model", "juge:3b")
    none = judge("run", tmp_path / "nowhere", "--model", "juge:3b")
    assert none.code == 1
    assert "ne contient pas de passage" in none.err
    keep(tmp_path / "plain", Told(values={"a": 1}))
    bare = judge("run", tmp_path / "plain", "--model", "juge:3b")
    assert bare.code == 1
    assert "aucune affirmation à juger" in bare.err


def test_sets_that_are_not_there(server: FakeOllama, judge: Command, tmp_path: Path) -> None:
    (tmp_path / "sets" / "rte3_fr_test.jsonl").unlink()
    missing = judge("qualify", "--model", "juge:3b")
    assert missing.code == 1
    assert "rte3_fr_test.jsonl ne peut pas être lu" in missing.err
    assert server.bodies("/api/chat") == []


def test_wrong_usage(judge: Command) -> None:
    assert judge("qualify").code == 2
    assert judge("qualify", "--model", "m", "--limit", "0").code == 2
