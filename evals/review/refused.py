"""What cannot be done with the files of a review, and what to do instead."""

from __future__ import annotations


class Refused(Exception):
    """`message` and `advice` are French."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice
