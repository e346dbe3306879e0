"""Organizations: who provides offers, and who coaches."""
