"""A node that cannot start says why, in its log, and ends."""

from sqlalchemy import text

from api.platform.storage.database import Database
from tests.processes.server import free_port, vonk
from tests.service import SECRET_KEYS


def test_a_node_that_cannot_start_says_why_and_ends(database_url: str, database: Database) -> None:
    hidden = "workflow_status RENAME TO hidden"
    schema = "" if database.is_sqlite else "dbos."
    with database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {schema}{hidden}"))
    try:
        ended = vonk("serve", "--port", str(free_port()), VONK_DATABASE_URL=database_url, VONK_SECRET_KEYS=SECRET_KEYS)
    finally:
        with database.engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {schema}hidden RENAME TO workflow_status"))
    assert ended.returncode not in {0, None}
    assert "vonk.node could not start" in ended.stderr
    assert "stopped, process" in ended.stderr
