"""Lines that come in: cut while they arrive, each with its number, none longer than is held."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from api.platform.web.handlers import body_too_large

LONGEST_LINE: Final = 65_536
"""A profile that says as much as it may takes 50,000 bytes."""

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class NumberedLine(NamedTuple):
    """A line that says something, and which one it is; the first is 1."""

    number: int
    content: bytes

    def require_held(self) -> bytes:
        """Return what stands there; raises BodyTooLargeError for a line of which only the beginning was held."""
        if len(self.content) > LONGEST_LINE:
            raise body_too_large()
        return self.content


class LineCutter:
    """Cuts what arrives into lines; of one that is too long the beginning is held, so that it can be told."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._number = 0

    def cut(self, part: bytes) -> Iterator[NumberedLine]:
        """Yield the lines that end in this part, but for those without a word."""
        *ended, rest = part.split(b"\n")
        for piece in ended:
            self._hold(piece)
            yield from self.end()
        self._hold(rest)

    def end(self) -> Iterator[NumberedLine]:
        """Yield what was held so far as a line of its own."""
        content = bytes(self._held)
        self._held.clear()
        self._number += 1
        if self._number == 1:
            content = content.removeprefix(_BYTE_ORDER_MARK)
        if content.strip():
            yield NumberedLine(self._number, content)

    def _hold(self, piece: bytes) -> None:
        self._held += piece[: LONGEST_LINE + 1 - len(self._held)]
