"""Webhooks: what happened, told to whom it concerns."""
