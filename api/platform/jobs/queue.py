"""The queue that lives in the service's own database: its tables, and writing to it in anyone's transaction."""

from datetime import datetime
from functools import cache

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import Integer, Select, Text, column, create_engine, func, select, table, text
from sqlmodel import Session

from api.platform.storage.database import Database

APPLICATION = "vonk"
QUEUE = "vonk-work"
ID_LENGTH = 36
_UNFINISHED = ("ENQUEUED", "DELAYED", "PENDING")
_DRIVERS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def create_queue_tables(database: Database) -> None:
    """Make the tables of the queue, or bring them up to date."""
    DBOS.migrate(queue_address(database))


def queue_address(database: Database) -> str:
    """Return where the queue lives, as the address of a database."""
    return database.engine.url.render_as_string(hide_password=False)


def put(session: Session, work: str, *arguments: str | int, key: str, lane: str, delay_seconds: float = 0) -> None:
    """Write one piece of work in the session's own transaction; nothing when the key is there already."""
    client = _client(session.get_bind().dialect.name)
    options: EnqueueOptions = {
        "workflow_name": work,
        "queue_name": QUEUE,
        # The key is the id, so that a second promise of the same work finds itself there already.
        "workflow_id": key,
        "queue_partition_key": lane,
    }
    if delay_seconds:
        options["delay_seconds"] = delay_seconds
    client.enqueue_in_transaction(session, options, *arguments)


def count_late_work(session: Session, _now: datetime) -> int:
    """Count the pieces of work that wait for a thread, and not for their time."""
    schema = "" if session.get_bind().dialect.name == "sqlite" else "dbos."
    counting = f"SELECT count(*) FROM {schema}workflow_status WHERE status = 'ENQUEUED' AND queue_name = :queue"  # noqa: S608 # nosec B608 - our own words
    return int(session.connection().execute(text(counting), {"queue": QUEUE}).scalar_one())


def select_promised(session: Session) -> Select[str]:
    """Return the query for the ids of what all work is about that waits, for its time or a thread, or is being done."""
    is_embedded = session.get_bind().dialect.name == "sqlite"
    key = column("workflow_uuid", Text)
    place = (func.instr if is_embedded else func.strpos)(key, ":", type_=Integer)
    work = table("workflow_status", key, column("status"), column("queue_name"), schema=None if is_embedded else "dbos")
    # A key is the name of the work, then what it is about: `webhooks.deliver:{id}:{turn}`.
    about = func.substr(key, place + 1, ID_LENGTH, type_=Text)
    return select(about).where(work.c.queue_name == QUEUE, work.c.status.in_(_UNFINISHED))


@cache
def _client(dialect: str) -> DBOSClient:
    # It writes through the caller's session only, so its own engine never connects.
    engine = create_engine(_DRIVERS[dialect])
    return DBOSClient(
        system_database_engine=engine,
        lazy=True,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
    )
