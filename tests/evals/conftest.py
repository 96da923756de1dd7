"""Fixtures of the evaluation's tests."""

from question_world import locate as locate
from question_world import run as run
