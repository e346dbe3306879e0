"""The two logs as they are read, sent on, forgotten in time, and shown to whom they are about."""
