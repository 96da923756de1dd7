"""Other systems asked the same questions, each in its own environment and its own process."""
