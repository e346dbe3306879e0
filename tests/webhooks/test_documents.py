import json
import os
import re
import subprocess
from typing import Any

import pytest
from sqlmodel import select

from api.features import FEATURES
from api.platform.webhooks.document import describe_events, list_event_types, shapes_of_events
from api.platform.webhooks.schemas import EndpointCreate
from api.platform.webhooks.sending import CONTENT_TYPE, render, sign
from api.platform.webhooks.tables import WebhookEvent
from api.platform.webhooks.vocabulary import WANTED
from tests.house.tree import ROOT, read, shell_lines
from tests.service import CLOCK, Service, an_offer

PAGE = "docs/webhooks.md"
SECRET = "whsec_bm90IGEgc2VjcmV0IGF0IGFsbCwganVzdCBhIHRlc3Q="  # noqa: S105 - of tests only # pragma: allowlist secret
BODY = b'{"type":"offer.created","data":{"state":"published"}}'


@pytest.fixture
def headers() -> dict[str, str]:
    event = WebhookEvent(type="offer.created", data={}, happened_at=CLOCK.now())
    return sign(event, BODY, secret=SECRET)


def test_the_python_of_the_page_verifies_a_webhook(headers: dict[str, str]) -> None:
    code = read(PAGE).split("```python\n")[1].split("```")[0]
    known: dict[str, Any] = {"secret": SECRET, "body": BODY, "headers": headers}
    exec(code, known)  # noqa: S102 - what the page tells its reader to run
    assert known["event"] == json.loads(BODY)


def test_the_shell_of_the_page_computes_the_signature(headers: dict[str, str]) -> None:
    lines = [line for line in shell_lines(ROOT / PAGE) if line.startswith(("key=", "printf"))]
    assert len(lines) == 2
    given = {
        "SECRET": SECRET,
        "WEBHOOK_ID": headers["webhook-id"],
        "WEBHOOK_TIMESTAMP": headers["webhook-timestamp"],
        "BODY": BODY.decode(),
    }
    done = subprocess.run(  # noqa: S603 - our own command
        ["sh", "-c", "\n".join(lines)],  # noqa: S607 - the shell of who tries the document
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"v1,{done.stdout.strip()}" == headers["webhook-signature"]


SHAPES = shapes_of_events(FEATURES.events)


def named(pointer: dict[str, str]) -> Any:
    """The shape that is pointed at."""
    return SHAPES[pointer["$ref"].rpartition("/")[2]]


async def test_what_is_sent_is_what_the_document_says(service: Service) -> None:
    for actor, types in ((service.partner, ["offer.*"]), (service.host, ["table.*"])):
        made = await actor.post("/webhook-endpoints", {"url": "https://ontvanger.example/vonk", "types": types})
        assert made.status_code == 201
    offer = (await service.partner.post("/offers", an_offer())).json()
    await service.partner.patch(f"/offers/{offer['id']}", {"groupSize": 4})
    table = (await service.host.post("/tables", {"name": "Tafel", "on": "2199-01-01"})).json()
    await service.host.put(f"/tables/{table['id']}/offers", {"offerIds": [offer["id"]]})
    await service.host.delete(f"/tables/{table['id']}")
    with service.database.read() as session:
        events = session.exec(select(WebhookEvent)).all()
    assert {event.type for event in events} >= {"offer.created", "offer.updated", "table.created", "table.erased"}
    for event in events:
        family = describe_events(FEATURES.events)[event.type.partition(".")[0]]["post"]
        told = named(family["requestBody"]["content"][CONTENT_TYPE]["schema"])
        sent = json.loads(render(event, source="urn:nld"))
        data = named(told["properties"]["data"])
        assert sent.keys() == told["properties"].keys()
        assert event.type in named(told["properties"]["type"])["enum"]
        assert set(data["required"]) <= sent["data"].keys() <= data["properties"].keys()
        assert "state" not in sent["data"] or sent["data"]["state"] in named(data["properties"]["state"])["enum"]


def test_every_type_of_the_document_can_be_asked_for() -> None:
    types = [event_type for family in FEATURES.events for event_type in family.types]
    assert len(types) == len(set(types))
    for event_type in types:
        EndpointCreate(url="https://ontvanger.example", types=[event_type])


def test_the_document_takes_every_event_that_there_is_and_no_other() -> None:
    wanted = SHAPES[WANTED]["pattern"]
    known = list_event_types(FEATURES.events)
    assert [event for event in known if not re.search(wanted, event)] == []
    assert [event for event in ("offer.x", "handover", "offer.lapsed.", "x.*") if re.search(wanted, event)] == []
