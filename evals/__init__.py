"""Evaluation material: corpora and the code that makes them."""
