"""What there is to say of a value in a file: which, what about it, and what may have been meant."""

from typing import NamedTuple

from api.platform.web.problems import Words


class Remark(NamedTuple):
    """One value that was not read, or not all of it."""

    field: str
    detail: Words
    suggestion: str | None = None


class UnreadableError(Exception):
    """A value that cannot be read; says why, and what may have been meant."""

    def __init__(self, nl: str, en: str, suggestion: str | None = None) -> None:
        super().__init__(en)
        self.detail = Words(nl, en)
        self.suggestion = suggestion
