"""The commands of `assistant`, one module a family; `assistant.cli` puts them together.

A room to the right adds a family of its own: it gives a `CommandGroup` under an entry point of
the group "assistant.commands", whose name is the command, and uses what is exported here.
"""

from assistant.commands.group import ENTRY_POINTS, CommandGroup
from assistant.commands.options import AsJson, DataDir, Host, Port, session_of
from assistant.commands.running import open_chat
from assistant.console import notice, out, out_json, out_lines
from assistant.failures import Failure, InputError
from assistant.serving import HOST, PORT

__all__ = [
    "ENTRY_POINTS",
    "HOST",
    "PORT",
    "AsJson",
    "CommandGroup",
    "DataDir",
    "Failure",
    "Host",
    "InputError",
    "Port",
    "notice",
    "open_chat",
    "out",
    "out_json",
    "out_lines",
    "session_of",
]
