"""`vonk seed`: offers to try with."""

import typer

from api.operating.opening import opened
from api.operating.seeding import seed as seed_database
from api.platform.schema import require_current_schema

app = typer.Typer(add_completion=False)


@app.command()
def seed() -> None:
    """Load the demonstration offers into an empty database."""
    with opened() as node:
        require_current_schema(node.database)
        number = seed_database(node)
    typer.echo(f"{number} offers loaded." if number else "The database is not empty; nothing was loaded.")
