"""A local model as judge: qualified first, shown with its errors, never a gate."""
