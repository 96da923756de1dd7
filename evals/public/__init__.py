"""Public French test sets that others wrote, read from a folder beside the checkout."""
