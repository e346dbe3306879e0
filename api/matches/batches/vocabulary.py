"""How much a batch may be."""

from typing import Final

LARGEST_BATCH_BYTES: Final = 1_000_000_000
"""Everybody in the country who is on welfare, 400,000, at 2,500 bytes each."""
