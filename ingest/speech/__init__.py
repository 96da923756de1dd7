"""Who says what in a text: pure rules over the blocks of a document."""

from ingest.speech.sections import speeches

__all__ = ["speeches"]
