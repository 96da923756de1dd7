"""A kept run as one page of HTML that needs nothing else."""
