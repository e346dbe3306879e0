"""`vonk export` and `vonk erase`: the rights of a client, by an operator's hand."""

from typing import Annotated

import orjson
import typer
from sqlmodel import Session

from api.catalogue.organizations.queries import find_organization_named
from api.features import FEATURES
from api.operating.opening import OPERATOR, opened
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.desk import Desk
from api.platform.schema import require_current_schema
from api.platform.storage.holdings import Client
from api.platform.storage.outages import DatabaseError
from api.rights.actions import erase_client, export_client, note_rights

app = typer.Typer(add_completion=False)
OrganizationOption = Annotated[str, typer.Option(help="Name or id of the organization that hands over.")]
ReferenceOption = Annotated[str, typer.Option(help="The reference that this organization gave the client.")]


@app.command()
def export(organization: OrganizationOption, reference: ReferenceOption) -> None:
    """Print, as JSON, all that is held about one client."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            desk = Desk.of(node, session, author_id=OPERATOR)
            client = _find_client(session, organization, reference)
            # Whoever runs this command holds the database and its keys already.
            held = export_client(desk, FEATURES.holdings, client, is_whole=True)
        with node.database.write() as writing:
            note_rights(Desk.of(node, writing, author_id=OPERATOR), client)
            record_deed(writing, node, Deed("vonk export", OPERATOR))
    told = {name: [each.model_dump(mode="json", by_alias=True) for each in items] for name, items in held.items()}
    head = {"organizationId": client.organization_id, "clientReference": client.reference}
    typer.echo(orjson.dumps(head | told, option=orjson.OPT_INDENT_2).decode())


@app.command()
def erase(organization: OrganizationOption, reference: ReferenceOption) -> None:
    """Erase every trace of one client."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            client = _find_client(session, organization, reference)
        erased = erase_client(node, FEATURES.holdings, client, Deed("vonk erase", OPERATOR))
    typer.echo(f"{erased['handovers']} handovers erased, with every trace of them.")
    if erased.total() and not node.database.is_sqlite:
        typer.echo("A node writes the files of the database anew within minutes; see docs/operations.md for its log.")


def _find_client(session: Session, organization: str, reference: str) -> Client:
    found = find_organization_named(session, organization)
    if found is None:
        raise DatabaseError(f"There is no organization ‘{organization}’.")
    return Client(found.id, reference)
