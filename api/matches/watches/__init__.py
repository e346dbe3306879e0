"""Profiles that wait: a client hears as soon as an offer fits, or a place at one offer is free."""
