"""Errors that an operator hears as one sentence."""


class PlainError(Exception):
    """Something that is not a fault of the program; its text is for who runs it, and holds no secret."""
