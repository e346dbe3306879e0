"""`vonk serve`: answering requests."""

import logging
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

import typer
from uvicorn import Config, Server
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from api.operating.opening import opened
from api.operating.plainly import stop
from api.platform.mail.server import describe_mail
from api.platform.pages.look import StyleSheets
from api.platform.schema import require_current_schema
from api.platform.settings import NodeSettings
from api.platform.status.logs import configure
from api.platform.status.metrics import counting_together
from api.platform.storage.encryption import open_secrets

GRACE_SECONDS = 10
"""A request may wait 5 seconds for a lock, and has its own work to do after that."""
HTTP = "api.platform.web.connections:PunctualHttp"

app = typer.Typer(add_completion=False)
log = logging.getLogger("vonk.node")

PortOption = Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)]
HostOption = Annotated[str, typer.Option(help="The address to listen on.")]
WorkersOption = Annotated[int, typer.Option(help="How many processes answer.", min=1, max=64)]


@dataclass
class Herald:
    """Says, once in each process, that it listens: the server calls this as soon as its port is open, and later on."""

    address: str
    greeting: str = ""
    has_told: bool = False

    async def __call__(self) -> None:
        """Tell the log, and greet who started it by hand."""
        if self.has_told:
            return
        self.has_told = True
        log.info("listening on %s, process %d", self.address, os.getpid())
        if self.greeting:
            typer.echo(self.greeting)


@app.command()
def serve(host: HostOption = "127.0.0.1", port: PortOption = 8000, workers: WorkersOption = 1) -> None:
    """Answer requests; the database has to be there and up to date."""
    listen(host, port, workers)


def listen(host: str, port: int, workers: int, *, greeting: str = "") -> None:
    """Answer requests until asked to stop; the greeting is said once the port answers."""
    with opened() as node:
        require_current_schema(node.database)
        node.database.check_whole()
        open_secrets(node.settings)
        node.part(StyleSheets)
        mail = describe_mail(node.settings)
    require_free_port(host, port)
    if not node.settings[NodeSettings].has_own_address:
        typer.echo("VONK_BASE_URL is not set: links carry the address under which a caller found this node.", err=True)
    typer.echo(mail, err=True)
    _run(
        Config(
            "api.main:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            server_header=False,
            access_log=False,
            log_config=configure(node.settings),
            timeout_graceful_shutdown=GRACE_SECONDS,
            http=HTTP,
            ws="none",
            timeout_worker_healthcheck=60,  # A worker that still loads is not dead.
            callback_notify=Herald(address_of(host, port), greeting),
        )
    )


def _run(config: Config) -> None:
    if config.workers > 1:
        with counting_together():
            Multiprocess(config, sockets=[config.bind_socket()]).run()
        return
    server = Server(config)
    with suppress(KeyboardInterrupt):  # Ctrl-C has stopped it already.
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def address_of(host: str, port: int) -> str:
    """Return the address under which this machine finds it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def require_free_port(host: str, port: int) -> None:
    """Stop with one sentence when this port cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(f"Port {port} on {host} cannot be used ({error.strerror}); choose another, such as PORT={port + 1}.")
