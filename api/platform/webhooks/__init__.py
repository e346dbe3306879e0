"""Webhooks: other systems hear what happened, signed, at least once, and only of what was committed."""
