"""Lineage: the same activity under an earlier title, season or place, proposed with evidence, decided by a person."""
