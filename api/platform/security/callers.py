"""Recognises callers from memory; a revoked key is gone on every node with the next request."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Self

from starlette.concurrency import run_in_threadpool

from api.platform.clock import AMSTERDAM
from api.platform.node import Node
from api.platform.security.actions import KEY_PREFIX, find_caller_by_key, hash_key, note_use
from api.platform.security.queries import require_known_organization
from api.platform.security.roles import Caller
from api.platform.security.settings import AccessSettings
from api.platform.security.tables import KEYS
from api.platform.security.tokens import TokenReader
from api.platform.storage.database import Database
from api.platform.storage.freshness import Numbers
from api.platform.storage.outages import UNAVAILABLE

REMEMBERED_CALLERS = 10_000
TOKENS_REMEMBERED = timedelta(minutes=5)
"""As long as the keys of an issuer are: what it takes back is refused within ten minutes."""
NEVER = datetime.max.replace(tzinfo=UTC)


class Known(NamedTuple):
    """A caller, and when its key or token is looked at anew."""

    caller: Caller
    until: datetime


class Callers:
    """Who holds which key, remembered until any key changes."""

    def __init__(self, database: Database, tokens: TokenReader) -> None:
        self._database = database
        self._tokens = tokens
        self._number = -1
        self._known: dict[str, Known] = {}
        self._noted: set[str] = set()
        self._noted_on = date.min

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the memory of this node."""
        return cls(node.database, TokenReader(node.settings[AccessSettings]))

    async def find(self, secret: str, *, numbers: Numbers, now: datetime) -> Caller | None:
        """Find the caller with this key or token; None when it is unknown, revoked or expired.

        Raises ForbiddenError for a token of an organization that is not there.
        """
        number = numbers[KEYS]
        self._forget_when_changed(number)
        key_hash = hash_key(secret)
        known = self._known.get(key_hash)
        caller = known.caller if known is not None and known.until > now else None
        if caller is None:
            caller = await run_in_threadpool(self._look_up, secret, key_hash)
            if caller is None:
                return None
            # A key that changed while it was looked up is not remembered: the answer may be of before.
            if number == self._number:
                self._remember(key_hash, Known(caller, now + TOKENS_REMEMBERED if caller.is_by_token else NEVER))
        # Looked at each time: what is remembered may expire while it is.
        if caller.expires_at is not None and caller.expires_at <= now:
            return None
        if not caller.is_by_token:
            await self._note(caller.id, now.astimezone(AMSTERDAM).date())
        return caller

    async def _note(self, key_id: str, today: date) -> None:
        """Keep that a key is used today: one write for a key, a day and a process, whatever it asks."""
        if today != self._noted_on:
            self._noted.clear()
            self._noted_on = today
        if key_id not in self._noted:
            self._noted.add(key_id)
            try:
                await run_in_threadpool(self._store_use, key_id, today)
            except UNAVAILABLE:
                # Nobody waits for this, and the next request tries again.
                self._noted.discard(key_id)

    def _store_use(self, key_id: str, today: date) -> None:
        with self._database.write(waits=False) as session:
            note_use(session, key_id, today)

    def _forget_when_changed(self, number: int) -> None:
        if number != self._number:
            self._known.clear()
            self._number = number

    def _remember(self, key_hash: str, known: Known) -> None:
        if len(self._known) >= REMEMBERED_CALLERS:
            self._known.clear()
        self._known[key_hash] = known

    def _look_up(self, secret: str, key_hash: str) -> Caller | None:
        # What begins like a key is one; everything else can only be a token.
        if secret.startswith(KEY_PREFIX):
            with self._database.read() as session:
                return find_caller_by_key(session, key_hash)
        caller = self._tokens.read(secret)
        if caller is not None and caller.organization_id is not None:
            with self._database.read() as session:
                require_known_organization(session, caller.organization_id)
        return caller
