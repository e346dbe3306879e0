"""`vonk table-link`: an address at which a host makes and leads matching tables in a browser."""

from typing import Annotated

import typer

from api.catalogue.organizations.actions import find_or_create_organization
from api.matching_tables.hosting.links import create_host_link
from api.operating.opening import OPERATOR, opened
from api.platform.requests.desk import Desk
from api.platform.schema import require_current_schema
from api.platform.settings import NodeSettings

app = typer.Typer(add_completion=False)


@app.command()
def table_link(
    organization: Annotated[str, typer.Option(help="Name or id of the organization that leads the tables.")],
    days: Annotated[int, typer.Option(help="How long it works.", min=1, max=366)] = 31,
) -> None:
    """Print an address at which a host makes and leads matching tables in a browser.

    Alone on its line; whoever has it makes and leads the tables of this organization.
    """
    with opened() as node:
        require_current_schema(node.database)
        with node.database.write() as session:
            desk = Desk.of(node, session, author_id=OPERATOR)
            owner = find_or_create_organization(session, organization, now=desk.now)
            path = create_host_link(desk, owner.id, days=days)
    typer.echo(f"{node.settings[NodeSettings].base_url.rstrip('/')}{path}")
    typer.echo("vonk: it ends like any key; see `vonk keys list` and `vonk keys revoke`.", err=True)
