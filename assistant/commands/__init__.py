"""The commands of `assistant`, one module a family; `assistant.cli` puts them together."""
