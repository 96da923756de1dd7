"""The sample corpus: invented French consultation documents and their builder."""
