"""A figure drawn as a dot on its interval, on a scale from 0 to 1.

The drawing repeats what the row of its table says in numbers: it is hidden from screen readers.
"""

from __future__ import annotations

from markupsafe import Markup

from evals.runs.statistics import Figure

LENGTH = 240
"""From 0 to 1, in units of the drawing."""

EDGE = 8
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TALL, _TALL_WITH_BASELINE = 22, 34


def row(figure: Figure, baseline: Figure | None = None) -> Markup:
    """The figure, and below it that of the baseline; nothing is drawn of a figure without value."""
    height = _TALL if baseline is None else _TALL_WITH_BASELINE
    parts = [_grid(height), _mark(figure, 11, "now")]
    if baseline is not None:
        parts.append(_mark(baseline, 25, "then"))
    return _drawing(height, Markup().join(parts))


def axis() -> Markup:
    """The scale above the rows of a table."""
    anchors = {0.0: "start", 1.0: "end"}
    labels = Markup().join(
        Markup('<text x="{}" y="13" text-anchor="{}">{} %</text>').format(
            _at(tick) + {0.0: -EDGE, 1.0: EDGE}.get(tick, 0),
            anchors.get(tick, "middle"),
            round(100 * tick),
        )
        for tick in _TICKS
    )
    return _drawing(16, labels)


def _drawing(height: int, content: Markup) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
    ).format(LENGTH + 2 * EDGE, height, content)


def _grid(height: int) -> Markup:
    lines = "".join(f"M{_at(tick)} 0V{height}" for tick in _TICKS)
    return Markup('<path class="grid" d="{}"/>').format(lines)


def _mark(figure: Figure, y: int, kind: str) -> Markup:
    if figure.value is None:
        return Markup()
    parts = []
    if figure.low is not None and figure.high is not None:
        whisker = '<path class="{0}" d="M{1} {3}H{2}M{1} {4}V{5}M{2} {4}V{5}"/>'
        ends = (_at(figure.low), _at(figure.high))
        parts.append(Markup(whisker).format(kind, *ends, y, y - 4, y + 4))
    x = _at(figure.value)
    if kind == "now":
        parts.append(Markup('<circle class="now" cx="{}" cy="{}" r="5"/>').format(x, y))
    else:
        diamond = '<path class="then dot" d="M{0} {1}l5 5l-5 5l-5 -5z"/>'
        parts.append(Markup(diamond).format(x, y - 5))
    return Markup().join(parts)


def _at(share: float) -> float:
    return round(EDGE + LENGTH * min(max(share, 0.0), 1.0), 1)
