"""Paths: staying, what may come next, and the rungs that are missing, for who asks."""
