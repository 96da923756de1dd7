"""Which suites a command line means, and over which corpus and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from evals.corpora import Corpus
from evals.suite import Suite, SuiteError
from evals.suites import GROUPS, SUITES, WrongChoice, names_of, question_suite

DEFAULT = "offline"
OWN = "questions"


def chosen(
    names: Sequence[str], corpus: Sequence[Path], file: Path | None
) -> tuple[tuple[Suite, ...], tuple[str, ...]]:
    """The suites to run, and why others of a group that was named are passed over (French).

    `corpus` and `file` take the place of the documents and the questions of the suites; without
    a name they make a suite of their own. Raises WrongChoice, and SuiteError when a suite that was
    named, or all of them, cannot run here.
    """
    if not names and (corpus or file):
        return (_own(corpus, file),), ()
    suites: list[Suite] = []
    passed: list[str] = []
    for name in names_of(names or (DEFAULT,)):
        suite = _over(SUITES[name](), corpus, file)
        why = suite.missing()
        if why is None:
            suites.append(suite)
        elif name in names:
            raise SuiteError(f"Le jeu « {name} » ne peut pas être lancé : {why}", "")
        else:
            passed.append(f"Jeu « {name} » passé : {why}")
    if not suites:
        raise SuiteError(
            f"Aucun de ces jeux ne peut être lancé. {passed[0]}", "Voyez « assistant eval list »."
        )
    return tuple(suites), tuple(passed)


def known() -> list[dict[str, Any]]:
    """Every suite with its groups, and why it cannot run on this machine (None when it can)."""
    return [
        {
            "name": name,
            "title": suite.title,
            "groups": [group for group, members in GROUPS.items() if name in members],
            "missing": suite.missing(),
        }
        for name, suite in ((name, make()) for name, make in SUITES.items())
    ]


def _own(corpus: Sequence[Path], file: Path | None) -> Suite:
    if not corpus or file is None:
        raise WrongChoice(
            "Sans nom de jeu, donnez à la fois les documents et les questions.",
            "Par exemple : assistant eval run --corpus DOSSIER --questions questions.jsonl",
        )
    suite = question_suite(OWN, "Vos questions, vos documents", _corpus(corpus), file)
    why = suite.missing()
    if why is not None:
        raise SuiteError(why, "Vérifiez les chemins donnés à --corpus et à --questions.")
    return suite


def _over(suite: Suite, corpus: Sequence[Path], file: Path | None) -> Suite:
    given: dict[str, Any] = {}
    if corpus:
        given["corpus"] = _corpus(corpus)
    if file is not None:
        given["questions"] = file
    if not given:
        return suite
    if not is_dataclass(suite) or given.keys() - {field.name for field in fields(suite)}:
        options = " ni ".join(f"--{name}" for name in given)
        raise WrongChoice(
            f"Le jeu « {suite.name} » n’a pas de {options} à remplacer.",
            "Ôtez l’option, ou lancez un jeu de questions, de mutations ou de robustesse.",
        )
    changed: Any = replace(suite, **given, title=f"{suite.title} (remplacé en partie)")
    own: Suite = changed
    return own


def _corpus(paths: Sequence[Path]) -> Corpus:
    return Corpus(name="own", paths=tuple(paths))
