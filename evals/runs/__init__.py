"""Runs kept in a folder, their figures, and the difference between two of them."""
