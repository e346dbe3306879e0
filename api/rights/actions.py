"""The rights of a client (AVG articles 15 and 17): to see all that is held, and to have it erased."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from api.platform.jobs.sweeping import promise_sweep
from api.platform.node import Node
from api.platform.recording.actions import Deed, record_deed
from api.platform.recording.notes import notes_of
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.storage.holdings import Client, Holding, find_all
from api.platform.web.problems import RETRY_AFTER_SECONDS, ForbiddenError, UnavailableError, Words, invalid
from api.rights.activities import RIGHTS_OF_CLIENTS


def choose_client(caller: Caller, reference: str, organization_id: str | None) -> Client:
    """Return whose client this is; an admin names the organization, nobody else names another one."""
    own = caller.organization_id
    if caller.role is Role.ADMIN and organization_id is None:
        raise invalid("/organizationId", "Zeg van welke organisatie.", "Say of which organization.")
    if caller.role is not Role.ADMIN and organization_id not in {None, own}:
        raise ForbiddenError(
            Words("Deze sleutel is van een andere organisatie.", "This key belongs to another organization.")
        )
    return Client(organization_id or own or "", reference)


def export_client(desk: Desk, holdings: Sequence[Holding], client: Client, *, is_whole: bool) -> dict[str, list[Any]]:
    """Give everything that is held about this client, by what it is."""
    note_rights(desk, client)
    ids = find_all(desk, holdings, client)
    return {each.name: each.show(desk, ids, is_whole=is_whole) for each in holdings if each.show is not None}


def note_rights(desk: Desk, client: Client) -> None:
    """Note that a client's rights are served here; who is not known gets no pseudonym by being asked about."""
    notes_of(desk.session).makes_pseudonyms = False
    desk.processes(client, RIGHTS_OF_CLIENTS)


def erase_client(node: Node, holdings: Sequence[Holding], client: Client, deed: Deed) -> Counter[str]:
    """Erase every trace of this client, and count what there was; places that were held are given back.

    SQLite's log is emptied at once; PostgreSQL's files are written anew within minutes, by whichever node is free.
    Raises UnavailableError when the log could not be emptied: then the rows are gone, and asking again empties it.
    """
    erased = Counter[str]()
    with node.database.write() as session:
        desk = Desk.of(node, session, author_id=deed.actor_id)
        note_rights(desk, client)
        # Recorded first: the pseudonym under which that is done goes with everything else.
        record_deed(session, node, deed)
        # All are found before the first is erased: a table is found by its handovers.
        ids = find_all(desk, holdings, client)
        for holding in holdings:
            erased.update(holding.erase(desk, ids))
        if erased.total():
            promise_sweep(session, now=desk.now)
    # After the transaction: the log can only be emptied of what is over.
    if not node.database.empty_log():
        raise UnavailableError(
            Words("Het is gewist, op het logboek na. Probeer het zo weer.", "Erased, but for the log. Retry shortly."),
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    return erased
