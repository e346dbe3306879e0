"""Offers that come in together, in a file that a partner keeps already."""
