import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from api.platform.storage.database import Database
from api.platform.webhooks.announcing import announce
from api.platform.webhooks.jobs import deliver, forget_old_events, promise_overdue_deliveries
from api.platform.webhooks.tables import WebhookDelivery, WebhookEvent
from tests.promises import lose_promises
from tests.service import CLOCK, Actor, Service, an_offer, later
from tests.webhooks.attempts import attempt_all
from tests.webhooks.receiver import Receiver


async def subscribe(actor: Actor, receiver: Receiver, *types: str) -> dict[str, str]:
    made = await actor.post("/webhook-endpoints", {"url": receiver.url, "types": list(types)})
    assert made.status_code == 201, made.text
    endpoint: dict[str, str] = made.json()
    return endpoint


async def deliveries(actor: Actor, endpoint: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await actor.get(f"/webhook-endpoints/{endpoint['id']}/deliveries")).json()["items"]
    return found


async def test_what_happens_is_told_signed_with_ids_and_states_only(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    offer = (await hooked.partner.post("/offers", an_offer())).json()
    attempt_all(hooked)
    (got,) = receiver.received
    event = got.verified(endpoint["secret"])
    assert event["type"] == "offer.created"
    assert event["data"] == {"offerId": offer["id"], "organizationId": offer["organizationId"], "state": "published"}
    assert event["id"] == got.headers["webhook-id"]
    assert (event["specversion"], event["time"]) == ("1.0", event["timestamp"])
    assert got.headers["content-type"] == "application/cloudevents+json"
    assert got.headers["host"] == receiver.url.split("/")[2]
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["attempts"], delivery["lastStatus"]) == ("delivered", 1, 204)
    assert delivery["data"] == event["data"]


async def test_a_delivery_goes_on_with_the_trace_of_what_it_tells(hooked: Service, receiver: Receiver) -> None:
    await subscribe(hooked.coach, receiver, "offer.*")
    made = await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    (got,) = receiver.received
    assert got.headers["traceparent"].split("-")[1] == made.headers["traceresponse"].split("-")[1]


