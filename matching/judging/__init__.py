"""Judging: hard limits, scores, and the order that follows from them."""
