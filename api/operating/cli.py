"""The command line `vonk`: serving, and everything that an operator does by hand."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import orjson
import typer
import uvicorn
from sqlmodel import Session

from api.catalogue.offers.actions import relocate_offers
from api.catalogue.organizations.queries import find_organization_named
from api.catalogue.places.actions import import_places
from api.catalogue.places.files import PlaceFileError, read_place_file
from api.main import create_v1
from api.matches.city.actions import City, match_city
from api.matches.city.candidates import Found
from api.matches.city.files import CityFileError, read_clients, require_folder, write_placements
from api.operating import demo as demonstration
from api.operating.doctor import examine
from api.operating.key_commands import keys
from api.operating.opening import opened
from api.operating.seeding import seed as seed_database
from api.platform.requests.desk import Desk
from api.platform.schema import migrate as migrate_schema
from api.platform.schema import require_current_schema
from api.platform.settings import NodeSettings, Settings, SettingsError
from api.platform.storage.database import DatabaseError
from api.platform.storage.encryption import UndecryptableError, open_secrets
from api.platform.web.problems import ProblemError
from api.rights.actions import Client, erase_client, export_client
from matching.vocabulary import Language

OPERATOR = "vonk"
INTERRUPTED = 130
GRACE_SECONDS = 5
HTTP = "api.platform.web.connections:PunctualHttp"

app = typer.Typer(help="Vonk matches people to neighbourhood activities, and explains why.", no_args_is_help=True)
app.add_typer(keys, name="keys")

PortOption = Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)]
HostOption = Annotated[str, typer.Option(help="The address to listen on.")]
WorkersOption = Annotated[int, typer.Option(help="How many processes answer.", min=1, max=64)]

OrganizationOption = Annotated[str, typer.Option(help="Name or id of the organization that hands over.")]
ReferenceOption = Annotated[str, typer.Option(help="The reference that this organization gave the client.")]


def main() -> None:
    """Run a command; what goes wrong is one clear sentence and exit code 1."""
    try:
        app()
    except (CityFileError, DatabaseError, PlaceFileError, SettingsError, UndecryptableError) as error:
        _stop(str(error))
    except ProblemError as error:
        _stop(" ".join(each.detail.en for each in error.errors) or error.detail.en)


@app.command()
def serve(host: HostOption = "127.0.0.1", port: PortOption = 8000, workers: WorkersOption = 1) -> None:
    """Answer requests; the database has to be there and up to date."""
    with opened() as node:
        require_current_schema(node.database)
        node.database.check_whole()
        open_secrets(node.settings)
    _require_free_port(host, port)
    if not node.settings[NodeSettings].has_own_address:
        typer.echo("VONK_BASE_URL is not set: links carry the address under which a caller found this node.", err=True)
    uvicorn.run(
        "api.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        server_header=False,
        access_log=False,
        date_header=True,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
        http=HTTP,
        ws="none",
        timeout_worker_healthcheck=60,  # A worker that still loads is not dead.
    )


@app.command()
def migrate() -> None:
    """Bring the database up to date, or make it."""
    with opened() as node:
        migrate_schema(node.database)
    typer.echo("The database is up to date.")


@app.command()
def seed() -> None:
    """Load the demonstration offers into an empty node.database."""
    with opened() as node:
        require_current_schema(node.database)
        number = seed_database(node)
    typer.echo(f"{number} offers loaded." if number else "The database is not empty; nothing was loaded.")


@app.command("import-places")
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


@app.command("match-city")
def allocate_everyone(
    file: Annotated[Path, typer.Argument(help="JSON Lines: a reference and a client on each line.")],
    output: Annotated[Path | None, typer.Option(help="Where to write it: .csv, or JSON Lines.")] = None,
    language: Annotated[Language, typer.Option(help="The language of the reasons.")] = Language.DUTCH,
    processes: Annotated[int, typer.Option(help="How many processes rank; 0 for one a core.", min=0, max=64)] = 0,
) -> None:
    """Give everyone in a file the offer that is best for all together; nothing is stored."""
    with _stopped_by_ctrl_c("Stopped; no file was written."):
        clients = read_clients(file)
        require_folder(output)

        def follow(found: Iterator[Found]) -> Iterator[Found]:
            with typer.progressbar(found, length=len(clients), label="Ranking", file=sys.stderr) as shown:
                yield from shown

        with opened() as node:
            require_current_schema(node.database)
            today = node.clock.today()
            city = City(node.database, node.settings, today, language, processes or os.cpu_count() or 1)
            placements, report = match_city(city, clients, follow)
        write_placements(placements, output)
    for line in report.lines():
        typer.echo(line, err=True)


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


@app.command()
def doctor() -> None:
    """Look whether everything is there; exit code 1 when something is not right."""
    with opened() as node:
        findings = list(examine(node))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.is_good else 'LOOK'} {finding.text}")
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)


@app.command(hidden=True)
def demo(port: PortOption = 8000, host: HostOption = "127.0.0.1") -> None:
    """Migrate, seed, print keys and a first question, and serve: `make run`."""
    _require_free_port(host, port)
    with opened() as node:
        migrate_schema(node.database)
        demo_keys = demonstration.prepare(node)
    address = f"http://{host}:{port}"
    os.environ.setdefault("VONK_BASE_URL", address)  # Where the server reads its settings.
    typer.echo(demonstration.welcome(demo_keys, address=address))
    serve(host=host, port=port, workers=1)


@app.command(hidden=True)
def openapi() -> None:
    """Print /v1/openapi.json."""
    typer.echo(orjson.dumps(create_v1(Settings()).openapi(), option=orjson.OPT_INDENT_2).decode())


@contextmanager
def _stopped_by_ctrl_c(sentence: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"vonk: {sentence}", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _find_client(session: Session, organization: str, reference: str) -> Client:
    found = find_organization_named(session, organization)
    if found is None:
        raise DatabaseError(f"There is no organization ‘{organization}’.")
    return Client(found.id, reference)


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            _stop(f"Port {port} on {host} cannot be used ({error.strerror}); choose another, such as PORT={port + 1}.")


def _stop(sentence: str) -> None:
    typer.echo(f"vonk: {sentence}", err=True)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
