"""`vonk export` and `vonk erase`: the rights of a client, by an operator's hand."""

from typing import Annotated

import orjson
import typer
from sqlmodel import Session

from api.catalogue.organizations.queries import find_organization_named
from api.operating.opening import OPERATOR, opened
from api.platform.requests.desk import Desk
from api.platform.schema import require_current_schema
from api.platform.storage.database import DatabaseError
from api.rights.actions import Client, erase_client, export_client

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
            told = export_client(desk, client, with_introduction=True)
    typer.echo(orjson.dumps(told.model_dump(mode="json", by_alias=True), option=orjson.OPT_INDENT_2).decode())


@app.command()
def erase(organization: OrganizationOption, reference: ReferenceOption) -> None:
    """Erase every trace of one client."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            client = _find_client(session, organization, reference)
        forgotten = erase_client(node, client, author_id=OPERATOR)
    typer.echo(f"{forgotten.handovers} handovers erased, with every trace of them.")
    if forgotten.handovers and not node.database.is_sqlite:
        typer.echo("A node writes the files of the database anew within minutes; see docs/operations.md for its log.")


def _find_client(session: Session, organization: str, reference: str) -> Client:
    found = find_organization_named(session, organization)
    if found is None:
        raise DatabaseError(f"There is no organization ‘{organization}’.")
    return Client(found.id, reference)