async def test_a_signature_of_another_secret_or_body_is_not_right(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    other = await subscribe(hooked.partner, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    rights = {
        secret: sum(_is_right(got.headers, got.body, secret) for got in receiver.received)
        for secret in (endpoint["secret"], other["secret"])
    }
    assert list(rights.values()) == [1, 1]
    got = receiver.received[0]
    assert not any(_is_right(got.headers, got.body + b" ", secret) for secret in rights)


def _is_right(headers: dict[str, str], body: bytes, secret: str) -> bool:
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


async def test_only_what_was_asked_for_is_told(hooked: Service, receiver: Receiver) -> None:
    await subscribe(hooked.coach, receiver, "offer.withdrawn", "handover.*")
    made = await hooked.partner.post("/offers", an_offer())
    await hooked.partner.delete(made.headers["Location"].removeprefix("/v1"))
    attempt_all(hooked)
    assert [json.loads(got.body)["type"] for got in receiver.received] == ["offer.withdrawn"]


async def test_what_concerns_two_organizations_is_told_to_those_two(hooked: Service, receiver: Receiver) -> None:
    told = [await subscribe(actor, receiver, "handover.*") for actor in (hooked.partner, hooked.coach)]
    for actor in (hooked.other_partner, hooked.admin):
        await subscribe(actor, receiver, "handover.*")
    concerned = [endpoint["organizationId"] for endpoint in told]
    with hooked.database.write() as session:
        data = {"handoverId": "019ab2c4", "state": "accepted"}
        announce(session, "handover.accepted", organization_ids=concerned, data=data, now=CLOCK.now())
    attempt_all(hooked)
    assert len(receiver.received) == 2
    assert all(sum(_is_right(got.headers, got.body, each["secret"]) for each in told) == 1 for got in receiver.received)


async def test_a_draft_is_told_to_its_own_organization_only(hooked: Service, receiver: Receiver) -> None:
    own = await subscribe(hooked.partner, receiver, "offer.*")
    other = await subscribe(hooked.coach, receiver, "offer.*")
    made = await hooked.partner.post("/offers", an_offer(status="draft"))
    assert [len(await deliveries(hooked.partner, own)), len(await deliveries(hooked.coach, other))] == [1, 0]
    path = made.headers["Location"].removeprefix("/v1")
    await hooked.partner.put(path, an_offer())
    await hooked.partner.put(path, an_offer(status="draft"))
    assert [each["data"]["state"] for each in await deliveries(hooked.coach, other)] == ["draft", "published"]


@pytest.mark.parametrize("value", ["Fatima Yilmaz", "f@x.nl", "", "met spatie", "x" * 101])
def test_nothing_but_ids_and_states_can_be_told(database: Database, value: str) -> None:
    with pytest.raises(ValueError, match="ids and states"), database.write() as session:
        announce(session, "handover.accepted", organization_ids=None, data={"name": value}, now=CLOCK.now())


async def test_what_was_rolled_back_is_not_told(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    with hooked.database.write() as session:
        announce(session, "offer.created", organization_ids=None, data={"offerId": "0"}, now=CLOCK.now())
        session.rollback()
    attempt_all(hooked)
    assert receiver.received == []
    assert await deliveries(hooked.coach, endpoint) == []


async def test_a_failed_attempt_is_made_again_later_with_the_same_id(hooked: Service, receiver: Receiver) -> None:
    receiver.statuses = [500, 503]
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["lastStatus"], delivery["lastFailure"]) == ("pending", 500, "status")
    pause = _moment(delivery["nextAttemptAt"]) - _moment(delivery["lastAttemptAt"])
    assert pause == timedelta(seconds=60)
    assert (await hooked.coach.get(f"/webhook-endpoints/{endpoint['id']}")).json()["state"] == "failing"
    attempt_all(hooked)
    attempt_all(hooked)
    assert len(set(receiver.ids)) == 1
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 3)
    assert (await hooked.coach.get(f"/webhook-endpoints/{endpoint['id']}")).json()["state"] == "active"


async def test_after_the_last_attempt_a_delivery_has_failed_until_it_is_retried(
    hooked: Service, receiver: Receiver
) -> None:
    receiver.statuses = [500, 500, 500]
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    for _ in range(5):
        attempt_all(hooked)
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["attempts"], delivery["nextAttemptAt"]) == ("failed", 3, None)
    path = f"/deliveries/{delivery['id']}/retries"
    assert (await hooked.partner.post(path, None)).status_code == 404
    assert (await hooked.admin.post(path, None)).status_code == 404
    retried = await hooked.coach.post(path, None)
    assert (retried.status_code, retried.json()["state"]) == (202, "pending")
    attempt_all(hooked)
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 4)


async def test_a_promise_that_was_overtaken_does_nothing(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    (delivery,) = await deliveries(hooked.coach, endpoint)
    await hooked.coach.post(f"/deliveries/{delivery['id']}/retries", None)
    deliver(later(hooked), delivery["id"], "1")
    assert receiver.received == []
    deliver(later(hooked), delivery["id"], "2")
    deliver(later(hooked), delivery["id"], "2")
    assert len(receiver.received) == 1


async def test_what_own_faults_left_lying_is_promised_again(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    (delivery,) = await deliveries(hooked.coach, endpoint)
    promise_overdue_deliveries(later(hooked, days=1))
    assert await deliveries(hooked.coach, endpoint) == [delivery]
    for days in (2, 4):
        lose_promises(hooked.database)
        promise_overdue_deliveries(later(hooked))
        promise_overdue_deliveries(later(hooked, days=days))
    deliver(later(hooked), delivery["id"], "1")
    assert receiver.received == []
    deliver(later(hooked, days=4), delivery["id"], "3")
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["attempts"], len(receiver.received)) == ("delivered", 1, 1)


async def test_an_endpoint_that_fails_for_days_is_disabled_with_a_notice(hooked: Service, receiver: Receiver) -> None:
    receiver.statuses = [500] * 4
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    path = f"/webhook-endpoints/{endpoint['id']}"
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    attempt_all(hooked, days=4)
    assert (await hooked.coach.get(path)).json()["state"] == "failing"
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked, days=5)
    shown = (await hooked.coach.get(path)).json()
    assert (shown["state"], shown["notice"]["type"]) == ("disabled", "webhook.disabled")
    before = len(receiver.received)
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked, days=5)
    assert len(receiver.received) == before
    assert {each["state"] for each in await deliveries(hooked.coach, endpoint)} == {"failed"}
    assert len(await deliveries(hooked.coach, endpoint)) == 2


