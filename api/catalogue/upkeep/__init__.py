"""Upkeep: what keeps a catalogue alive, once offers are in it."""
