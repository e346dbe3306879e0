"""Looks whether everything a node needs is there, and says so line by line."""

from collections.abc import Iterator

from sqlmodel import col, func, select

from api.catalogue.offers.tables import Offer
from api.catalogue.places.tables import Place
from api.features import FEATURES
from api.operating.others import examine_issuer, examine_mail_server
from api.operating.surroundings import (
    Finding,
    examine_clock,
    examine_disk,
    examine_keys,
    examine_replica,
    examine_secrets,
    examine_webhooks,
    examine_work,
)
from api.platform.mail.queries import count_mails
from api.platform.mail.server import describe_mail, find_mail_server, has_half_a_mail_server
from api.platform.node import Node
from api.platform.schema import require_current_schema
from api.platform.settings import NodeSettings, Settings, SettingsError
from api.platform.storage.database import Database, show_address
from api.platform.storage.outages import DatabaseError


def examine(node: Node) -> Iterator[Finding]:
    """Yield everything that was found, in the order in which it matters; stops where nothing more can be seen."""
    database, settings = node.database, node.settings
    try:
        require_current_schema(database)
        database.check_whole()
    except DatabaseError as error:
        yield Finding(is_good=False, text=str(error))
        return
    where = show_address(database.engine.url)
    yield Finding(is_good=True, text=f"The database at {where} is there, whole and up to date.")
    yield from _examine_rows(database)
    yield from _examine_surroundings(node)
    if not (database.is_sqlite or settings[NodeSettings].secret_keys):
        yield Finding(
            is_good=False, text="VONK_SECRET_KEYS is not set: each machine makes its own, and cannot read the others'."
        )
    yield from examine_issuer(settings)
    yield from _examine_mail(database, settings)


def _examine_surroundings(node: Node) -> Iterator[Finding]:
    with node.database.read() as session:
        yield from examine_keys(node, session)
        yield from examine_secrets(node, session)
        yield from examine_clock(node, session)
        yield from examine_webhooks(node, session)
        yield from examine_work(node, session, FEATURES)
    yield from examine_disk(node)
    yield from examine_replica(node)


def _examine_mail(database: Database, settings: Settings) -> Iterator[Finding]:
    try:
        yield Finding(is_good=not has_half_a_mail_server(settings), text=describe_mail(settings))
        server = find_mail_server(settings)
    except SettingsError as error:
        yield Finding(is_good=False, text=str(error))
        return
    if server is not None:
        yield examine_mail_server(server)
        if not settings[NodeSettings].has_own_address:
            yield Finding(is_good=False, text="VONK_BASE_URL is not set: the links in mails lead nowhere.")
    with database.read() as session:
        waiting, lost = count_mails(session)
    if server is not None or waiting or lost:
        yield Finding(is_good=not lost, text=f"{waiting} mails are on their way, {lost} bounced or failed.")


def _examine_rows(database: Database) -> Iterator[Finding]:
    with database.read() as session:
        offers = session.exec(select(func.count()).select_from(Offer)).one()
        unplaced = session.exec(select(func.count()).select_from(Offer).where(col(Offer.latitude).is_(None))).one()
        places = session.exec(select(func.count()).select_from(Place)).one()
    yield Finding(is_good=offers > 0, text=f"{offers} offers, {unplaced} of them without a position.")
    yield Finding(is_good=places > 0, text=f"{places} postcodes have a position.")
