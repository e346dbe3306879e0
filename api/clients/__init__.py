"""The nameless client: what a coach's tool tells of a person, and what must not be told."""
