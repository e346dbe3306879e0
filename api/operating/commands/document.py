"""`vonk openapi`: the document, for `make openapi`."""

import orjson
import typer

from api.main import create_v1
from api.platform.settings import Settings

app = typer.Typer(add_completion=False)


@app.command()
def openapi() -> None:
    """Print /v1/openapi.json."""
    typer.echo(orjson.dumps(create_v1(Settings()).openapi(), option=orjson.OPT_INDENT_2).decode())
