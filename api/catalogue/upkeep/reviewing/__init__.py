"""Reviewing: asking an organization in its own rhythm whether an offer still holds, and pausing what stays silent."""
