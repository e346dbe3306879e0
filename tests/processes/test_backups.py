"""A copy of the database, made while a server takes writes, and put back."""

import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.platform.schema import require_current_schema
from api.platform.security.roles import Role
from api.platform.storage.copying import BEFORE
from api.platform.storage.database import Database
from tests.handovers.arranging import a_request
from tests.postgres import find_binaries
from tests.processes.server import serving, vonk
from tests.service import SECRET_KEYS, Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

MOST_TRIES = 50
MESSAGE = "Zij komt graag op de fiets."


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """The database of an operator, empty and up to date."""
    return Path(shutil.copy(sqlite_template, tmp_path / "vonk.db"))


def run(command: str, copy: Path, file: Path) -> tuple[int | None, str, str]:
    """How a command ended, and what it said."""
    done = vonk(command, str(copy), VONK_DATABASE_URL=f"sqlite:///{file}", VONK_SECRET_KEYS=SECRET_KEYS)
    return done.returncode, done.stdout, done.stderr


@contextmanager
def someone_on(url: str, role: Role) -> Iterator[Actor]:
    database = Database(url)
    yield make_actor(httpx.AsyncClient(), database, role, f"Huis van {role}")
    database.close()


class Caller:
    """A program that calls a running server."""

    def __init__(self, address: str, actor: Actor) -> None:
        self._address = f"{address}/v1"
        self._headers = {"Authorization": f"Bearer {actor.key}"}

    def post(self, path: str, body: Any) -> dict[str, Any]:
        answer = httpx.post(self._address + path, json=body, headers=self._headers, timeout=ONLY_A_HANG_SECONDS)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self._address + path, headers=self._headers, timeout=ONLY_A_HANG_SECONDS)


@contextmanager
def writing_all_the_time(caller: Caller) -> Iterator[list[str]]:
    """The ids of offers as they are written, one after the other."""
    made: list[str] = []
    is_over, has_begun = threading.Event(), threading.Event()

    def write() -> None:
        while not is_over.is_set():
            made.append(caller.post("/offers", an_offer(title=f"Nummer {len(made)}"))["id"])
            has_begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert has_begun.wait(ONLY_A_HANG_SECONDS)
    try:
        yield made
    finally:
        is_over.set()
        writer.join()


def offers_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {row[0] for row in opened.execute("SELECT id FROM offers")}


def test_a_copy_made_under_writes_is_whole_and_a_restored_one_serves(file: Path, tmp_path: Path) -> None:
    url, copy, aside = f"sqlite:///{file}", tmp_path / "copy.db", file.with_name(file.name + BEFORE)
    with someone_on(url, Role.PARTNER) as partner, someone_on(url, Role.COACH) as coach:
        pass
    with serving(url) as (address, _):
        offers, handovers = Caller(address, partner), Caller(address, coach)
        first = offers.post("/offers", an_offer())["id"]
        asked = handovers.post("/handovers", a_request(first, message=MESSAGE))["id"]
        with writing_all_the_time(offers) as made:
            # On a busy machine a small copy can be ready between two writes: then once more.
            for _ in range(MOST_TRIES):
                copy.unlink(missing_ok=True)
                before = {first, *made}
                done = run("backup", copy, file)
                meanwhile = len(made) + 1 - len(before)
                if meanwhile:
                    break
        assert done == (
            0,
            f"{copy} holds the whole database. The secret keys are not in it: keep a copy of those elsewhere.\n",
            "",
        )
        assert meanwhile > 0
        assert before <= offers_in(copy) <= {first, *made}
        last = offers.post("/offers", an_offer())["id"]
        assert run("restore", copy, file) == (1, "", "vonk: The database is in use; stop every node first.\n")
        assert offers.get(f"/offers/{last}").status_code == httpx.codes.OK
    for secret in (MESSAGE, SECRET_KEYS):
        assert secret.encode() not in copy.read_bytes()
    code, told, _ = run("restore", copy, file)
    assert (code, str(aside) in told, "The secret keys are not in it" in told) == (0, True, True)
    assert last in offers_in(aside)
    assert offers_in(file) == offers_in(copy)
    with serving(url) as (address, _):
        assert Caller(address, coach).get(f"/handovers/{asked}").json()["message"] == MESSAGE
        offers = Caller(address, partner)
        assert offers.get(f"/offers/{last}").status_code == httpx.codes.NOT_FOUND
        offers.post("/offers", an_offer())


def test_a_copy_is_for_its_own_user_and_never_written_over(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy, file)[0] == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    assert run("backup", copy, file) == (1, "", f"vonk: {copy} is there already; name another file.\n")
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["copy.db", "vonk.db"]


def test_the_files_of_a_new_database_are_for_their_own_user(tmp_path: Path) -> None:
    file, copy = tmp_path / "data" / "vonk.db", tmp_path / "copy.db"
    assert vonk("migrate", VONK_DATA_DIR=str(file.parent)).returncode == 0
    database = Database(f"sqlite:///{file}")
    database.check_whole()
    modes = {each.name: each.stat().st_mode & 0o777 for each in file.parent.glob("vonk.db*") if each.is_file()}
    database.close()
    assert modes == dict.fromkeys(("vonk.db", "vonk.db-wal", "vonk.db-shm"), 0o600)
    assert run("backup", copy, file)[0] == 0
    assert run("restore", copy, file)[0] == 0
    assert file.with_name(file.name + BEFORE).stat().st_mode & 0o777 == 0o600


def test_who_copies_and_who_puts_back_is_in_the_log_that_stays(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy, file)[0] == 0
    assert deeds_in(file) == ["vonk backup"]
    assert run("restore", copy, file)[0] == 0
    assert deeds_in(file) == ["vonk restore"]


