"""Offers: what clients can join, as organizations describe it."""
