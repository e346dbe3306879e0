"""What was looked up over all offers and will be again: kept up to so many bytes, mended where an offer changed."""

from collections.abc import Callable, Collection, Hashable
from typing import Any, Final, Protocol, TypeVar

_MOST_BYTES: Final = 64_000_000
_MOST_BYTES_A_ROW: Final = 256
"""A city fills some tens of megabytes, and a nation as much as a question needs for each of its offers."""

_MOST_MENDED: Final = 32
"""After so many changes, looking up anew takes no longer than mending row by row."""

_MOST_NOTED: Final = 100_000


class Sized(Protocol):
    """What knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """How many bytes it takes."""


Kept = TypeVar("Kept", bound=Sized)


class Memory:
    """What was looked up, by key, what was asked last kept longest; and the rows that changed since."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Any, int, int]] = {}
        self._changed: list[int] = []
        self.nbytes = 0

    def note(self, *rows: int) -> None:
        """Note that rows changed, came or went."""
        if len(self._changed) > _MOST_NOTED:
            self.clear()
        # Whoever fills a catalogue has looked up nothing yet.
        if self._kept:
            self._changed += rows

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._changed.clear()
        self.nbytes = 0

    def fresh(self, key: Hashable) -> Any | None:  # noqa: ANN401 - what was kept, whatever it is
        """Return what was looked up under this key, where nothing changed since; else nothing."""
        kept = self._kept.get(key)
        if kept is None or kept[1] != len(self._changed):
            return None
        # What was asked last is kept longest.
        del self._kept[key]
        self._kept[key] = kept
        return kept[0]

    def recall(
        self,
        key: Hashable,
        *,
        look_up: Callable[[], Kept],
        mend: Callable[[Kept, Collection[int]], None],
        rows: int,
    ) -> Kept:
        """Return what was looked up under this key, as the catalogue of so many rows is now."""
        value, noted, nbytes = self._kept.pop(key, (None, 0, 0))
        changed = self._changed[noted:]
        if value is None or len(changed) > _MOST_MENDED:
            value = look_up()
        elif changed:
            mend(value, set(changed))
        self.nbytes += value.nbytes - nbytes
        self._kept[key] = value, len(self._changed), value.nbytes
        while self.nbytes > _MOST_BYTES + _MOST_BYTES_A_ROW * rows and len(self._kept) > 1:
            *_, nbytes = self._kept.pop(next(iter(self._kept)))
            self.nbytes -= nbytes
        kept: Kept = value
        return kept