async def test_a_disabled_endpoint_that_answers_a_retry_is_enabled_again(hooked: Service, receiver: Receiver) -> None:
    receiver.statuses = [410, 500]
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    path = f"/webhook-endpoints/{endpoint['id']}"
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    assert (await hooked.coach.get(path)).json()["state"] == "disabled"
    attempt_all(hooked)
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["state"], delivery["lastFailure"]) == ("failed", "endpoint-disabled")
    for days, state in ((5, "disabled"), (5, "active")):
        await hooked.coach.post(f"/deliveries/{delivery['id']}/retries", None)
        attempt_all(hooked, days=days)
        assert (await hooked.coach.get(path)).json()["state"] == state


async def test_the_other_endpoints_of_an_organization_hear_that_one_was_disabled(
    hooked: Service, receiver: Receiver
) -> None:
    receiver.statuses = [410]
    failing = await subscribe(hooked.coach, receiver, "offer.*", "webhook.*")
    other = await subscribe(hooked.coach, receiver, "webhook.disabled")
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    attempt_all(hooked)
    assert receiver.received[-1].verified(other["secret"])["data"] == {"endpointId": failing["id"]}
    assert len(receiver.received) == 2


async def test_a_redirect_is_not_followed(hooked: Service, receiver: Receiver) -> None:
    receiver.statuses, receiver.location = [302], receiver.url
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    (delivery,) = await deliveries(hooked.coach, endpoint)
    assert (delivery["lastStatus"], delivery["lastFailure"], len(receiver.received)) == (302, "redirect", 1)


async def test_events_are_forgotten_after_a_while_unless_they_are_under_way(
    hooked: Service, receiver: Receiver
) -> None:
    await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    attempt_all(hooked)
    await hooked.partner.post("/offers", an_offer())
    forget_old_events(later(hooked, days=29))
    assert _count(hooked) == (2, 2)
    forget_old_events(later(hooked, days=31))
    assert _count(hooked) == (1, 1)
    attempt_all(hooked)
    forget_old_events(later(hooked, days=31))
    assert _count(hooked) == (0, 0)


async def test_a_deleted_endpoint_takes_its_deliveries_along(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    await hooked.partner.post("/offers", an_offer())
    assert (await hooked.coach.delete(f"/webhook-endpoints/{endpoint['id']}")).status_code == 204
    attempt_all(hooked)
    assert (receiver.received, _count(hooked)) == ([], (1, 0))


async def test_deliveries_come_in_pages_newest_first(hooked: Service, receiver: Receiver) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "offer.*")
    for _ in range(5):
        await hooked.partner.post("/offers", an_offer())
    path: str | None = f"/webhook-endpoints/{endpoint['id']}/deliveries?limit=2"
    seen: list[str] = []
    while path:
        answer = await hooked.coach.get(path)
        seen += [item["id"] for item in answer.json()["items"]]
        link = answer.headers.get("Link")
        path = link.partition(">")[0].removeprefix("</v1") if link else None
    assert len(seen) == 5
    assert seen == sorted(seen, reverse=True)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _count(service: Service) -> tuple[int, int]:
    with service.database.read() as session:
        events = session.exec(select(col(WebhookEvent.id))).all()
        return len(events), len(session.exec(select(col(WebhookDelivery.id))).all())
