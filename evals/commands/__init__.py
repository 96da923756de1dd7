"""The commands of `assistant eval`, put together by `evals.cli`."""
