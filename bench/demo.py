"""What `make run` serves, from a database of its own, for as long as it is asked."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.operating.demo import prepare
from api.operating.opening import opened
from api.platform.schema import migrate
from api.platform.security.roles import Role
from bench.serving import serve_vonk, serving


@contextmanager
def serving_demo(**settings: str) -> Iterator[tuple[str, dict[Role, str]]]:
    """Yield the address of a demo and a key for each role."""
    with tempfile.TemporaryDirectory(prefix="vonk-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        os.environ |= {
            "VONK_DATA_DIR": folder,
            "VONK_DATABASE_URL": url,
            "VONK_BASE_URL": "http://127.0.0.1",
        } | settings
        with opened() as node:
            migrate(node.database)
            keys = prepare(node)
        with serving(serve_vonk, url) as port:
            yield f"http://127.0.0.1:{port}", keys
