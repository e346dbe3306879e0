"""The database as an operator's command opens it: the one that the settings name, closed whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.features import FEATURES
from api.platform.settings import NodeSettings, Settings, read_settings
from api.platform.storage.database import Database


@contextmanager
def opened() -> Iterator[tuple[Database, Settings]]:
    """The database and the settings; raises DatabaseError in one sentence, whatever goes wrong with it."""
    settings = read_settings(FEATURES.settings)
    database = Database(settings[NodeSettings].resolved_database_url)
    try:
        with database.telling_plainly():
            yield database, settings
    finally:
        database.close()
