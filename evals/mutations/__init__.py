"""True sentences of a corpus altered in known ways, to measure the gate by class of error."""

from evals.mutations.answers import answers
from evals.mutations.bench import PER_KIND, Trial, trials
from evals.mutations.kinds import KINDS, Kind
from evals.mutations.material import Material

__all__ = ["KINDS", "PER_KIND", "Kind", "Material", "Trial", "answers", "trials"]
