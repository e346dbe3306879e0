"""`vonk openapi`: the document, for `make openapi`."""

import typer

from api.main import create_v1
from api.platform.settings import Settings
from api.platform.web.openapi import lay_out

app = typer.Typer(add_completion=False)


@app.command()
def openapi() -> None:
    """Print /v1/openapi.json."""
    typer.echo(lay_out(create_v1(Settings()).openapi()))
