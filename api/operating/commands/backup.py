"""`vonk backup` and `vonk restore`: a copy of the embedded database, and back."""

from pathlib import Path
from typing import Annotated

import typer

from api.operating.opening import OPERATOR, opened
from api.platform.node import Node
from api.platform.recording.actions import Deed, record_deed
from api.platform.schema import is_current, require_known
from api.platform.storage.copying import back_up, put_back, read_whole, require_embedded

app = typer.Typer(add_completion=False)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The new file to write.")]) -> None:
    """Copy the embedded database into a new file, while nodes run."""
    with opened() as node:
        _record(node, "vonk backup", back_up(node.database, file))
    typer.echo(f"{file} holds the whole database. The secret keys are not in it: keep a copy of those elsewhere.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="What `vonk backup` wrote.")]) -> None:
    """Put a copy in the place of the embedded database, while no node runs."""
    with opened() as node:
        require_embedded(node.database)
        revisions = read_whole(file)
        require_known(revisions)
        before = put_back(node.database, file)
        _record(node, "vonk restore", revisions)
    typer.echo(f"{file} is in place, with all that it holds.")
    if before:
        typer.echo(f"What was there is kept in {before}; delete it when all is well.")
    if not is_current(revisions):
        typer.echo("It is of an older Vonk: run `vonk migrate` before you start.")
    typer.echo("The secret keys are not in it: start with those of when the copy was made.")
    typer.echo("Erase again who was erased since the copy was made: it holds them still.")


def _record(node: Node, operation: str, revisions: list[str]) -> None:
    # An older database may have no log yet; it is copied before it is migrated.
    if is_current(revisions):
        with node.database.write() as session:
            record_deed(session, node, Deed(operation, OPERATOR))
