"""Changes: everything that happened to offers, in order, for who keeps a copy."""
