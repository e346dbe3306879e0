"""History: what an offer was, and the word of its organization that it still holds."""
