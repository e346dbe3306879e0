"""A node as an operator's command opens it: with the settings of the environment, closed whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.features import FEATURES
from api.platform.node import Node
from api.platform.settings import NodeSettings, read_settings
from api.platform.storage.encryption import open_secrets

OPERATOR: Final = "vonk"
"""Who did what an operator did by hand, where changes are recorded."""


@contextmanager
def opened() -> Iterator[Node]:
    """Open the node; raises SettingsError or DatabaseError in one sentence, whatever is wrong with either."""
    settings = read_settings(FEATURES.settings)
    if settings[NodeSettings].secret_keys:
        open_secrets(settings)  # Keys that are no keys stop every command, not only the first that needs one.
    node = Node(settings)
    try:
        with node.database.telling_plainly():
            yield node
    finally:
        node.close_databases()
