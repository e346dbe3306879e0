"""Matching tables: an afternoon at which clients and offers meet, and everyone together gets the best allocation."""
