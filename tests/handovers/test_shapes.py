"""The document and the service agree on what belongs together, also where one value depends on another."""

from typing import Any

import pytest

from api.handovers.schemas import EventCreate, HandoverCreate
from tests.handovers.arranging import APPOINTMENT, a_request, brought_to, offered
from tests.service import Service

TYPES: dict[str, type] = {"object": dict, "string": str, "null": type(None)}
VALUES: dict[str, Any] = {
    "appointment": APPOINTMENT,
    "contactBefore": "2099-11-25",
    "reason": "full",
    "goes": "well",
    "hoursPerWeek": 2,
    "outcome": "stays",
}


def fits(body: dict[str, Any], shapes: list[dict[str, Any]]) -> bool:
    """Whether one of these shapes of the document takes this body."""
    return any(
        shape.get("required", []) == [name for name in shape.get("required", []) if name in body]
        and all(
            (body[name] == rule["const"]) if "const" in rule else isinstance(body[name], TYPES[rule["type"]])
            for name, rule in shape["properties"].items()
            if name in body
        )
        for shape in shapes
    )


@pytest.mark.parametrize("appointment", [{}, {"appointment": None}, {"appointment": APPOINTMENT}])
@pytest.mark.parametrize("on_the_spot", [{}, {"onTheSpot": False}, {"onTheSpot": True}])
async def test_an_appointment_goes_with_on_the_spot_and_the_document_says_so(
    service: Service, appointment: dict[str, Any], on_the_spot: dict[str, Any]
) -> None:
    body = a_request(await offered(service)) | on_the_spot | appointment
    answer = await service.host.post("/handovers", body)
    assert answer.status_code == (201 if fits(body, HandoverCreate.model_json_schema()["anyOf"]) else 400)


@pytest.mark.parametrize("event", ["accept", "decline", "pause", "check-in", "complete"])
async def test_the_document_says_of_each_event_what_belongs_to_it(service: Service, event: str) -> None:
    shapes = EventCreate.model_json_schema()["anyOf"]
    for name in (None, *VALUES):
        body = {"type": event} | ({name: VALUES[name]} if name else {})
        handover_id = await brought_to(service, "started" if event in {"check-in", "complete"} else "requested")
        answer = await service.partner.post(f"/handovers/{handover_id}/events", body)
        assert answer.status_code == (201 if fits(body, shapes) else 400), (body, answer.text)
