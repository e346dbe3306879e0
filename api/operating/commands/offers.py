"""`vonk import-offers`: a file of offers, taken in by hand."""

from pathlib import Path
from typing import Annotated

import typer

from api.catalogue.imports.actions import Imported, ImportOrder, import_offers
from api.catalogue.imports.vocabulary import FORM_OF_SUFFIX, ImportMode
from api.catalogue.organizations.queries import find_organization_named
from api.operating.opening import OPERATOR, opened
from api.operating.plainly import stop
from api.platform.node import Node
from api.platform.schema import require_current_schema

app = typer.Typer(add_completion=False)
_SHOWN_AT_MOST = 50


@app.command()
def import_offer_file(
    file: Annotated[Path, typer.Argument(help="CSV, .xlsx, .ndjson or Open Referral .json.", exists=True)],
    organization: Annotated[
        str | None, typer.Option(help="Name or id; left out, the file names the organizations itself.")
    ] = None,
    mode: Annotated[ImportMode, typer.Option(help="replace withdraws what the file leaves out.")] = ImportMode.MERGE,
    *,
    dry_run: Annotated[bool, typer.Option(help="Only tell what would happen.")] = False,
    confirm_withdrawals: Annotated[bool, typer.Option(help="Also when more than half is withdrawn.")] = False,
) -> None:
    """Take in a file of offers; a bad row is told by its line and stops no other."""
    form = FORM_OF_SUFFIX.get(file.suffix.lower())
    if form is None:
        stop(f"{file} has to end in one of {', '.join(FORM_OF_SUFFIX)}.")
    if organization is None and mode is ImportMode.REPLACE:
        stop("Only one organization at a time can be replaced: say which with --organization.")
    with opened() as node:
        require_current_schema(node.database)
        whose = None if organization is None else _find(node, organization)
        order = ImportOrder(whose, mode, is_dry_run=dry_run, confirms_withdrawals=confirm_withdrawals)
        with typer.progressbar(length=0, label="Rows") as bar:
            imported = import_offers(
                node, file, form, order, author_id=OPERATOR, watch=lambda so_far: bar.update(so_far.rows - bar.pos)
            )
    _tell(imported)


def _find(node: Node, organization: str) -> str:
    with node.database.read() as session:
        found = find_organization_named(session, organization)
    if found is None:
        stop(f"There is no organization called {organization}.")
    return found.id


def _tell(imported: Imported) -> None:
    typer.echo(
        f"{imported.rows} rows: {imported.created} created, {imported.updated} updated, {imported.unchanged} unchanged,"
        f" {imported.failed} failed; {imported.withdrawn} withdrawn."
    )
    for line, remark in [*imported.errors, *imported.notices][:_SHOWN_AT_MOST]:
        meant = f" ({remark.suggestion}?)" if remark.suggestion else ""
        typer.echo(f"Line {line} {remark.field}: {remark.detail.en}{meant}", err=True)
    if imported.unread_columns:
        typer.echo(f"Not read: {', '.join(imported.unread_columns)}", err=True)
