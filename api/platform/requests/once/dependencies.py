"""What a route that creates asks for: do it once per Idempotency-Key."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import AfterValidator, StringConstraints
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.platform.node import node_of
from api.platform.requests.dependencies import (
    NodeDep,
    open_desk,
)
from api.platform.requests.desk import RouteDesk
from api.platform.requests.once.actions import (
    AnsweredBeforeError,
    Reservation,
    SentAnswer,
    claim,
    hash_request,
    keep_answer,
)
from api.platform.requests.once.settings import OnceSettings
from api.platform.requests.recording import record_writing
from api.platform.security.dependencies import AnyCallerDep
from api.platform.security.roles import SUBJECT_PREFIX, Caller
from api.platform.storage.encryption import Secrets
from api.platform.web.shapes import refuse_bare_bsn
from api.platform.web.validation import explain_pattern

_PATTERN = explain_pattern(
    r'^"?[!#-~]{1,255}"?$',
    "Hier horen 1 tot 255 letters, cijfers en leestekens, zonder spatie of aanhalingsteken.",
    "This takes 1 to 255 letters, digits and punctuation marks, without a space or a quotation mark.",
)
RepeatKey = Annotated[str, StringConstraints(max_length=257, pattern=_PATTERN), AfterValidator(refuse_bare_bsn)]
_REPEATS = "Any text of your own: the same key and body again give the same answer, once. Left out: done each time."


class Once:
    """One transaction for one creation, and its answer kept in that transaction for when the same key comes again."""

    def __init__(
        self, session: Session, vault: Secrets, reservation: Reservation | None = None, *, now: datetime
    ) -> None:
        self.session = session
        self._vault = vault
        self._reservation = reservation
        self._now = now

    def keep(self, response: Response, *, about: str | None = None) -> Response:
        """Return the response, kept encrypted, for some hold what is shown once or to few; `about` is its resource."""
        if self._reservation is not None:
            sealed = self._vault.encrypt(bytes(response.body).decode()).encode()
            answer = SentAnswer(response.status_code, response.headers, sealed)
            keep_answer(self.session, self._reservation, answer, now=self._now, about=about)
        return response


def _who_repeats(caller: Caller) -> str:
    """Return as whom a caller repeats a request: whom an issuer names may speak for several organizations."""
    if not caller.is_by_token:
        return caller.id
    known_by = "\n".join((caller.role, caller.organization_id or "", caller.id))
    return SUBJECT_PREFIX + hashlib.sha256(known_by.encode()).hexdigest()


async def read_body(request: Request) -> bytes:
    """Return the bytes of the body; the framework keeps them, so they are read once."""
    return await request.body()


async def once(
    request: Request,
    body: Annotated[bytes, Depends(read_body)],
    caller: AnyCallerDep,
    node: NodeDep,
    idempotency_key: Annotated[RepeatKey | None, Header(description=_REPEATS)] = None,
) -> AsyncIterator[Once]:
    """Yield one try at this request; a second one with the same key gets the first answer."""
    now, vault = node.clock.now(), node.secrets
    # Without a key a repeated request is a new one; the transaction is the same.
    if idempotency_key is None:
        async with node.database.write_from_loop(partial(record_writing, request)) as session:
            yield Once(session, vault, now=now)
        return
    # The draft standard writes the key in quotation marks, most clients write it bare: both name the same.
    key = idempotency_key.strip('"')
    reservation = Reservation(_who_repeats(caller), key, hash_request(request.method, request.url.path, body))
    keep_for = timedelta(hours=node.settings[OnceSettings].idempotency_hours)
    async with claim(node.database, reservation, now=now, keep_for=keep_for) as session:
        yield Once(session, vault, reservation, now=now)
        await run_in_threadpool(record_writing, request, session)


async def answer_again(request: Request, error: Exception) -> Response:
    """Answer with the kept answer, as it was."""
    assert isinstance(error, AnsweredBeforeError)  # noqa: S101 - registered for this class only
    vault, answer = node_of(request).secrets, error.answer
    return Response(vault.decrypt(answer.body.decode()), status_code=answer.status, headers=dict(answer.headers))


OnceDep = Annotated[Once, Depends(once, scope="function")]


async def get_creating_desk(request: Request, caller: AnyCallerDep, once: OnceDep) -> RouteDesk:
    """Return a desk whose work is done once per Idempotency-Key."""
    return replace(open_desk(request, once.session, caller), keeper=once)


CreatingDeskDep = Annotated[RouteDesk, Depends(get_creating_desk)]
