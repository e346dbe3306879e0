"""What work is made of: a function by name, text arguments, and the node it runs on."""

from collections.abc import Callable
from dataclasses import dataclass

from api.platform.node import Node

Work = Callable[..., None]
RecurringWork = Callable[[Node], None]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A scan that one node at a time repeats; it finds by itself what is due, so a missed turn is no loss."""

    run: RecurringWork
    every_seconds: float
