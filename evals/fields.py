"""The values of one object that a person wrote: every fault is gathered, none stops the reading.

Messages are French and name the place in the object.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest import fold

NEAR = 0.85
"""Likeness (difflib) from which an unknown name is taken for a slip."""

_KINDS = {str: "un texte", bool: "true ou false", list: "une liste [ … ]", int: "un nombre entier"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong at one place of an object; an empty place is the whole object."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"« {self.place} » {self.text}" if self.place else self.text


class Fields:
    """The values of one object. What is wrong goes to `faults`, and an empty value is returned."""

    def __init__(self, raw: Mapping[str, Any], faults: list[Fault], place: str = "") -> None:
        self._raw = raw
        self._place = place
        self.faults = faults

    def fault(self, key: str, text: str) -> None:
        self.faults.append(Fault(place=f"{self._place}{key}", text=text))

    def near_misses(self, known: Collection[str]) -> None:
        """A key that looks like a known one is a fault: its value would be lost in silence."""
        for key in self._raw:
            meant = near_miss(key, known)
            if meant:
                self.fault(
                    key, f"est inconnu ; écrivez « {meant} », ou un nom qui en diffère plus."
                )

    def has(self, key: str) -> bool:
        """Whether the key is there with a value other than null."""
        return self._raw.get(key) is not None

    def text(self, key: str) -> str:
        """A text that is not blank."""
        found = self.any_text(key)
        if key in self._raw and isinstance(self._raw[key], str) and not found.strip():
            self.fault(key, "est vide.")
        return found

    def any_text(self, key: str) -> str:
        found: str = self._value(key, str)
        if not encodable(found):
            self.fault(key, "contient un signe mal codé (\\ud800 à \\udfff) ; retapez-le.")
        return found

    def flag(self, key: str) -> bool:
        return bool(self._value(key, bool))

    def number(self, key: str, least: int) -> int:
        found: int = self._value(key, int)
        if type(self._raw.get(key)) is int and found < least:
            self.fault(key, f"doit être au moins {least}.")
        return found

    def numbers(self, key: str, least: int) -> tuple[int, ...]:
        found = self._value(key, list)
        if any(type(one) is not int or one < least for one in found):
            self.fault(key, f"doit être une liste de nombres entiers, au moins {least}.")
            return ()
        return tuple(found)

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        found = self.text(key)
        if found.strip() and found not in allowed:
            self.fault(key, f"vaut « {found} » ; valeurs admises : {', '.join(allowed)}.")
        return found

    def items(self, key: str) -> list[tuple[str, Any]]:
        """The items of a list, each with its place: `key[1]`, `key[2]`, ..."""
        found = self._value(key, list)
        return [(f"{key}[{number}]", item) for number, item in enumerate(found, start=1)]

    def objects(self, key: str) -> list[Fields]:
        found = []
        for place, item in self.items(key):
            if isinstance(item, dict):
                found.append(Fields(item, self.faults, f"{self._place}{place}."))
            else:
                self.fault(place, "doit être un objet { … }.")
        return found

    def _value(self, key: str, kind: type) -> Any:
        """`raw[key]`, of exactly that kind (true is not an integer)."""
        if key not in self._raw:
            self.fault(key, "manque.")
        elif type(self._raw[key]) is not kind:
            self.fault(key, f"doit être {_KINDS[kind]}.")
        else:
            return self._raw[key]
        return kind()


def near_miss(name: str, known: Collection[str]) -> str | None:
    """The known name that an unknown one was meant to be, None when it is known or like none."""
    if name in known:
        return None
    plain = {fold(one): one for one in known}
    found = difflib.get_close_matches(fold(name), plain, n=1, cutoff=NEAR)
    return plain[found[0]] if found else None


def encodable(text: str) -> bool:
    """Whether UTF-8 can write the text (JSON may hold half a character)."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)
