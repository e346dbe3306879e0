"""The document and the service agree on what belongs together, also where one value depends on another."""

from typing import Any

import jsonschema_rs
import pytest

from tests.handovers.arranging import APPOINTMENT, a_request, brought_to, offered
from tests.house.operations import committed_document
from tests.service import Service

VALUES: dict[str, Any] = {
    "appointment": APPOINTMENT,
    "contactBefore": "2099-11-25",
    "reason": "full",
    "goes": "well",
    "hoursPerWeek": 2,
    "outcome": "stays",
}


def fits(body: dict[str, Any], name: str) -> bool:
    """Whether this shape of the document takes this body."""
    schemas = {"components": {"schemas": committed_document()["components"]["schemas"]}}
    return jsonschema_rs.is_valid(schemas | {"$ref": f"#/components/schemas/{name}"}, body)


@pytest.mark.parametrize("on_the_spot", [{}, {"onTheSpot": True}])
async def test_an_appointment_goes_with_on_the_spot_and_the_document_says_so(
    service: Service, on_the_spot: dict[str, Any]
) -> None:
    body = a_request(await offered(service)) | on_the_spot | {"appointment": APPOINTMENT}
    answer = await service.host.post("/handovers", body)
    assert answer.status_code == (201 if fits(body, "HandoverCreate") else 400)


@pytest.mark.parametrize("event", ["accept", "decline", "pause", "check-in", "complete"])
async def test_the_document_says_of_each_event_what_belongs_to_it(service: Service, event: str) -> None:
    for name in (None, *VALUES):
        body = {"type": event} | ({name: VALUES[name]} if name else {})
        handover_id = await brought_to(service, "started" if event in {"check-in", "complete"} else "requested")
        answer = await service.partner.post(f"/handovers/{handover_id}/events", body)
        assert answer.status_code == (201 if fits(body, "EventCreate") else 400), (body, answer.text)


def test_the_document_offers_no_event_that_is_the_clocks() -> None:
    types = committed_document()["components"]["schemas"]["EventCreate"]["discriminator"]["mapping"]
    assert "accept" in types
    assert not types.keys() & {"request", "expire", "remind", "ask-check-in", "end-consent"}
