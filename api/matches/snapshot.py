"""What a node knows of the catalogue, kept in its data folder: the next start reads only what changed since.

It is never trusted for freshness: a node catches up from its number as from any other. It is thrown away when other
code or settings made it, when it is not signed by this service's own key, and when the database has another history.
"""

import hashlib
import logging
import pickle
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import numpy as np
from sqlmodel import Session, col, select

import api.catalogue.offers
import api.matches
import matching
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.tables import OfferChange
from api.matches.documents import OfferDocument
from api.platform.settings import NodeSettings, Settings
from api.platform.storage.database import Database
from api.platform.storage.encryption import Secrets
from matching import Catalogue, hold_vocabulary

log = logging.getLogger("vonk.snapshot")
WORTH_KEEPING: Final = 500
"""Fewer changes are read sooner than a file of everything is written."""
_PURPOSE: Final = "snapshot of the catalogue"
_SIGNATURE_BYTES: Final = 32


class LastChange(NamedTuple):
    """The last change that a snapshot knows: a database with another history does not have it."""

    sequence: int
    offer_id: str
    changed_at: datetime


class Snapshot(NamedTuple):
    """What a node made of the offers, and up to which number; names of organizations are read at each start."""

    number: int
    last_change: LastChange
    catalogue: Catalogue
    documents: dict[str, OfferDocument]


class SnapshotFile:
    """The file in which this service keeps what it knows of one database."""

    def __init__(self, settings: Settings, secrets: Secrets, *, worth_keeping: int = WORTH_KEEPING) -> None:
        self.worth_keeping = worth_keeping
        own = settings[NodeSettings]
        name = hashlib.sha256(own.resolved_database_url.encode()).hexdigest()[:16]
        self._path = Path(own.data_dir) / f"catalogue-{name}.snapshot"
        self._made_by = (_fingerprint_of_code(), settings[OfferSettings].stale_after_days)
        self._secrets = secrets

    def load(self, database: Database) -> Snapshot | None:
        """Return what was kept, if it is whole, of this code and settings, and of this database; else None."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        signature, kept = content[:_SIGNATURE_BYTES], content[_SIGNATURE_BYTES:]
        # What is not signed by this service is not even read: a pickle can do anything.
        if not self._secrets.is_signed(_PURPOSE, kept, signature):
            return None
        made_by, rest = pickle.loads(kept)  # noqa: S301 # nosec B301 - signed with the service's own key
        if made_by != self._made_by:
            return None
        snapshot: Snapshot = pickle.loads(rest)  # noqa: S301 # nosec B301 - likewise
        # The fingerprint is of these very files, whatever offers the database has.
        hold_vocabulary(snapshot.catalogue.vocabulary)
        return snapshot if _is_history_of(database, snapshot) else None

    def keep(self, snapshot: Snapshot) -> None:
        """Write the file, whole or not at all; a folder that cannot be written costs a slower start, no more."""
        kept = pickle.dumps((self._made_by, pickle.dumps(snapshot, protocol=5)), protocol=5)
        try:
            with TemporaryDirectory(dir=self._path.parent, prefix=".vonk-") as folder:
                unfinished = Path(folder) / self._path.name
                unfinished.touch(mode=0o600)
                unfinished.write_bytes(self._secrets.sign(_PURPOSE, kept) + kept)
                unfinished.replace(self._path)
        except OSError as error:
            log.info("No snapshot of the catalogue can be kept: %s.", error.strerror)


def last_change_up_to(session: Session, number: int) -> LastChange | None:
    """Return the last change of an offer with at most this number; None when there is none."""
    query = select(OfferChange.sequence, OfferChange.offer_id, OfferChange.changed_at)
    upto = query.where(OfferChange.sequence <= number).order_by(col(OfferChange.sequence).desc()).limit(1)
    found = session.exec(upto).first()
    return None if found is None else LastChange(*found)


def _is_history_of(database: Database, snapshot: Snapshot) -> bool:
    with database.read() as session:
        return last_change_up_to(session, snapshot.number) == snapshot.last_change


@cache
def _fingerprint_of_code() -> str:
    """Return what changes with every file that has a say in what a node knows of an offer."""
    digest = hashlib.sha256(f"{sys.version} {np.__version__}".encode())
    for package in (matching, api.catalogue.offers, api.matches):
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*")):
                if file.is_file() and file.suffix != ".pyc":
                    digest.update(f"{file.name} {file.stat().st_size}".encode())
                    digest.update(file.read_bytes())
    return digest.hexdigest()
