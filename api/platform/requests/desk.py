"""The desk: one transaction at one moment, and who does what is done in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Protocol, Self

from fastapi import Request, Response
from sqlmodel import Session

from api.platform.node import Node
from api.platform.recording.notes import note_client, note_clients, note_object
from api.platform.security.roles import Caller
from api.platform.settings import Settings
from api.platform.storage.activities import Activity
from api.platform.storage.encryption import Secrets
from api.platform.storage.holdings import Client
from api.platform.tracing import Trace, current_or_new
from api.platform.web.answers import base_url_of, location_of, page, single
from api.platform.web.pagination import Page
from api.platform.web.preconditions import etag_of, require_match
from matching.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Desk:
    """What a route, a page, a command and a piece of work all sit at."""

    node: Node
    session: Session
    now: datetime
    today: date
    author_id: str
    trace: Trace = field(default_factory=current_or_new, kw_only=True)

    @classmethod
    def of(cls, node: Node, session: Session, *, author_id: str) -> Self:
        """Open the desk now."""
        return cls(node, session, node.clock.now(), node.clock.today(), author_id)

    def processes(self, client: Client, activity: Activity) -> None:
        """Note that data of this client is processed here, for the log of data processing."""
        note_client(self.session, client, activity)

    def process_all(self, clients: Iterable[Client], activity: Activity) -> None:
        """Note the same of all these clients."""
        note_clients(self.session, clients, activity)

    @property
    def secrets(self) -> Secrets:
        """What encrypts and decrypts on this node."""
        return self.node.secrets

    @property
    def settings(self) -> Settings:
        """What was chosen for this node."""
        return self.node.settings


class Keeper(Protocol):
    """Keeps an answer for when the same request comes again."""

    def keep(self, response: Response, *, about: str | None = None) -> Response:
        """Keep the response; `about` is the id with which it is erased."""
        ...


@dataclass(frozen=True, slots=True)
class RouteDesk(Desk):
    """The desk of one request: who asks, in which language, and how it is answered."""

    request: Request
    caller: Caller | None
    language: Language
    if_match: str | None = None
    keeper: Keeper | None = None

    @property
    def known_caller(self) -> Caller:
        """Who asks, where a dependency of the route let nobody else in."""
        assert self.caller is not None  # noqa: S101 - the route names its roles
        return self.caller

    @property
    def base_url(self) -> str:
        """Where a browser finds this service."""
        return base_url_of(self.request, self.settings)

    def require_unchanged(self, body: bytes | None) -> None:
        """Raise PreconditionFailedError when the caller named another version than this body, or there is none."""
        require_match(self.if_match, None if body is None else etag_of(body))

    def answer(
        self,
        body: bytes,
        *,
        status: int = HTTPStatus.OK,
        location: tuple[str, ...] = (),
        about: str | None = None,
        media_type: str = "application/json",
    ) -> Response:
        """Answer with one resource; kept under the caller's Idempotency-Key when this desk creates."""
        place = location_of(self.request, *location) if location else None
        # Its first two parts are a kind and an id; what follows may be a label of somebody's own.
        if location:
            note_object(self.session, *location[:2])
        response = single(self.request, body, status=status, location=place, media_type=media_type)
        return self.keeper.keep(response, about=about) if self.keeper else response

    def answer_page(self, answer: Page[Any], *, key: str = "cursor") -> Response:
        """Answer with one page, and a link to the next, where this query key tells how far the caller is."""
        return page(self.request, answer, key=key)
