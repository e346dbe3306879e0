"""The catalogue as the engine holds it: columns, postings, and what descends from what."""
