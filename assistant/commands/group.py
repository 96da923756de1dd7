"""What a family of commands from another room is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ENTRY_POINTS = "assistant.commands"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGroup:
    """`help` is French; `commands` maps the name that is typed to a function that the command
    framework reads, which returns the exit code and may raise Failure; `groups` are further
    families below this one."""

    help: str
    commands: Mapping[str, Callable[..., int]]
    groups: Mapping[str, CommandGroup] = field(default_factory=dict)
