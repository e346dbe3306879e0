"""`make run`: a database with something in it, keys that work, a first question, and a server."""

import os

import typer

from api.operating import demo as demonstration
from api.operating.commands.serve import HostOption, PortOption, address_of, listen, require_free_port
from api.operating.opening import opened
from api.platform.schema import migrate
from api.platform.security.roles import Role

app = typer.Typer(add_completion=False)


@app.command()
def demo(port: PortOption = 8000, host: HostOption = "127.0.0.1") -> None:
    """Migrate, seed, print keys and a first question, and serve: `make run`."""
    # Before anything is made: a port that is taken would end it after the keys were told.
    require_free_port(host, port)
    with opened() as node:
        migrate(node.database)
        demo_keys = demonstration.prepare(node)
        host_path = demonstration.make_host_path(node)
    address = address_of(host, port)
    os.environ.setdefault("VONK_BASE_URL", address)  # Where the server reads its settings.
    os.environ.setdefault("VONK_TRY_KEY", demo_keys[Role.COACH])  # With which /try asks.
    listen(host, port, 1, greeting=demonstration.welcome(demo_keys, host_path, address=address))
