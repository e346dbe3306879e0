"""The first hour works as it is told: its blocks, pasted one after another, on PostgreSQL with mail and an issuer."""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from tests.conftest import REQUIRE_EVERYTHING, skipped_without_postgres
from tests.house.tree import ROOT, shell_lines
from tests.postgres import USER, find_binaries, postgres_server
from tests.waiting import ONLY_A_HANG_SECONDS

HOUR = Path("docs/first-hour.md")
FOLDER = "data/first-hour"
PORTS = ("8001", "8002", "9001", "1025")
# Below those that the system gives to whoever calls out, one of which could take ours before its server has started.
PORTS_TO_CHOOSE_FROM = (15000, 32000)
DATABASE = "@127.0.0.1:5432/vonk"
SUPERUSER = "postgres"
# Only an administrator installs packages; who is `postgres` on the machine is here whoever owns the test's own server.
SUDO = """#!/bin/sh
[ "$1" = apt ] && exit 0
shift 2
PATH={binaries}:$PATH PGHOST={folder} PGUSER={superuser} exec "$@"
"""


def run(script: str, folder: Path, path: str) -> tuple[int | None, str]:
    """How it ended, and all that it said; nothing that it started goes on."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("VONK_", "PG"))}
    told = folder / "told"
    with told.open("wb") as output:
        shell = subprocess.Popen(  # noqa: S603 - our own document
            ["bash", "-e", "-o", "pipefail", "-c", script],  # noqa: S607 - the shell of who follows it
            cwd=ROOT,
            env=clean | {"PATH": path},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):
            shell.wait(3 * ONLY_A_HANG_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)  # Where it stopped half-way, nodes and servers still run.
    logs = [told, *sorted(folder.glob("hour/*.log"))]  # Cleared away when all went well.
    return shell.poll(), "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


def unused_ports(count: int) -> list[int]:
    """Ports on which nobody listens and that nobody is given."""
    first, end = PORTS_TO_CHOOSE_FROM
    found: list[int] = []
    with ExitStack() as held:
        while len(found) < count:
            port = first + secrets.randbelow(end - first)
            probe = held.enter_context(socket.socket())
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(port)
    return found


@pytest.fixture
def cluster() -> Iterator[Path]:
    """The folder with the socket of a PostgreSQL as it is just after installing: only `postgres` is there."""
    with skipped_without_postgres(), postgres_server() as server:
        make = f"CREATE ROLE {SUPERUSER} SUPERUSER LOGIN"
        for user, statement in ((USER, make), (SUPERUSER, f"ALTER ROLE {USER} RENAME TO made_the_cluster")):
            with psycopg.connect(host=str(server.folder), user=user, dbname="postgres", autocommit=True) as known:
                known.execute(statement.encode())
        yield server.folder


@pytest.fixture
def script(cluster: Path, tmp_path: Path) -> str:
    """What the document asks to paste, with ports, a folder and a database that are the test's own."""
    told = "\n".join(shell_lines(HOUR))
    own = {DATABASE: f"@/vonk?host={cluster}", f"$PWD/{FOLDER}": FOLDER, FOLDER: str(tmp_path / "hour")}
    for written, instead in own.items():
        assert written in told
        told = told.replace(written, instead)
    for port, chosen in zip(PORTS, unused_ports(len(PORTS)), strict=True):
        told, times = re.subn(rf"\b{port}\b", str(chosen), told)
        assert times > 0
    return told


@pytest.fixture
def path(script: str, cluster: Path, tmp_path: Path) -> str:
    """A PATH on which `sudo` leads to the PostgreSQL of the test, where the tools of the hour can be had."""
    if lacking := [tool for tool in ("jq", "curl", "openssl") if shutil.which(tool) is None]:
        (pytest.fail if os.environ.get(REQUIRE_EVERYTHING) else pytest.skip)(f"{', '.join(lacking)} is not installed")
    for package, command in re.findall(r"--from (\S+) (\S+)", script):
        fetch = [ROOT / ".venv/bin/uv", "--system-certs", "tool", "run", "-q", "--from", package, command, "--help"]
        if subprocess.run(fetch, capture_output=True, check=False).returncode:  # noqa: S603 - our own document
            pytest.skip(f"{package} cannot be fetched")
    sudo = tmp_path / "bin" / "sudo"
    sudo.parent.mkdir()
    sudo.write_text(SUDO.format(binaries=find_binaries(), folder=cluster, superuser=SUPERUSER), encoding="utf-8")
    sudo.chmod(0o755)
    return f"{sudo.parent}:{os.environ['PATH']}"


def test_pasted_block_by_block_it_leads_where_it_says(script: str, path: str, tmp_path: Path) -> None:
    ended, told = run(script, tmp_path, path)
    assert ended == 0, told
    assert '"title": "Soep koken voor de straat"' in told
    assert "To: balie@depan.example" in told
    assert re.search(r'"state": "accepted",\n\s+"contactBefore": "20', told)
    assert re.search(r'"seat": "K2",\n\s+"title": "', told)
    assert "ok   The mail server answers, and lets us in." in told
    assert "ok   The issuer of tokens tells its keys." in told
    assert "LOOK" not in told
    assert "DROP ROLE" in told
    assert not (tmp_path / "hour").exists()
