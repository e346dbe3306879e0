"""A node as an operator's command opens it: with the settings of the environment, closed whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.features import FEATURES
from api.platform.node import Node
from api.platform.settings import read_settings

OPERATOR: Final = "vonk"
"""Who did what an operator did by hand, where changes are recorded."""


@contextmanager
def opened() -> Iterator[Node]:
    """Open the node; raises DatabaseError in one sentence, whatever goes wrong with its database."""
    node = Node(read_settings(FEATURES.settings))
    try:
        with node.database.telling_plainly():
            yield node
    finally:
        node.close_databases()
