"""Speed, as ratios: a ratio holds from one machine to the next, seconds do not."""
