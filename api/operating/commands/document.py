"""`vonk openapi` and `vonk register`: what is written from the declarations, for `make openapi` and `make register`."""

import typer

from api.features import FEATURES
from api.main import create_v1
from api.platform.audit.register import render_register
from api.platform.settings import Settings
from api.platform.web.openapi import lay_out

app = typer.Typer(add_completion=False)


@app.command()
def register() -> None:
    """Print docs/processing-activities.md."""
    typer.echo(render_register(FEATURES.activities), nl=False)


@app.command()
def openapi() -> None:
    """Print /v1/openapi.json."""
    typer.echo(lay_out(create_v1(Settings()).openapi()))
