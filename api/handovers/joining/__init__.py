"""How a resident asks for himself, from the page behind a printed card, and sees and stops it by himself."""
