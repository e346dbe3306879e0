"""`vonk migrate`: bringing the database up to date."""

import typer

from api.operating.opening import opened
from api.platform.mail.server import describe_mail
from api.platform.pages.look import StyleSheets
from api.platform.schema import migrate as migrate_schema

app = typer.Typer(add_completion=False)


@app.command()
def migrate() -> None:
    """Bring the database up to date, or make it."""
    with opened() as node:
        # What a server would not start with stops here, before the database is another.
        describe_mail(node.settings)
        node.part(StyleSheets)
        migrate_schema(node.database)
    typer.echo("The database is up to date.")
