"""Commands that ask the corpus: search, ask, verify."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant import jsonout, plainout
from assistant.batch import Id, require_readable
from assistant.commands.options import (
    AsJson,
    Batch,
    Body,
    DataDir,
    Doc,
    EngineName,
    Kind,
    Region,
    Text,
    Year,
    session_of,
)
from assistant.console import notice, out_json, out_lines, run_batch
from assistant.failures import InputError
from assistant.inputs import (
    ClaimInput,
    GivenPassage,
    checked_claim,
    checked_question,
    claim_from,
    question_from,
)
from assistant.model import Question
from vectorstore import Filters


def search(
    context: typer.Context,
    question: Text = None,
    batch: Batch = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            min=1,
            max=100,
            metavar="N",
            show_default=False,
            help="Nombre de passages, 100 au plus (par défaut 10).",
        ),
    ] = 10,
    region: Region = None,
    body: Body = None,
    kind: Kind = None,
    year: Year = None,
    doc: Doc = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Trouve les passages utiles à une question."""
    from assistant.wiring import open_assistant

    session = session_of(context)
    filters = filters_of(region, body, kind, year, doc)
    asked = _asked(question, batch, filters, 'search "médiateurs santé"')
    with open_assistant(session.settings(data_dir)) as assistant:

        def found(id: Id, item: Question) -> object:
            started = time.monotonic()
            passages = assistant.search(item, limit)
            elapsed_ms = round((time.monotonic() - started) * 1000)
            return jsonout.search_json(id, item, passages, elapsed_ms)

        if isinstance(asked, Path):
            return run_batch(
                asked,
                question_from,
                lambda id, item: found(id, within(item, filters)),
                session.explain,
            )
        if as_json:
            out_json(found(None, asked))
        else:
            out_lines(plainout.passage_lines(assistant.search(asked, limit)))
    return 0


def ask(
    context: typer.Context,
    question: Text = None,
    batch: Batch = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(
            "--engine",
            metavar="MOTEUR",
            help="extractive (phrases du corpus), ollama (modèle local) ou auto.",
        ),
    ] = None,
    region: Region = None,
    body: Body = None,
    kind: Kind = None,
    year: Year = None,
    doc: Doc = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Répond, sources à l’appui.

    Chaque phrase de la réponse est prouvée par un passage cité.
    """
    from assistant.wiring import open_assistant

    session = session_of(context)
    filters = filters_of(region, body, kind, year, doc)
    asked = _asked(question, batch, filters, 'ask "Quelles actions ont été menées ?"')
    with open_assistant(session.settings(data_dir)) as assistant:
        if isinstance(asked, Path):
            return run_batch(
                asked,
                question_from,
                lambda id, item: jsonout.answer_json(
                    id, assistant.ask(within(item, filters), engine)
                ),
                session.explain,
            )
        answer = assistant.ask(asked, engine)
    if as_json:
        out_json(jsonout.answer_json(None, answer))
    else:
        for text in answer.notices:
            notice(text)
        out_lines(plainout.answer_lines(answer))
    return 0


def verify(
    context: typer.Context,
    claim: Annotated[
        str | None, typer.Argument(metavar="AFFIRMATION", help="Affirmation, entre guillemets.")
    ] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option("--passage", metavar="TEXTE", help="Passage qui doit la prouver (répétable)."),
    ] = None,
    batch: Batch = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Vérifie une affirmation dans des passages.

    Verdict : confirmée, contredite, ou ni l’un ni l’autre.
    """
    from assistant.claimcheck import Verifier

    session = session_of(context)
    verifier = Verifier(session.settings(data_dir))
    if batch and claim is None:
        require_readable(batch)
        return run_batch(
            batch,
            claim_from,
            lambda id, item: jsonout.check_json(id, verifier.check(item)),
            session.explain,
        )
    if batch or claim is None or not passage:
        raise InputError(
            "usage",
            "Donnez une affirmation et son passage, ou un fichier --batch.",
            'Par exemple : assistant verify "AFFIRMATION" --passage "TEXTE".',
        )
    given = tuple(GivenPassage(n=n, text=text) for n, text in enumerate(passage, 1))
    checked = verifier.check(
        ClaimInput(claim=checked_claim(claim), passages=given, marks=tuple(p.n for p in given))
    )
    if as_json:
        out_json(jsonout.check_json(None, checked))
    else:
        out_lines(plainout.check_lines(checked))
    return 0


def filters_of(
    region: list[str] | None,
    body: list[str] | None,
    kind: list[str] | None,
    year: list[int] | None,
    doc: list[str] | None,
) -> Filters:
    return Filters(
        region=tuple(region or ()),
        body=tuple(body or ()),
        kind=tuple(kind or ()),
        year=tuple(year or ()),
        doc=tuple(doc or ()),
    )


def within(question: Question, filters: Filters) -> Question:
    """`question` with the filters of the command line wherever its own line gives none."""
    own = question.filters
    return replace(
        question,
        filters=Filters(
            region=own.region or filters.region,
            body=own.body or filters.body,
            kind=own.kind or filters.kind,
            year=own.year or filters.year,
            doc=own.doc or filters.doc,
        ),
    )


def _asked(
    question: str | None, batch: Path | None, filters: Filters, example: str
) -> Question | Path:
    """The question of the command line, or the batch file that gives the questions instead.

    Raises InputError, with the command line `example`.
    """
    if question is not None and batch is None:
        return Question(text=checked_question(question), filters=filters)
    if batch is not None and question is None:
        require_readable(batch)
        return batch
    raise InputError(
        "usage",
        "Donnez une question, ou un fichier de questions avec --batch (l’un des deux).",
        f"Par exemple : assistant {example}",
    )
