"""`vonk serve`: answering requests."""

import socket
from typing import Annotated

import typer
import uvicorn

from api.operating.opening import opened
from api.operating.plainly import stop
from api.platform.mail.server import describe_mail
from api.platform.schema import require_current_schema
from api.platform.settings import NodeSettings
from api.platform.storage.encryption import open_secrets

GRACE_SECONDS = 5
HTTP = "api.platform.web.connections:PunctualHttp"

app = typer.Typer(add_completion=False)

PortOption = Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)]
HostOption = Annotated[str, typer.Option(help="The address to listen on.")]
WorkersOption = Annotated[int, typer.Option(help="How many processes answer.", min=1, max=64)]


@app.command()
def serve(host: HostOption = "127.0.0.1", port: PortOption = 8000, workers: WorkersOption = 1) -> None:
    """Answer requests; the database has to be there and up to date."""
    with opened() as node:
        require_current_schema(node.database)
        node.database.check_whole()
        open_secrets(node.settings)
        mail = describe_mail(node.settings)
    require_free_port(host, port)
    if not node.settings[NodeSettings].has_own_address:
        typer.echo("VONK_BASE_URL is not set: links carry the address under which a caller found this node.", err=True)
    typer.echo(mail, err=True)
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


def require_free_port(host: str, port: int) -> None:
    """Stop with one sentence when this port cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(f"Port {port} on {host} cannot be used ({error.strerror}); choose another, such as PORT={port + 1}.")
