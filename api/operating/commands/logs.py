"""`vonk log`: what was recorded, out of the database."""

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer

from api.operating.opening import opened
from api.platform.audit.queries import stream_audit_events, stream_processing
from api.platform.audit.view import show_audit_event, show_processing
from api.platform.schema import require_current_schema

app = typer.Typer(
    help="What was recorded: who did what, and whose data was processed.", no_args_is_help=True, add_completion=False
)


SinceOption = Annotated[
    datetime | None,
    typer.Option(help="Only from this day or moment (UTC) on.", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
]
CsvOption = Annotated[bool, typer.Option("--csv", help="A table instead of JSON Lines.")]


@app.command("audit")
def print_audit(since: SinceOption = None, *, as_csv: CsvOption = False) -> None:
    """Print who did what, oldest first."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            events = stream_audit_events(session, since=_in_utc(since))
            rows = (show_audit_event(each).model_dump(mode="json", by_alias=True) for each in events)
            _print_table(rows) if as_csv else _print(rows)


@app.command("processing")
def print_processing(since: SinceOption = None) -> None:
    """Print every act of processing data of a person (Logboek Dataverwerkingen), oldest first."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            records = stream_processing(session, since=_in_utc(since))
            _print(show_processing(each, node.settings) for each in records)


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _print(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(orjson.dumps(row).decode())


def _print_table(rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow(" ".join(each) if isinstance(each, list) else each for each in row.values())
