"""The marks before list items as they are shown: 3, c, iii. Pure."""

from __future__ import annotations

BULLET = "•"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3_999


def shown(number: int, form: str, *, doubled: bool = False) -> str:
    """`number` in a form: "1", "a", "A", "i" or "I"; others, and what they cannot say, as "1".

    Letters after z are aa, ab, ... or, `doubled`, aa, bb, ...
    """
    kind = form.lower()
    if kind == "a" and number > 0:
        text = _doubled(number) if doubled else _letters(number)
    elif kind == "i" and 0 < number <= _MOST_ROMAN:
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if form.isupper() else text


def integer(text: str | None, otherwise: int, most: int = 10**6) -> int:
    """The whole number that an attribute states, `otherwise` when it states none in bounds."""
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if -most <= number <= most else otherwise


def _doubled(number: int) -> str:
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 9)


def _letters(number: int) -> str:
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
