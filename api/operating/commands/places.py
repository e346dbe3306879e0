"""`vonk import-places`: where postcodes lie."""

from pathlib import Path
from typing import Annotated

import typer

from api.catalogue.offers.actions import relocate_offers
from api.catalogue.places.actions import import_places
from api.catalogue.places.files import read_place_file
from api.operating.opening import OPERATOR, opened
from api.platform.requests.desk import Desk
from api.platform.schema import require_current_schema

app = typer.Typer(add_completion=False)


@app.command()
def import_place_file(file: Annotated[Path, typer.Argument(help="GeoNames NL.txt, CSV or CBS GeoPackage.")]) -> None:
    """Read where postcodes lie, and give offers their position again."""
    found = read_place_file(file)
    with opened() as node:
        require_current_schema(node.database)
        with node.database.write() as session:
            report = import_places(session, found.rows)
            moved = relocate_offers(Desk.of(node, session, author_id=OPERATOR))
    typer.echo(f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged; {moved} offers moved.")
    for skipped in found.skipped:
        typer.echo(f"Skipped line {skipped.line}: {skipped.reason}", err=True)
