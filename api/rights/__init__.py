"""The rights of a client: to see all that is held, and to have it erased."""
