"""POST: organizations, their offers, and where they are."""
