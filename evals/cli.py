"""`assistant eval`, as the entry point of the command names it."""

from __future__ import annotations

from assistant.commands import CommandGroup
from evals.commands import cases, judge, reviewing, running

GROUP = CommandGroup(
    help="Mesure la qualité des réponses sur des cas connus.",
    commands={
        "run": running.run,
        "compare": running.compare,
        "report": running.report,
        "list": running.list_suites,
        "check": cases.check,
        "import": cases.import_table,
        "export": cases.export_table,
        "review": reviewing.review,
    },
    groups={"judge": judge.GROUP},
)
