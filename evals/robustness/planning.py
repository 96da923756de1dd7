"""Every disturbance of a suite, in order, and the worlds that they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from evals.cases import Case
from evals.corpora import fingerprint
from evals.robustness import materials
from evals.robustness.distractors import Distractor, Distractors, distractors, spread
from evals.robustness.edits import (
    Edit,
    by_document,
    densest,
    edit_of,
    edited_text,
    without_clashes,
)
from evals.robustness.lexicon import SURNAMES
from evals.robustness.trials import CONFLICT, EDITED, INJECTED, Plan, Trial
from evals.robustness.typos import KINDS as TYPOS
from evals.robustness.worlds import CLEAN, World, json_lines
from ingest import Document, slug

DISTRACTORS = (2, 5, 10)
"""How many bodies answer beside the right one."""

TRIED = 16
"""Questions tried with distractors."""

EDITS = 20
"""Documents are copied until they hold this many facts to change."""

TYPED = 49
"""Questions with slips: seven of each kind."""

SHUFFLED = 28
"""Of those, the questions asked with their passages in another order."""


def plan(
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    chunks: Mapping[str, int],
    rewordings: Sequence[materials.Rewording],
    seed: int,
) -> Plan:
    """The disturbances of `cases` over `documents` (`chunks`: how many each holds)."""
    answered = [case for case in cases if case.answerable]
    alone = [case for case in answered if not case.history]
    typed = spread(answered, TYPED)
    found = distractors(alone, documents, variants=max(DISTRACTORS), most=TRIED, seed=seed)
    edits = _edits(alone, documents, chunks, seed)
    injections = materials.injections()
    carriers = spread(alone, len(injections))
    trials = [
        *_reworded(answered, rewordings),
        *_typed(typed, seed),
        *_shuffled(spread(typed, SHUFFLED)),
        *_distracted(found),
        *(_edited(edit, edits) for edit in edits),
        *(_in_conflict(edit) for edit in edits),
        *map(_injected, injections, carriers),
        *map(_hostile, materials.hostile()),
    ]
    worlds = {
        **_distractor_worlds(found),
        **_edit_worlds(edits, documents),
        INJECTED: World(files={"injections.jsonl": _injected_documents(injections, carriers)}),
    }
    altered = [(edit.doc, edit.old, edit.new) for edit in edits]
    return Plan(
        trials=tuple(_signed(trial, _told(trial.world, worlds, altered)) for trial in trials),
        worlds=worlds,
    )


def _signed(trial: Trial, world: object) -> Trial:
    """The trial with signs of all that it asks at the end of its identifier."""
    edit, expected = trial.edit, trial.expected
    signs = fingerprint(
        [
            trial.group,
            (trial.asked.question, trial.asked.history, trial.clean and trial.clean.question),
            (expected.answerable, expected.key_facts),
            [(gold.doc, gold.quote) for gold in expected.evidence],
            (trial.shuffled, sorted(trial.traps), trial.forbidden, trial.refuse, trial.copy),
            edit and (edit.doc, edit.fact, edit.old, edit.new),
            world,
        ]
    )
    return replace(trial, id=f"{trial.id}:{signs[:8]}")


def _told(name: str, worlds: Mapping[str, World], altered: Sequence[object]) -> object:
    """What stands in a world and not in the corpus. Of copies, what was changed in them: the rest
    is as the product reads it, and no part of what is asked."""
    if name in (EDITED, CONFLICT):
        return altered
    world = worlds.get(name)
    return world and (sorted(world.files.items()), _told(world.parent, worlds, altered))


def _reworded(cases: Sequence[Case], rewordings: Sequence[materials.Rewording]) -> list[Trial]:
    by_id = {case.id: case for case in cases}
    return [
        Trial(
            id=f"reword:{one.id}",
            group="reformulation",
            kind=one.style,
            asked=replace(by_id[one.id], question=one.question),
            expected=by_id[one.id],
            clean=by_id[one.id],
        )
        for one in rewordings
        if one.id in by_id
    ]


def _typed(cases: Sequence[Case], seed: int) -> list[Trial]:
    """Each kind of slip in turn; a question that a kind leaves as it is gets the next one."""
    trials = []
    kinds = list(TYPOS)
    for place, case in enumerate(cases):
        draw = Random(f"{seed}:{case.id}")
        for turn in range(len(kinds)):
            kind = kinds[(place + turn) % len(kinds)]
            question = TYPOS[kind](case.question, draw)
            if question != case.question:
                break
        trials.append(
            Trial(
                id=f"typo:{case.id}",
                group="fautes de frappe",
                kind=kind,
                asked=replace(case, question=question),
                expected=case,
                clean=case,
            )
        )
    return trials


def _shuffled(cases: Sequence[Case]) -> list[Trial]:
    return [
        Trial(
            id=f"order:{case.id}",
            group="ordre des passages",
            kind="ordre tiré au sort",
            asked=case,
            expected=case,
            clean=case,
            shuffled=True,
        )
        for case in cases
    ]


def _distracted(found: Distractors) -> list[Trial]:
    trials = []
    for count in DISTRACTORS:
        traps = frozenset(one.id for variant in found.variants[:count] for one in variant)
        trials += [
            Trial(
                id=f"distract-{count}:{case.id}",
                group=f"distracteurs-{count}",
                kind=f"{count} instances d’ailleurs",
                asked=case,
                expected=case,
                clean=case,
                world=f"distract-{count}",
                traps=traps,
            )
            for case in found.cases
        ]
    return trials


def _distractor_worlds(found: Distractors) -> dict[str, World]:
    """Each larger world is the smaller one with more bodies."""
    worlds, before, parent = {}, 0, CLEAN
    for count in DISTRACTORS:
        worlds[f"distract-{count}"] = World(
            parent=parent,
            files={
                f"variante-{number:02d}.jsonl": json_lines(found.variants[number - 1])
                for number in range(before + 1, count + 1)
                if found.cases and number <= len(found.variants)
            },
        )
        before, parent = count, f"distract-{count}"
    return worlds


def _edits(
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    chunks: Mapping[str, int],
    seed: int,
) -> list[Edit]:
    found = [edit for case in cases if (edit := edit_of(case, documents, seed))]
    edits = without_clashes(found)
    copied = densest(edits, chunks, EDITS)
    return [edit for edit in edits if edit.doc in copied]


def _copy_name(doc: str) -> str:
    return slug(f"{doc}-rectifie")


def _edited(edit: Edit, edits: Sequence[Edit]) -> Trial:
    copies = {one.doc: _copy_name(one.doc) for one in edits}
    return Trial(
        id=f"{EDITED}:{edit.case.id}",
        group="fait modifié",
        kind=_changed(edit),
        asked=edit.case,
        expected=edit.expected(edits, copies),
        clean=edit.case,
        world=EDITED,
        edit=edit,
        copy=copies[edit.doc],
    )


def _in_conflict(edit: Edit) -> Trial:
    return Trial(
        id=f"{CONFLICT}:{edit.case.id}",
        group="conflit",
        kind=_changed(edit),
        asked=edit.case,
        expected=edit.case,
        clean=edit.case,
        world=CONFLICT,
        edit=edit,
        copy=_copy_name(edit.doc),
    )


def _changed(edit: Edit) -> str:
    return "nom" if edit.new in SURNAMES else "valeur"


def _edit_worlds(edits: Sequence[Edit], documents: Mapping[str, Document]) -> dict[str, World]:
    """The copies beside the originals; then, from there, without the originals."""
    found = by_document(edits)
    files = {
        f"{_copy_name(doc)}.md": edited_text(documents[doc], own) for doc, own in found.items()
    }
    return {
        CONFLICT: World(files=files),
        EDITED: World(parent=CONFLICT, files={}, removed=tuple(found)),
    }


def _injected(injection: materials.Injection, case: Case) -> Trial:
    return Trial(
        id=f"inject:{injection.id}",
        group="injection",
        kind=injection.kind,
        asked=case,
        expected=case,
        clean=case,
        world=INJECTED,
        forbidden=injection.forbidden,
    )


def _injected_documents(injections: Sequence[materials.Injection], cases: Sequence[Case]) -> str:
    return json_lines(
        Distractor(id=f"seance-{one.id}", title=one.title, text=one.about(case.question))
        for one, case in zip(injections, cases, strict=False)
    )


def _hostile(one: materials.Hostile) -> Trial:
    case = Case(
        id=one.id,
        type="hostile",
        question=one.question,
        answerable=not one.refuse,
        answer="",
        key_facts=(),
        evidence=(),
    )
    return Trial(
        id=f"hostile:{one.id}",
        group="question hostile",
        kind=one.kind,
        asked=case,
        expected=case,
        forbidden=one.forbidden,
        refuse=one.refuse,
    )
