"""What can go wrong with a peer, told in French to whoever runs the comparison."""

from __future__ import annotations

from evals.suite import SuiteError


class PeerError(SuiteError):
    """A peer cannot be set up, or stopped working; `message` and `advice` are French."""
