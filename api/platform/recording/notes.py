"""What is noted while a transaction does its work: what it is about, and whose data it processes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlmodel import Session

from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

_NOTES: Final = "vonk.notes"


@dataclass(slots=True)
class Notes:
    """The objects that were made, and the clients whose data was processed, each with why."""

    objects: dict[str, None] = field(default_factory=dict)
    clients: dict[Client, Activity] = field(default_factory=dict)
    makes_pseudonyms: bool = True


def notes_of(session: Session) -> Notes:
    """Return what was noted in this transaction so far."""
    notes: Notes = session.info.setdefault(_NOTES, Notes())
    return notes


def note_object(session: Session, *path: str) -> None:
    """Note that this transaction is about a resource, such as an offer by its id."""
    notes_of(session).objects["/".join(path)] = None


def note_client(session: Session, client: Client, activity: Activity) -> None:
    """Note that data of this client is processed here; what was noted first says why."""
    notes_of(session).clients.setdefault(client, activity)


def note_clients(session: Session, clients: Iterable[Client], activity: Activity) -> None:
    """Note the same of all these clients."""
    for client in clients:
        note_client(session, client, activity)
