"""The only place with rules of the French language: words, stems, sentences, numbers, dates."""

from ingest.french.numbers import MONTHS, Quantity, quantities
from ingest.french.sentences import sentences
from ingest.french.words import STOP_WORDS, Word, fold, stem, stems, tokens, words

__all__ = [
    "MONTHS",
    "STOP_WORDS",
    "Quantity",
    "Word",
    "fold",
    "quantities",
    "sentences",
    "stem",
    "stems",
    "tokens",
    "words",
]
