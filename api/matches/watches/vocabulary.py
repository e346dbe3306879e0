"""The words of watches."""

from enum import StrEnum
from typing import Final

WATCHES: Final = "watches"
"""Under this name changes of watches are numbered; who holds it is the only one that changes or tells any."""

TOLD_UP_TO: Final = "watches-told"
"""Under this name stands up to which change of offers everybody who waits was told."""

MATCHED: Final = "watch.matched"


class WatchState(StrEnum):
    """How it goes with a watch."""

    WAITING = "waiting"
    TOLD = "told"
    EXPIRED = "expired"
