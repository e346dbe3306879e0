"""The route of a partner's own offer: a tool sends thousands in a row, and the framework's way is a third of each."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel, Field, ValidationError

from api.catalogue.offers.dependencies import OwnId, get_view
from api.catalogue.offers.schemas import OfferWrite
from api.platform.node import node_of
from api.platform.requests.dependencies import LONGEST_IF_MATCH
from api.platform.requests.direct_route import DirectRoute
from api.platform.security.dependencies import WRITING_ROLES
from api.platform.security.roles import Caller
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError
from api.platform.web.shapes import Id
from api.platform.web.texts import Key
from api.platform.web.validation import errors_of

_Read = TypeVar("_Read")


class _Address(BaseModel):
    """What the address and a header say of the offer that is meant, under the names that they have there."""

    organization_id: Id = Field(alias="organizationId")
    external_id: Key = Field(alias="externalId")
    if_match: Annotated[str, Field(max_length=LONGEST_IF_MATCH)] | None = Field(default=None, alias="if-match")


class DirectUpsertRoute(DirectRoute):
    """Hands an offer straight to its endpoint."""

    roles = WRITING_ROLES

    async def answer(self, request: Request, caller: Caller, body: bytes) -> Response:
        """Read which offer is meant and how it is wanted, tell all that is wrong at once, and write it."""
        wrong: list[FieldError] = []
        told = request.path_params | {"if-match": request.headers.get("if-match")}
        address = _read(lambda: _Address.model_validate(told), wrong)
        wanted = _read(lambda: OfferWrite.model_validate_json(body), wrong)
        if address is None or wanted is None:
            raise InvalidInputError(SEE_ERRORS, tuple(wrong))
        own = OwnId(caller, address.organization_id, address.external_id, address.if_match)
        response: Response = await self.endpoint(request, own, wanted, await get_view(caller, node_of(request)))
        return response


def _read(read: Callable[[], _Read], wrong: list[FieldError]) -> _Read | None:
    try:
        return read()
    except ValidationError as error:
        wrong += errors_of(error)
        return None
