"""Durable work: what a transaction promised to do later is done, whichever process dies."""
