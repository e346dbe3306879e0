"""Upserts of a node: those that wait at the same moment are written, recorded and committed together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Self

from fastapi import Request, Response
from sqlmodel import Session

from api.catalogue.offers.actions import OwnOffer, Upserted, upsert_offers
from api.catalogue.offers.dependencies import OwnId
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.view import OfferView
from api.platform.node import Node
from api.platform.requests.dependencies import open_desk
from api.platform.requests.recording import record_writings
from api.platform.storage.together import Together
from api.platform.tracing import Trace, current_or_new
from api.platform.web.answers import location_of, single
from api.platform.web.preconditions import etag_of, require_match
from api.platform.web.problems import ProblemError


@dataclass(frozen=True, slots=True)
class Upsert:
    """What one request wants of one offer, how its caller sees offers, and to which trace that belongs."""

    request: Request
    own: OwnId
    wanted: OfferWrite
    view: OfferView
    trace: Trace = field(default_factory=current_or_new)

    def require_unchanged(self, before: Offer | None) -> None:
        """Raise PreconditionFailedError when the caller saw another version of the offer than it is."""
        if self.own.if_match is not None:  # Most do not ask, and need not wait until it is shown as it was.
            require_match(self.own.if_match, etag_of(self.view.body_of(before)) if before else None)

    def sit_at(self, session: Session) -> OwnOffer:
        """Return what is to be written, at a desk of this transaction."""
        desk = replace(open_desk(self.request, session, self.own.caller), trace=self.trace)
        own = self.wanted.model_copy(update={"external_id": self.own.external_id})
        return OwnOffer(desk, self.own.organization_id, own, self.require_unchanged)

    def answer(self, upserted: Upserted) -> Response:
        """Answer with the offer as it is now."""
        return single(
            self.request,
            self.view.body_of(upserted.offer, upserted.change.shown if upserted.change else None),
            status=HTTPStatus.CREATED if upserted.is_new else HTTPStatus.OK,
            location=location_of(self.request, "offers", upserted.offer.id),
        )


class Upserts:
    """Where upserts wait for each other; a part of the node."""

    def __init__(self, node: Node) -> None:
        self._together: Together[Upsert, Response] = Together(node.database, _write, name=lambda each: each.own.name)

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the place of this node."""
        return cls(node)

    async def write(self, upsert: Upsert) -> Response:
        """Write this, and answer once it is kept; raises ProblemError for what is wrong with this one."""
        return await self._together.do(upsert)


def _write(session: Session, asked: Sequence[Upsert]) -> list[Response | Exception]:
    outcomes = upsert_offers([each.sit_at(session) for each in asked])
    done = [
        (each, outcome) for each, outcome in zip(asked, outcomes, strict=True) if not isinstance(outcome, ProblemError)
    ]
    record_writings(session, [(each.request, each.trace, f"offers/{outcome.offer.id}") for each, outcome in done])
    answers = iter([each.answer(outcome) for each, outcome in done])
    return [outcome if isinstance(outcome, ProblemError) else next(answers) for outcome in outcomes]
