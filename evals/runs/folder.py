"""What the folder of a run holds, and how it is read.

    run.json      what was asked and with what, then each suite as it was opened
    SUITE.jsonl   one record a line, in the order of the suite's cases
    times.json    milliseconds by suite and case, the only file that differs between equal runs
    index/        the indexes of the suites, while the run is made

A stop at any point leaves whole lines and at most one broken one, which is measured again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.plain import Kind, plain, texts
from evals.records import Metric, Record
from evals.runs.model import Run, RunError, SuiteInfo, SuiteRun

INDEXES = "index"
MANIFEST = "run.json"
TIMES = "times.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What makes two commands the same run. `asked` maps each suite to its fingerprint; `limit`
    is how many cases of each are run, None for all."""

    asked: Mapping[str, str]
    engine: str
    model: str | None
    seed: int
    limit: int | None
    settings: Mapping[str, Any]
    versions: Mapping[str, str]


def load_run(path: Path) -> Run:
    """A complete run. Raises RunError when there is none, or it is damaged or unfinished."""
    header, infos = read_manifest(path)
    times = read_times(path)
    suites = []
    for name in header.asked:
        info = next((one for one in infos if one.name == name), None)
        records = whole_lines(path / f"{name}.jsonl")[0] if info else []
        if info is None or tuple(one.id for one in records) != info.cases:
            raise RunError(
                f"Le passage {path} n’est pas terminé (jeu « {name} »).",
                "Relancez la commande qui l’a commencé : elle reprend où il s’est arrêté.",
            )
        suites.append(SuiteRun(info=info, records=tuple(records), times=times.get(name, {})))
    return Run(
        folder=path,
        engine=header.engine,
        model=header.model,
        seed=header.seed,
        settings=header.settings,
        versions=header.versions,
        suites=tuple(suites),
    )


def line_of(record: Record) -> bytes:
    """The record as a line. Raises TypeError, ValueError (not a number, lone surrogate)."""
    text = json.dumps(record.as_json(), ensure_ascii=False, sort_keys=True, allow_nan=False)
    return text.encode("utf-8") + b"\n"


def manifest_text(header: Header, infos: Sequence[SuiteInfo]) -> str:
    """What `read_manifest` reads."""
    value = {"format": _FORMAT, **asdict(header), "suites": [*map(asdict, infos)]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_manifest(path: Path) -> tuple[Header, Sequence[SuiteInfo]]:
    """What was asked, and the suites begun.

    Raises RunError: not there, damaged, of another format.
    """
    try:
        raw = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if raw["format"] != _FORMAT:
            raise RunError(
                f"Le passage {path} vient d’une autre version du programme.", "Refaites-le."
            )
        return _header(raw), [_info(one) for one in plain(raw["suites"], list)]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RunError(
            f"{path} ne contient pas de passage ({MANIFEST} n’y est pas).",
            "Donnez le dossier qui a servi d’--out à « assistant eval run ».",
        ) from error
    except (IsADirectoryError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{path / MANIFEST} est abîmé.", "Refaites le passage dans un autre dossier."
        ) from error


def _header(raw: Mapping[str, Any]) -> Header:
    return Header(
        asked=_words(raw["asked"]),
        engine=plain(raw["engine"], str),
        model=_or_none(raw["model"], str),
        seed=plain(raw["seed"], int),
        limit=_or_none(raw["limit"], int),
        settings=plain(raw["settings"], dict),
        versions=_words(raw["versions"]),
    )


def _info(raw: Mapping[str, Any]) -> SuiteInfo:
    return SuiteInfo(
        name=plain(raw["name"], str),
        title=plain(raw["title"], str),
        metrics=tuple(_metric(one) for one in plain(raw["metrics"], list)),
        fingerprint=plain(raw["fingerprint"], str),
        documents=plain(raw["documents"], str),
        corpus=plain(raw["corpus"], str),
        cases=texts(raw["cases"]),
    )


def _metric(raw: Mapping[str, Any]) -> Metric:
    return Metric(
        name=plain(raw["name"], str),
        label=plain(raw["label"], str),
        definition=plain(raw["definition"], str),
        better=plain(raw["better"], int),
        of=texts(raw["of"]),
        within=plain(raw.get("within", ""), str),
    )


def _words(value: Any) -> dict[str, str]:
    return {name: plain(one, str) for name, one in plain(value, dict).items()}


def _or_none(value: Any, kind: type[Kind]) -> Kind | None:
    return None if value is None else plain(value, kind)


def whole_lines(path: Path) -> tuple[list[Record], int]:
    """The records of the lines that are whole, up to the first that is not, and their bytes.

    Raises RunError when it is no file.
    """
    records, size = [], 0
    if path.is_dir():
        raise RunError(f"{path} est un dossier.", "Refaites le passage dans un autre dossier.")
    if path.exists():
        for line in path.read_bytes().splitlines(keepends=True):
            try:
                record = Record.from_json(json.loads(line))
            except (ValueError, KeyError, TypeError):
                break
            if not line.endswith(b"\n"):
                break
            records.append(record)
            size += len(line)
    return records, size


def read_times(path: Path) -> dict[str, dict[str, int]]:
    """They only inform: what cannot be read is left out."""
    try:
        raw = plain(json.loads((path / TIMES).read_text(encoding="utf-8")), dict)
        return {
            suite: {case: plain(one, int) for case, one in plain(times, dict).items()}
            for suite, times in raw.items()
        }
    except (OSError, ValueError, TypeError):
        return {}
