"""`vonk match-city`: everyone in a file gets the offer that is best for all together."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from api.matches.city.actions import City, match_city
from api.matches.city.candidates import ClientOptions
from api.matches.city.files import read_clients, require_folder, write_placements
from api.operating.opening import opened
from api.platform.schema import require_current_schema
from matching.vocabulary import Language

INTERRUPTED: Final = 130

app = typer.Typer(add_completion=False)


@app.command()
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

        def follow(ranking: Iterator[ClientOptions]) -> Iterator[ClientOptions]:
            with typer.progressbar(ranking, length=len(clients), label="Ranking", file=sys.stderr) as progress:
                yield from progress

        with opened() as node:
            require_current_schema(node.database)
            today = node.clock.today()
            city = City(node.database, node.settings, today, language, processes or os.cpu_count() or 1)
            placements, report = match_city(city, clients, follow)
        write_placements(placements, output)
    for line in report.lines():
        typer.echo(line, err=True)


@contextmanager
def _stopped_by_ctrl_c(sentence: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"vonk: {sentence}", err=True)
        raise typer.Exit(INTERRUPTED) from None
