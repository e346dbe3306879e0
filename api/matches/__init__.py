"""Matches: from a nameless profile to offers that explain themselves."""
