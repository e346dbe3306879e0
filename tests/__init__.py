"""The tests: laws of the engine, the service on SQLite and PostgreSQL, and the house itself."""
