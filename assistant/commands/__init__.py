"""The commands of `assistant`, one module a family; `assistant.cli` puts them together.

A room to the right adds a family of its own: it gives a `CommandGroup` under an entry point of
the group "assistant.commands", whose name is the command, and uses what is exported here.
"""

from assistant.commands.group import ENTRY_POINTS, CommandGroup
from assistant.commands.options import AsJson
from assistant.console import notice, out, out_json, out_lines
from assistant.failures import Failure, InputError

__all__ = [
    "ENTRY_POINTS",
    "AsJson",
    "CommandGroup",
    "Failure",
    "InputError",
    "notice",
    "out",
    "out_json",
    "out_lines",
]
