"""Participations of one's own: what clients found themselves or do already; counted, and told to nobody."""
