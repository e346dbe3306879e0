"""Handovers: a person brings a client to a person, with consent, an appointment and an answer (warme overdracht)."""
