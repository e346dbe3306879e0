"""The rights of a client on the wire: what is held, and what was erased."""

from collections.abc import Sequence
from typing import Any

from pydantic import ConfigDict, Field, create_model
from pydantic.alias_generators import to_snake

from api.clients.schemas import ClientReference
from api.platform.storage.holdings import Holding
from api.platform.web.shapes import AnswerModel, Id, Timestamp, WireModel

_EXAMPLE: dict[str, Any] = {"clientReference": "K-2831"}


class ClientChoice(WireModel):
    """Which client of which sender; an admin names the organization."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    client_reference: ClientReference
    """The sender's own reference for the client."""
    organization_id: Id | None = None
    """Which sender; an admin says so. Left out: your own organization."""


class ExportHead(AnswerModel):
    """Everything that is held about one client of one sender."""

    organization_id: Id
    """Whose client it is."""
    client_reference: str
    """The sender's own reference for the client."""
    exported_at: Timestamp
    """When this was read."""


class ErasureHead(AnswerModel):
    """What was erased; nothing tells any more whose it was."""

    erased_at: Timestamp
    """When it was erased."""


def shape_export(holdings: Sequence[Holding]) -> type[ExportHead]:
    """Make the shape of an export: a list for each kind of thing that is held."""
    held: dict[str, Any] = {
        to_snake(each.name): (
            list[each.shape],  # type: ignore[name-defined]
            Field(description="All that is held of this kind."),
        )
        for each in holdings
        if each.shape is not None
    }
    # Made from the declarations, so that a feature that holds something cannot be left out.
    return create_model("ExportRead", __base__=ExportHead, __doc__=ExportHead.__doc__, **held)


def shape_erasure(holdings: Sequence[Holding]) -> type[ErasureHead]:
    """Make the shape of an erasure: a number for each kind of thing that was there."""
    counted: dict[str, Any] = {
        to_snake(name): (int, Field(description="How many of these were erased."))
        for each in holdings
        for name in each.counted
    }
    return create_model("ErasureRead", __base__=ErasureHead, __doc__=ErasureHead.__doc__, **counted)
