"""Values read back from JSON, held to the kind that was written."""

from __future__ import annotations

import math
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def plain(value: Any, kind: type[Kind]) -> Kind:
    """`value`. Raises TypeError when it is of another kind; true and false are no numbers."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} was written")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Raises TypeError when `value` is no list of texts."""
    return tuple(plain(one, str) for one in plain(value, list))


def finite(value: Any) -> float:
    """`value`, with true and false for 1 and 0. Raises TypeError, ValueError."""
    if not isinstance(value, int | float):
        raise TypeError(f"{type(value).__name__} where a number was written")
    if not math.isfinite(value):
        raise ValueError(f"{value} where a number was written")
    return value
