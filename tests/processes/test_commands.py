"""What an operator meets: every command by its exit code and its one sentence."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.operating import cli
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.handovers.arranging import a_request
from tests.processes.server import ROOT, serving, started, vonk
from tests.service import Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"VONK_DATA_DIR": str(tmp_path / "data")}


def test_the_command_line_starts_from_a_shell() -> None:
    command = [sys.executable, "-m", "api.operating.cli", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=ONLY_A_HANG_SECONDS, check=False)  # noqa: S603 - our own command
    assert (done.returncode, "serve" in done.stdout, done.stderr) == (0, True, "")


def test_help_imports_none_of_the_service_and_tells_each_command_in_its_own_words() -> None:
    ask = "import sys, api.operating.cli as cli; cli.app(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    modules = set(done.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert modules & {"fastapi", "sqlalchemy", "numpy", "pydantic", "uvicorn", "api.main", "matching"} == set()
    for name, listed in cli.COMMANDS.items():
        assert (f"\n  {name} " in done.stdout) is not listed.is_hidden
        assert cli.Commands().get_command(None, name).help.split("\n")[0] == listed.summary


def test_a_server_that_is_asked_to_stop_stops(data: dict[str, str]) -> None:
    assert vonk("migrate", **data).returncode == 0
    with serving(f"sqlite:///{data['VONK_DATA_DIR']}/vonk.db") as (_, server):
        server.terminate()
        server.join(ONLY_A_HANG_SECONDS)
        assert server.exitcode == -signal.SIGTERM


@pytest.mark.parametrize(("command", "is_told"), [("serve", False), ("demo", True)])
def test_a_link_opens_where_it_was_made_and_serve_says_so(
    data: dict[str, str], tmp_path: Path, command: str, *, is_told: bool
) -> None:
    assert vonk("migrate", **data).returncode == 0
    url = f"sqlite:///{data['VONK_DATA_DIR']}/vonk.db"
    with (
        started([command], data, tmp_path) as (address, _),
        httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as http,
    ):
        database = Database(url)
        partner, coach = (make_actor(httpx.AsyncClient(), database, role, "P") for role in (Role.PARTNER, Role.COACH))
        database.close()

        def post(actor: Actor, path: str, body: Any = None) -> dict[str, Any]:
            told: dict[str, Any] = http.post(
                f"/v1{path}", json=body, headers={"Authorization": f"Bearer {actor.key}"}
            ).json()
            return told

        handover = post(coach, "/handovers", a_request(post(partner, "/offers", an_offer())["id"]))
        link = post(coach, f"/handovers/{handover['id']}/reply-links")["url"]
        assert link.startswith(f"{address}/reply/")
        assert "Wil jij kennismaken?" in http.get(link).text
        servers = http.get("/v1/openapi.json").json()["servers"]
    assert (servers[0]["url"] == f"{address}/v1") is is_told
    assert ("VONK_BASE_URL is not set" in (tmp_path / "err").read_text()) is not is_told


def test_serve_on_an_empty_database_says_to_migrate(data: dict[str, str]) -> None:
    done = vonk("serve", **data)
    assert (done.returncode, done.stderr) == (1, "vonk: The database is empty; run ‘vonk migrate’ first.\n")


def test_serve_on_a_newer_database_says_to_install_a_newer_vonk(data: dict[str, str]) -> None:
    assert vonk("migrate", **data).returncode == 0
    with sqlite3.connect(Path(data["VONK_DATA_DIR"]) / "vonk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in ("serve", "migrate"):
        done = vonk(command, **data)
        assert done.returncode == 1
        assert "newer than this Vonk" in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["serve", "migrate", "seed", "doctor"])
def test_a_database_that_is_at_two_revisions_at_once_is_one_sentence(
    command: str, sqlite_template: Path, data: dict[str, str]
) -> None:
    folder = Path(data["VONK_DATA_DIR"])
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "vonk.db")
    with sqlite3.connect(folder / "vonk.db") as connection:
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    done = vonk(command, **data)
    assert done.returncode == 1
    assert re.search(r"at 0001 and \d{4} at once", done.stdout + done.stderr)
    assert len((done.stdout + done.stderr).splitlines()) == 1


def test_serve_on_a_taken_port_says_so(data: dict[str, str]) -> None:
    assert vonk("migrate", **data).returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = vonk("serve", "--port", str(taken.getsockname()[1]), **data)
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////proc/nowhere/vonk.db", "cannot be made"),
        ("postgresql://vonk:hushhush@127.0.0.1:1/vonk", "cannot be opened"),  # pragma: allowlist secret
        ("nonsense", "not an address"),
    ],
)
def test_a_database_that_cannot_be_had_is_one_sentence_without_a_password(url: str, sentence: str) -> None:
    done = vonk("migrate", VONK_DATABASE_URL=url)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "hushhush" not in done.stderr


@pytest.mark.parametrize("command", ["serve", "migrate", "doctor"])
def test_a_file_that_is_no_database_is_one_sentence(command: str, tmp_path: Path) -> None:
    (tmp_path / "vonk.db").write_bytes(bytes(range(256)) * 40)
    done = vonk(command, VONK_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "file is not a database" in done.stdout + done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == 1


@pytest.mark.parametrize("command", ["serve", "seed", "doctor"])
def test_a_database_with_a_damaged_page_is_one_sentence(
    command: str, sqlite_template: Path, data: dict[str, str]
) -> None:
    folder = Path(data["VONK_DATA_DIR"])
    folder.mkdir()
    file = folder / "vonk.db"
    shutil.copy(sqlite_template, file)
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'organizations'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as pages:
        pages.seek((page - 1) * size)
        pages.write(b"\xa5" * size)
    done = vonk(command, **data)
    assert done.returncode == 1
    assert "damaged" in done.stdout + done.stderr or "malformed" in done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == 1


def test_a_folder_for_a_database_is_one_sentence(tmp_path: Path) -> None:
    done = vonk("migrate", VONK_DATABASE_URL=f"sqlite:///{tmp_path}")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot be opened" in done.stderr


def test_serve_without_its_secret_keys_is_one_sentence(sqlite_template: Path, data: dict[str, str]) -> None:
    folder = Path(data["VONK_DATA_DIR"])
    (folder / "secret_keys").mkdir(parents=True)
    shutil.copy(sqlite_template, folder / "vonk.db")
    done = vonk("serve", **data)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "secret keys" in done.stderr


def test_the_seed_is_loaded_once_and_the_doctor_is_content(data: dict[str, str]) -> None:
    assert vonk("migrate", **data).returncode == 0
    assert vonk("doctor", **data).returncode == 1
    assert "offers loaded" in vonk("seed", **data).stdout
    assert "nothing was loaded" in vonk("seed", **data).stdout
    key = vonk("keys", "create", "--role", "coach", "--organization", "Coaches", "--name", "test", **data)
    assert key.stdout.startswith("vonk_")
    assert len(key.stdout.splitlines()) == 1
    examined = vonk("doctor", **data)
    assert examined.returncode == 0, examined.stdout
    listed = vonk("keys", "list", **data).stdout
    assert key.stdout.strip() not in listed
    assert vonk("keys", "revoke", listed.split()[0], **data).returncode == 0
    assert "revoked" in vonk("keys", "list", **data).stdout


def test_a_partners_organization_has_to_be_there(data: dict[str, str]) -> None:
    vonk("migrate", **data)
    done = vonk("keys", "create", "--role", "partner", "--organization", "Nergens", "--name", "test", **data)
    assert done.returncode == 1
    assert done.stderr == "vonk: There is no organization ‘Nergens’; add it first.\n"


@pytest.mark.parametrize("name", ["", "  ", "a\tb", "x" * 1000])
def test_what_no_organization_can_be_called_is_told(data: dict[str, str], name: str) -> None:
    vonk("migrate", **data)
    done = vonk("keys", "create", "--role", "coach", "--organization", name, "--name", "test", **data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--organization" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("role", ["coach", "host"])
def test_an_organization_that_was_not_there_is_made_and_told_with_the_names_that_look_like_it(
    data: dict[str, str], role: str
) -> None:
    vonk("migrate", **data)
    made, again, wrong = (
        vonk("keys", "create", "--role", role, "--organization", name, "--name", "test", **data)
        for name in ("Coaches Zuid", "Coaches Zuid", "Coahces Zuid")
    )
    assert made.stderr == "vonk: There was no organization ‘Coaches Zuid’; it was made just now.\n"
    assert again.stderr == ""
    told = "vonk: There was no organization ‘Coahces Zuid’; it was made just now. Did you mean ‘Coaches Zuid’? "
    assert wrong.stderr == told + "Then revoke this key and make another.\n"
    assert all(each.returncode == 0 and len(each.stdout.splitlines()) == 1 for each in (made, again, wrong))


def test_an_id_that_nobody_has_makes_no_organization_of_that_name(data: dict[str, str]) -> None:
    vonk("migrate", **data)
    nobody = "01990000-0000-7000-8000-000000000000"
    done = vonk("keys", "create", "--role", "coach", "--organization", nobody, "--name", "test", **data)
    told = f"vonk: There is no organization with the id {nobody}.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


@pytest.mark.parametrize("name", ["", "x" * 101, "two\nlines", os.fsdecode(b"\xff"), "111/222/333"])
def test_a_key_has_a_name_that_can_be_read(data: dict[str, str], name: str) -> None:
    done = vonk("keys", "create", "--role", "admin", "--name", name, **data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--name" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_wrong_on_the_command_line_is_told_without_words_meant_for_the_wire(data: dict[str, str]) -> None:
    vonk("migrate", **data)
    done = vonk("keys", "create", "--role", "coach", "--name", "test", **data)
    told = "vonk: A key for a partner, coach or host belongs to an organization; another key does not.\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_places_are_imported_and_a_broken_file_names_its_line(data: dict[str, str], tmp_path: Path) -> None:
    vonk("migrate", **data)
    good, broken = tmp_path / "good.csv", tmp_path / "broken.csv"
    good.write_text("postcode,lat,lon\n3074AB,51.897,4.512\n3074,51.9,4.51\n")
    broken.write_text("postcode,lat,lon\n3074AB,51.897,4.512\n3075,noord,4.51\n")
    assert vonk("import-places", str(good), **data).stdout.startswith("2 added")
    done = vonk("import-places", str(broken), **data)
    assert done.returncode == 1
    assert "broken.csv" in done.stderr
    assert "3" in done.stderr
