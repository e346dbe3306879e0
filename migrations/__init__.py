"""How the database came to be as it is, step by step; numbered, one head, up and down on SQLite and PostgreSQL."""
