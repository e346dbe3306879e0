"""Emptying the log of the embedded database, beside others that read and write."""

import threading
from pathlib import Path

import pytest
from sqlmodel import text

from api.platform.schema import migrate
from api.platform.storage import database as storage
from api.platform.storage.database import Database
from tests.waiting import ONLY_A_HANG_SECONDS


def write(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE sequences SET value = value + 1"))


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(storage, "BUSY_TIMEOUT_SECONDS", ONLY_A_HANG_SECONDS)
    database = Database(f"sqlite:///{tmp_path / 'vonk.db'}")
    migrate(database)
    return database


def test_who_reads_can_write_about_it_while_the_log_is_emptied(patient: Database) -> None:
    emptied = list[bool]()
    emptying = threading.Thread(target=lambda: emptied.append(patient.empty_log()))
    with patient.read() as reading:
        reading.execute(text("SELECT value FROM sequences")).all()
        write(patient)  # From here on the log holds more than the reader sees: it cannot be emptied.
        emptying.start()
        for _ in range(5):
            write(patient)
    emptying.join()
    patient.close()
    assert emptied == [True]