def deeds_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        return [row[0] for row in opened.execute("SELECT operation FROM audit_events ORDER BY id")]


def test_what_cannot_be_copied_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    nowhere, copy = tmp_path / "nowhere" / "copy.db", tmp_path / "copy.db"
    assert run("backup", nowhere, file) == (1, "", f"vonk: {nowhere} cannot be written: No such file or directory.\n")
    missing = tmp_path / "missing.db"
    assert run("backup", copy, missing) == (1, "", f"vonk: There is no database at {missing}.\n")
    assert not missing.exists()
    damage(file)
    code, _, told = run("backup", copy, file)
    assert (code, str(file) in told, len(told.splitlines())) == (1, True, 1)
    assert not list(tmp_path.glob("copy*"))


def damage(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        (page,) = opened.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'organizations'").fetchone()
        (size,) = opened.execute("PRAGMA page_size").fetchone()
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as pages:
        pages.seek((page - 1) * size)
        pages.write(b"\xa5" * size)


def become_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")


def become_text(file: Path) -> None:
    file.write_text("Dit is geen database. " * 500)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (damage, "whole database|damaged"),
        (become_newer, "newer than this Vonk"),
        (become_text, "whole database"),
        (Path.unlink, "whole database"),
    ],
)
def test_what_is_not_a_whole_copy_of_this_version_is_refused(
    file: Path, tmp_path: Path, harm: Callable[[Path], None], told: str
) -> None:
    copy = Path(shutil.copy(file, tmp_path / "copy.db"))
    harm(copy)
    untouched = file.read_bytes()
    code, _, sentence = run("restore", copy, file)
    assert (code, len(sentence.splitlines())) == (1, 1)
    assert any(each in sentence for each in told.split("|"))
    assert file.read_bytes() == untouched
    assert not list(tmp_path.glob(f"*{BEFORE}"))


def test_a_restore_mends_a_damaged_database_and_its_log_is_not_read(file: Path, tmp_path: Path) -> None:
    copy, log = tmp_path / "copy.db", file.with_name("vonk.db-wal")
    assert run("backup", copy, file)[0] == 0
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("UPDATE sequences SET value = 86651")
        opened.commit()
        left_behind = log.read_bytes()
    become_text(file)
    log.write_bytes(left_behind)
    assert run("restore", copy, file)[0] == 0
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("SELECT count(*) FROM sequences WHERE value = 86651").fetchone() == (0,)


def test_a_second_restore_does_not_lose_what_the_first_kept_aside(file: Path, tmp_path: Path) -> None:
    copy, aside = tmp_path / "copy.db", file.with_name(file.name + BEFORE)
    assert run("backup", copy, file)[0] == 0
    assert run("restore", copy, file)[0] == 0
    kept = aside.read_bytes()
    assert run("restore", copy, file) == (
        1,
        "",
        f"vonk: {aside} is there already, from an earlier restore; move or delete it first.\n",
    )
    assert aside.read_bytes() == kept


@pytest.mark.parametrize("ending", ["", ".part", ".link"])
def test_the_database_itself_is_no_copy_of_it(file: Path, tmp_path: Path, ending: str) -> None:
    own = tmp_path / f"vonk.db{ending}"
    if ending == ".part":
        shutil.copy(file, own)
    elif ending:
        own.symlink_to(file)
    told = f"vonk: {own} is a file of the database itself; name what `vonk backup` wrote.\n"
    assert run("restore", own, file) == (1, "", told)
    assert run("backup", own, file) == (1, "", f"vonk: {own} is there already; name another file.\n")
    assert (tmp_path / "vonk.db.part").exists() == (ending == ".part")


def test_a_restore_of_an_older_copy_onto_nothing_says_to_migrate(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = '0001'")
    code, told, _ = run("restore", file, tmp_path / "new" / "vonk.db")
    assert (code, "run `vonk migrate`" in told, BEFORE in told) == (0, True, False)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_is_sent_to_its_own_tools(command: str, file: Path) -> None:
    done = vonk(command, str(file), VONK_DATABASE_URL="postgresql://vonk@127.0.0.1:1/vonk")
    told = "This database is PostgreSQL: use pg_dump and pg_restore, as docs/operations.md shows."
    assert (done.returncode, done.stderr) == (1, f"vonk: {told}\n")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_the_guide_says_for_postgresql_gives_a_database_that_serves(database_url: str, tmp_path: Path) -> None:
    binaries, dump = find_binaries(), tmp_path / "vonk.dump"
    if not (binaries / "pg_dump").exists():
        pytest.skip("pg_dump is not there")
    source = database_url.replace("+psycopg", "")
    restored = source.replace("/postgres?", "/vonk_restored?")

    def tool(name: str, *arguments: str) -> None:
        subprocess.run([str(binaries / name), *arguments], check=True, capture_output=True, text=True)  # noqa: S603 - our own command

    with someone_on(database_url, Role.PARTNER) as partner, serving(database_url) as (address, _):
        offer = Caller(address, partner).post("/offers", an_offer())["id"]
        tool("pg_dump", "--format=custom", f"--file={dump}", source)
    tool("createdb", f"--maintenance-db={source}", "vonk_restored")
    try:
        tool("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={restored}", str(dump))
        database = Database(restored.replace("postgresql", "postgresql+psycopg", 1))
        require_current_schema(database)
        database.close()
        with serving(restored) as (address, _):
            assert Caller(address, partner).get(f"/offers/{offer}").status_code == httpx.codes.OK
            Caller(address, partner).post("/offers", an_offer())
    finally:
        tool("dropdb", f"--maintenance-db={source}", "--force", "vonk_restored")
