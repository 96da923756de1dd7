"""The straight lines drawn on a PDF page, as pdfium sees them: what rules its tables."""

from __future__ import annotations

import ctypes
import itertools
from typing import Any

from ingest.readers.grid import Rule

_MOST_OBJECTS = 20_000
_MOST_POINTS = 60_000
_DEEPEST = 6
_SHORTEST = 3.0
_STRAIGHT = 0.8

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: Any) -> tuple[Rule, ...]:
    """The level and upright strokes and edges of `page`: points, y growing downwards.

    A page with more drawings than a table needs (a map, a chart) gives none.
    """
    import pypdfium2.raw as raw

    drawings = _Drawings(raw)
    try:
        drawings.walk(page.raw, _SAME, 0)
    except _TooMany:
        return ()
    return tuple(drawings.found)


class _TooMany(Exception):
    pass


class _Drawings:
    """Collects the rules of one page and of the forms in it."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.objects = 0
        self.points = 0
        self.found: list[Rule] = []

    def walk(self, holder: Any, matrix: Matrix, depth: int) -> None:
        """The drawings of a page, or of a form when `depth` is not 0."""
        raw = self.raw
        count = (raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects)(holder)
        self.objects += count
        if self.objects > _MOST_OBJECTS:
            raise _TooMany
        get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
        for index in range(count):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self.path(item, _joined(self.matrix(item), matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self.walk(item, _joined(self.matrix(item), matrix), depth + 1)

    def matrix(self, item: Any) -> Matrix:
        m = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
            return _SAME
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def path(self, item: Any, matrix: Matrix) -> None:
        """The edges of each run of straight segments; curves part the runs."""
        raw = self.raw
        count = raw.FPDFPath_CountSegments(item)
        self.points += max(0, count)
        if self.points > _MOST_POINTS:
            raise _TooMany
        x, y = ctypes.c_float(), ctypes.c_float()
        run: list[Point] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = _moved((x.value, y.value), matrix)
            if raw.FPDFPathSegment_GetType(segment) != raw.FPDF_SEGMENT_LINETO:
                self.edges(run)
                run = []
            run.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                self.edges([*run, run[0]])
                run = []
        self.edges(run)

    def edges(self, run: list[Point]) -> None:
        for (x0, y0), (x1, y1) in itertools.pairwise(run):
            level, upright = abs(y1 - y0) < _STRAIGHT, abs(x1 - x0) < _STRAIGHT
            if level != upright and max(abs(x1 - x0), abs(y1 - y0)) >= _SHORTEST:
                self.found.append(
                    Rule(
                        left=min(x0, x1),
                        top=min(-y0, -y1),
                        right=max(x0, x1),
                        bottom=max(-y0, -y1),
                    )
                )


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
