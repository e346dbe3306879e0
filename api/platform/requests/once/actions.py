"""Claiming a key, keeping its answer, and giving that answer again."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from api.platform.requests.once.tables import KeptAnswer
from api.platform.storage.claims import write_under_claim
from api.platform.storage.database import Database
from api.platform.storage.encryption import Secrets
from api.platform.web.problems import ConflictError, KeyReusedError, Words

# Only what belongs to the answer itself: a request number or a date of then would be untrue now.
KEPT_HEADERS = ("location", "etag", "content-type", "content-language")


@dataclass(frozen=True, slots=True)
class Reservation:
    """One key of one caller, for one request."""

    caller_id: str
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class AnsweredBeforeError(Exception):
    """Not an error for the caller: the answer is already there."""

    def __init__(self, answer: SentAnswer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def hash_request(method: str, path: str, body: bytes) -> str:
    """Return what two requests share when they are the same."""
    # A hash and not the request: what was sent may be about a person.
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


@asynccontextmanager
async def claim(
    database: Database, reservation: Reservation, *, now: datetime, keep_for: timedelta
) -> AsyncIterator[Session]:
    """Yield the one transaction of this request: what it does and the answer to it are kept together, or neither is.

    Raises AnsweredBeforeError when the same request was answered, ConflictError while it is under way, and
    KeyReusedError when the key came with another request.
    """
    async with write_under_claim(database, f"{reservation.caller_id}\n{reservation.key}") as session:
        if session is None:
            raise _under_way()
        await asyncio.to_thread(_require_new, session, reservation, now - keep_for)
        yield session


def _require_new(session: Session, reservation: Reservation, since: datetime) -> None:
    kept = session.get(KeptAnswer, (reservation.caller_id, reservation.key))
    if kept is None:
        return
    # The sweep comes once an hour; what it has not reached yet is too old all the same.
    if kept.created_at >= since:
        raise _answered_before(kept, reservation)
    session.delete(kept)
    session.flush()


def keep_answer(
    session: Session, reservation: Reservation, answer: SentAnswer, *, now: datetime, about: str | None = None
) -> None:
    """Keep the answer in the transaction of what it tells; `about` names the resource with which it is erased."""
    session.add(
        KeptAnswer(
            caller_id=reservation.caller_id,
            key=reservation.key,
            request_hash=reservation.request_hash,
            created_at=now,
            status=answer.status,
            headers={name: value for name, value in answer.headers.items() if name in KEPT_HEADERS},
            body=answer.body,
            about=about,
        )
    )
    session.flush()


def forget_answers_about(session: Session, subject_ids: Collection[str]) -> int:
    """Erase every kept answer about these resources; the answer is how many there were."""
    erased = session.execute(
        delete(KeptAnswer).where(col(KeptAnswer.about).in_(subject_ids)).returning(col(KeptAnswer.key))
    )
    return len(erased.all())


def withhold_from_answers(session: Session, vault: Secrets, subject_ids: Collection[str], name: str) -> None:
    """Take one property out of every kept answer about these resources: who repeats a request is told it no more."""
    for kept in session.exec(select(KeptAnswer).where(col(KeptAnswer.about).in_(subject_ids))):
        told = orjson.loads(vault.decrypt(kept.body.decode()))
        if told.get(name) is not None:
            kept.body = vault.encrypt(orjson.dumps(told | {name: None}).decode()).encode()


def forget_answers_before(session: Session, moment: datetime) -> int:
    """Erase every answer that was kept since before this moment; the answer is how many there were."""
    old = delete(KeptAnswer).where(col(KeptAnswer.created_at) < moment)
    return len(session.execute(old.returning(col(KeptAnswer.key))).all())


def count_answers_about(session: Session, subject_id: str) -> int:
    """Count the kept answers about this resource."""
    return session.exec(select(func.count()).select_from(KeptAnswer).where(KeptAnswer.about == subject_id)).one()


def _answered_before(answer: KeptAnswer, reservation: Reservation) -> Exception:
    if answer.request_hash == reservation.request_hash:
        return AnsweredBeforeError(SentAnswer(answer.status, answer.headers, answer.body))
    return KeyReusedError(
        Words(
            "Deze Idempotency-Key hoort bij een ander verzoek. Kies een nieuwe.",
            "This Idempotency-Key belongs to another request. Choose a new one.",
        )
    )


def _under_way() -> ConflictError:
    return ConflictError(
        Words(
            "Hetzelfde verzoek is nog onderweg. Probeer het zo weer.", "The same request is under way. Retry shortly."
        )
    )
