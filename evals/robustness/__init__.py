"""Disturbances of a question or of a corpus, made from the corpus itself or written by hand."""
