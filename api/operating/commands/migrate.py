"""`vonk migrate`: bringing the database up to date."""

import typer

from api.operating.opening import opened
from api.platform.schema import migrate as migrate_schema

app = typer.Typer(add_completion=False)


@app.command()
def migrate() -> None:
    """Bring the database up to date, or make it."""
    with opened() as node:
        migrate_schema(node.database)
    typer.echo("The database is up to date.")
