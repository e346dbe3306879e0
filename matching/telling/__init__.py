"""Telling: why an offer fits, what to look out for, and what would have helped."""
