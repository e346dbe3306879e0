"""What the doctor sees around a node: its clock, its disk, what ends soon, and who does not answer."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlmodel import Session, col, func, select

from api.catalogue.offers.tables import OfferChange
from api.handovers.tables import Handover
from api.matches.watches.tables import Watch
from api.platform.feature import Features
from api.platform.node import Node
from api.platform.security.tables import ApiKey
from api.platform.settings import NodeSettings, SettingsError
from api.platform.storage.database import Database
from api.platform.storage.encryption import UndecryptableError
from api.platform.storage.replica import Standing
from api.platform.webhooks.settings import WebhookSettings
from api.platform.webhooks.tables import WebhookEndpoint

CLOCKS_DIFFER_BY: Final = timedelta(seconds=30)
"""By as much as tokens of an issuer may differ; receivers of webhooks mostly allow five minutes."""
ENDS_WITHIN: Final = timedelta(days=30)
"""Whoever has to ask a supplier for a new key in it wants a month."""
SPARE_BYTES: Final = 500_000_000
"""Beside room for the database once more, which a migration or a backup takes: logs and snapshots of some weeks."""
MOST_NAMED: Final = 5
_SEALED: Final[Any] = (
    (WebhookEndpoint, WebhookEndpoint.encrypted_secret),
    (Handover, Handover.sealed_message),
    (Watch, Watch.sealed_profile),
)
"""What stays long enough to have been encrypted with a key of before."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    is_good: bool
    text: str


def fine(text: str) -> Finding:
    """Tell of something that is as it should be."""
    return Finding(is_good=True, text=text)


def amiss(text: str) -> Finding:
    """Tell of something that needs a look."""
    return Finding(is_good=False, text=text)


def examine_secrets(node: Node, session: Session) -> Iterator[Finding]:
    """Yield whether the secret keys open what was encrypted first and last; nothing while nothing is encrypted."""
    found = [
        sealed
        for kind, column in _SEALED
        for order in (col(kind.id), col(kind.id).desc())
        if (sealed := session.exec(select(column).where(col(column).is_not(None)).order_by(order).limit(1)).first())
    ]
    if not found:
        return
    try:
        for sealed in found:
            node.secrets.decrypt(sealed)
    except (SettingsError, UndecryptableError) as error:
        yield amiss(f"{error} Put the keys of then behind the first; without them it cannot be read again.")
    else:
        yield fine("The secret keys open what was encrypted first and last.")


def examine_clock(node: Node, session: Session) -> Iterator[Finding]:
    """Yield what is wrong with the clock, or that nothing is."""
    if node.settings[NodeSettings].clock_offset_days:
        yield amiss(f"The clock is moved by {node.settings[NodeSettings].clock_offset_days} days.")
        return
    now = datetime.now(UTC)
    if not node.database.is_sqlite:
        ahead = now - session.exec(select(func.clock_timestamp())).one()
        if abs(ahead) > CLOCKS_DIFFER_BY:
            seconds = round(ahead.total_seconds())
            yield amiss(f"The clock of this machine and the database's differ by {abs(seconds)} seconds.")
            return
    newest = session.exec(select(func.max(OfferChange.changed_at))).one()
    if newest is not None and newest > now + CLOCKS_DIFFER_BY:
        yield amiss("Offers were changed later than it is now: the clock was set back, or stood ahead.")
    else:
        yield fine("The clock is past everything that was written.")


def examine_disk(node: Node) -> Iterator[Finding]:
    """Yield whether the database could be written once more where it, or the node's own data, stands."""
    for folder, needed in _folders(node.settings[NodeSettings].data_dir, node.database):
        if not folder.is_dir():
            continue
        free = shutil.disk_usage(folder).free
        is_writable = os.access(folder, os.W_OK)
        text = f"{free // 1_000_000} MB are free in {folder}"
        if not is_writable:
            yield amiss(f"{text}, and nothing can be written there.")
        elif free < needed:
            yield amiss(f"{text}; have {needed // 1_000_000} MB for a backup or a migration.")
        else:
            yield fine(f"{text}.")


def examine_replica(node: Node) -> Iterator[Finding]:
    """Yield how a replica is doing, where there is one."""
    if node.replica is None:
        return
    # Who comes in from outside knows nothing of before, so it gets as long as it may be behind.
    standing = node.replica.look(patience_seconds=node.replica.most_behind_seconds)
    if standing is Standing.KEEPS_UP:
        yield fine("The replica keeps up.")
    else:
        yield amiss(f"The replica {standing}, so the primary answers in its place.")


def examine_keys(node: Node, session: Session) -> Iterator[Finding]:
    """Yield how many keys open something, and which of them end soon."""
    now = node.clock.now()
    open_keys = [key for key in session.exec(select(ApiKey).order_by(col(ApiKey.expires_at))) if key.opens(now)]
    yield Finding(is_good=bool(open_keys), text=f"{len(open_keys)} keys open something.")
    ending = [key for key in open_keys if key.expires_at < now + ENDS_WITHIN and not _has_successor(key, open_keys)]
    if ending:
        told = ", ".join(f"‘{key.name}’ on {key.expires_at:%Y-%m-%d}" for key in ending[:MOST_NAMED])
        more = f" and {len(ending) - MOST_NAMED} more" if len(ending) > MOST_NAMED else ""
        yield amiss(f"Within {ENDS_WITHIN.days} days these keys end: {told}{more}.")


def examine_webhooks(node: Node, session: Session) -> Iterator[Finding]:
    """Yield which endpoints do not answer, and whether webhooks may go where they should not."""
    if node.settings[WebhookSettings].webhooks_allow_private:
        yield amiss("VONK_WEBHOOKS_ALLOW_PRIVATE is on: webhooks may go into your own network.")
    endpoints = session.exec(select(WebhookEndpoint)).all()
    silent = [each for each in endpoints if each.failing_since is not None or each.disabled_at is not None]
    if not silent:
        yield fine(f"{len(endpoints)} webhook endpoints, and none that does not answer.")
        return
    told = ", ".join(f"{each.id} ({each.state})" for each in silent[:MOST_NAMED])
    yield amiss(f"{len(silent)} of {len(endpoints)} webhook endpoints do not answer: {told}.")


def examine_work(node: Node, session: Session, features: Features) -> Iterator[Finding]:
    """Yield whether anything waits that should have been done: then no node does the work, or too few."""
    now = node.clock.now()
    waiting = {figure.name: figure.read(session, now) for figure in features.figures}
    overdue = waiting["vonk_deadlines_overdue"]
    if overdue:
        yield amiss(f"{overdue} deadlines have passed and were not acted upon: does any node do the work?")
    yield fine(f"{waiting['vonk_work_waiting']} pieces of work wait for a node.")


def _has_successor(key: ApiKey, others: list[ApiKey]) -> bool:
    return any(other.replaces_id == key.id for other in others)


def _folders(data_dir: str, database: Database) -> Iterator[tuple[Path, int]]:
    file = database.engine.url.database if database.is_sqlite else None
    if file is None or Path(file).parent != Path(data_dir):
        yield Path(data_dir), SPARE_BYTES
    if file is not None and Path(file).is_file():
        yield Path(file).parent, Path(file).stat().st_size + SPARE_BYTES
