"""A second opinion on the lexical candidates: BM25 over character 4-grams.

Stems retrieve, characters rescore: over a whole large index 4-grams are too slow, over some
hundred candidates they cost milliseconds and forgive typos, missing accents and word families
that one stem does not cover. BM25 after Robertson and Zaragoza (2009), k1 = 1.2, b = 0.75, with
frequencies counted over the candidates.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ingest import STOP_WORDS, words

_SIZE = 4
_K1 = 1.2
_B = 0.75


@lru_cache(maxsize=50_000)
def _grams_of_word(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + _SIZE] for i in range(max(1, len(padded) - _SIZE + 1)))


def grams(text: str) -> Counter[str]:
    """Character 4-grams of the folded content words of `text`, each word between two blanks."""
    return Counter(
        gram for word in words(text) if word not in STOP_WORDS for gram in _grams_of_word(word)
    )


def by_characters(question: str, texts: Sequence[str]) -> list[float]:
    """The BM25 score of each text for the question's 4-grams, in the order of `texts`."""
    wanted = list(grams(question))
    counts = [_cached_grams(text) for text in texts]
    if not wanted or not counts:
        return [0.0] * len(texts)
    sizes = [max(1, sum(c.values())) for c in counts]
    mean = sum(sizes) / len(sizes)
    weight = {}
    for gram in wanted:
        holding = sum(1 for c in counts if gram in c)
        weight[gram] = math.log(1 + (len(counts) - holding + 0.5) / (holding + 0.5))
    return [
        sum(
            weight[g] * c[g] * (_K1 + 1) / (c[g] + _K1 * (1 - _B + _B * size / mean))
            for g in wanted
            if g in c
        )
        for c, size in zip(counts, sizes, strict=True)
    ]


@lru_cache(maxsize=20_000)
def _cached_grams(text: str) -> Counter[str]:
    return grams(text)
