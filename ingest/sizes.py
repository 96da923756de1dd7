"""Font sizes of a document that was read. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.model import RawPage


def body_size(pages: Sequence[RawPage]) -> float:
    """The font size of most of the characters, 0 when the reader gives none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size or 0.0] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
