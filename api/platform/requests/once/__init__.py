"""Idempotency-Key (IETF draft 07): a repeated POST gets the first answer again, and nothing happens twice."""
