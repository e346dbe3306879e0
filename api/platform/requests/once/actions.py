"""Reserving a key, keeping its answer, and giving that answer again."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from api.platform.requests.once.tables import KeptAnswer
from api.platform.storage.database import Database
from api.platform.web.problems import ConflictError, KeyReusedError, Words

UNDER_WAY_AT_MOST = timedelta(minutes=2)
KEPT_HEADERS = ("location", "etag", "content-type", "content-language")


@dataclass(frozen=True, slots=True)
class Reservation:
    """One key of one caller, for one request."""

    caller_id: str
    key: str
    request_hash: str


class AnsweredBeforeError(Exception):
    """Not an error for the caller: the answer is already there."""

    def __init__(self, *, status: int, headers: dict[str, str], body: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers
        self.body = body


def hash_request(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


def reserve(database: Database, reservation: Reservation, *, now: datetime, keep_for: timedelta) -> None:
    """Take the key for this request.

    Raises AnsweredBeforeError when the same request was answered, ConflictError while it is under way, and
    KeyReusedError when the key came with another request.
    """
    try:
        with database.write() as session:
            kept = session.get(KeptAnswer, (reservation.caller_id, reservation.key))
            if kept is not None:
                if kept.created_at >= now - keep_for:
                    _refuse_or_replay(kept, reservation, now=now)
                session.delete(kept)
                session.flush()
            session.add(
                KeptAnswer(
                    caller_id=reservation.caller_id,
                    key=reservation.key,
                    request_hash=reservation.request_hash,
                    created_at=now,
                )
            )
    except IntegrityError:
        raise _under_way() from None


def release(database: Database, reservation: Reservation) -> None:
    """Give the key back after a request that changed nothing."""
    with database.write() as session:
        kept = session.get(KeptAnswer, (reservation.caller_id, reservation.key))
        if kept is not None and kept.status is None:
            session.delete(kept)


def keep_answer(
    session: Session,
    reservation: Reservation,
    *,
    status: int,
    headers: dict[str, str],
    body: bytes,
    about: str | None = None,
) -> None:
    """Keep the answer in the transaction of what it tells; `about` names the resource with which it is erased."""
    kept = session.get_one(KeptAnswer, (reservation.caller_id, reservation.key))
    kept.status = status
    kept.headers = {name: value for name, value in headers.items() if name in KEPT_HEADERS}
    kept.body = body
    kept.about = about
    session.add(kept)


def forget_answers_about(session: Session, subject_ids: Collection[str]) -> int:
    """Erase every kept answer about these resources; the answer is how many there were."""
    erased = session.execute(
        delete(KeptAnswer).where(col(KeptAnswer.about).in_(subject_ids)).returning(col(KeptAnswer.key))
    )
    return len(erased.all())


def forget_answers_before(session: Session, moment: datetime) -> None:
    """Erase every answer that was kept since before this moment."""
    session.execute(delete(KeptAnswer).where(col(KeptAnswer.created_at) < moment))


def count_answers_about(session: Session, subject_id: str) -> int:
    """How many kept answers are about this resource."""
    return session.exec(select(func.count()).select_from(KeptAnswer).where(KeptAnswer.about == subject_id)).one()


def _refuse_or_replay(kept: KeptAnswer, reservation: Reservation, *, now: datetime) -> None:
    if kept.request_hash != reservation.request_hash:
        raise KeyReusedError(
            Words(
                "Deze Idempotency-Key hoort bij een ander verzoek. Kies een nieuwe.",
                "This Idempotency-Key belongs to another request. Choose a new one.",
            )
        )
    if kept.status is not None:
        raise AnsweredBeforeError(status=kept.status, headers=kept.headers or {}, body=kept.body or b"")
    if now - kept.created_at < UNDER_WAY_AT_MOST:
        raise _under_way()


def _under_way() -> ConflictError:
    return ConflictError(
        Words(
            "Hetzelfde verzoek is nog onderweg. Probeer het zo weer.", "The same request is under way. Retry shortly."
        )
    )
