"""Who did what, and whose data was processed: recorded in the transaction of what it tells, and never changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.platform.audit.jobs import forget_what_is_old
from api.platform.audit.queries import stream_processing
from api.platform.audit.view import show_processing
from api.platform.recording.tables import AuditEvent, DataSubject, ProcessingRecord
from api.platform.storage.encryption import Secrets
from tests.handovers.arranging import a_request, happen, offered, requested
from tests.matching_tables.afternoon import an_afternoon
from tests.service import SECRET_KEYS, Service, an_offer, later

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"  # pragma: allowlist secret
PARENT = "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"
WHOSE = {"clientReference": "K-2831"}


def audited(service: Service) -> list[AuditEvent]:
    with service.database.read() as session:
        return list(session.exec(select(AuditEvent).order_by(AuditEvent.id)))


def processed(service: Service) -> list[dict[str, Any]]:
    with service.database.read() as session:
        return [show_processing(each, service.node.settings) for each in stream_processing(session, since=None)]


async def test_a_write_tells_who_did_what_to_what_and_from_where(service: Service) -> None:
    made = await service.partner.post("/offers", an_offer(), traceparent=TRACEPARENT)
    offer_id = made.json()["id"]
    await service.partner.patch(f"/offers/{offer_id}", {"title": "Zxqtitel"})
    created, changed = audited(service)
    assert (created.operation, created.objects, created.result) == ("createOffer", f"offers/{offer_id}", "done")
    assert (created.role, created.organization_id) == ("partner", service.partner.organization_id)
    assert created.trace_id == TRACE
    assert created.origin == "127.0.0.1"
    assert (changed.operation, changed.objects) == ("changeOffer", f"offers/{offer_id}")
    assert "Zxq" not in str(audited(service))


async def test_what_was_undone_was_not_done(service: Service) -> None:
    assert (await service.partner.post("/offers", an_offer(title=""))).status_code == 400
    assert (await service.coach.post("/handovers", a_request("0193"))).status_code in {400, 404}
    assert audited(service) == []


async def test_what_a_key_may_not_do_is_recorded_as_refused(service: Service) -> None:
    assert (await service.coach.post("/organizations", {"name": "Zxq"})).status_code == 403
    (refused,) = audited(service)
    assert (refused.operation, refused.result, refused.role) == ("createOrganization", "refused", "coach")


async def test_what_is_done_once_is_recorded_once(service: Service) -> None:
    for _ in range(2):
        await service.partner.post("/offers", an_offer(), Idempotency_Key="once")
    assert [each.operation for each in audited(service)] == ["createOffer"]


async def test_reading_about_a_client_is_recorded_and_reading_a_list_is_not(service: Service) -> None:
    handover = await requested(service, await offered(service))
    before = len(audited(service))
    await service.coach.get("/handovers")
    await service.coach.get("/offers")
    assert len(audited(service)) == before
    await service.partner.get(f"/handovers/{handover['id']}")
    read = audited(service)[-1]
    assert (read.operation, read.objects) == ("readHandover", f"handovers/{handover['id']}")


async def test_looking_up_a_client_is_recorded_once_for_each_who_was_found(service: Service) -> None:
    await requested(service, await offered(service))
    before = len(processed(service))
    assert (await service.coach.post("/handovers/searches", {"clientReference": "nobody"})).json()["items"] == []
    assert len(processed(service)) == before
    assert len((await service.coach.post("/handovers/searches", WHOSE)).json()["items"]) == 1
    assert [row["name"] for row in processed(service)[before:]] == ["searchHandovers"]
    assert audited(service)[-1].operation == "searchHandovers"


async def test_a_proposal_is_recorded_for_each_whose_profile_it_judged(service: Service) -> None:
    table = await an_afternoon(service)
    before = len(processed(service))
    seats = (await table.propose())["clients"]
    rows = processed(service)[before:]
    assert [row["name"] for row in rows] == ["proposeForTable"] * len(seats)
    assert len({row["attributes"]["dpl.core.data_subject_id"] for row in rows}) == len(seats) > 1
    assert audited(service)[-1].operation == "proposeForTable"


async def everything_about_one_client(service: Service) -> int:
    """Process data of one client in every way that there is; how often."""
    offer_id = await offered(service)
    made = await service.coach.post("/handovers", a_request(offer_id), traceparent=TRACEPARENT)
    handover_id = made.json()["id"]
    await service.partner.get(f"/handovers/{handover_id}")
    link = (await service.coach.post(f"/handovers/{handover_id}/reply-links", None)).json()["url"]
    assert (await service.client.get(link.partition("vonk.test")[2])).status_code == 200
    assert (await happen(service.partner, handover_id, "accept")).status_code == 201
    await service.coach.get(f"/handovers/{handover_id}/events")
    await service.coach.get(f"/handovers/{handover_id}/appointment.ics")
    watch = await service.coach.post("/watches", {**WHOSE, "client": {"interests": ["hout"]}})
    assert watch.status_code == 201, watch.text
    await service.coach.get(f"/watches/{watch.json()['id']}")
    assert (await service.coach.post("/handovers/exports", WHOSE)).status_code == 200
    return 9


async def test_each_act_of_processing_is_one_row_about_one_pseudonym_without_a_user(service: Service) -> None:
    acts = await everything_about_one_client(service)
    rows = processed(service)
    assert [row["name"] for row in rows] == [
        "createHandover",
        "readHandover",
        "GET /reply/{token}",
        "addHandoverEvent",
        "listHandoverEvents",
        "readAppointment",
        "createWatch",
        "readWatch",
        "exportClient",
    ][:acts]
    assert {row["attributes"]["dpl.core.data_subject_id"] for row in rows} == {
        rows[0]["attributes"]["dpl.core.data_subject_id"]
    }
    assert "K-2831" not in str(rows)
    assert not [each for each in audited(service) if each.actor_id != "nobody" and each.actor_id in str(rows)]
    assert {row["trace_id"] for row in rows} <= {each.trace_id for each in audited(service)}
    asked = rows[0]
    assert (asked["trace_id"], asked["parent_span_id"]) == (TRACE, PARENT)
    processor = asked["attributes"]["dpl.core.foreign_operation.processor"]
    assert processor.endswith(f"/v1/organizations/{service.coach.organization_id}")


async def test_an_erased_client_is_nobodys_row_any_more(service: Service) -> None:
    await everything_about_one_client(service)
    told = (await service.coach.post("/handovers/exports", WHOSE)).json()["processing"]
    assert [each["operation"] for each in told][:2] == ["createHandover", "readHandover"]
    erased = await service.coach.post("/handovers/erasures", WHOSE)
    assert erased.json()["pseudonyms"] == 1
    rows = processed(service)
    assert rows[-1]["name"] == "eraseClient"
    assert rows[-1]["attributes"]["dpl.core.data_subject_id"] == rows[0]["attributes"]["dpl.core.data_subject_id"]
    with service.database.read() as session:
        assert session.exec(select(DataSubject)).all() == []
    assert (await service.coach.post("/handovers/exports", WHOSE)).json()["processing"] == []
    again = await service.coach.post("/handovers/erasures", WHOSE)
    assert again.json()["pseudonyms"] == 0
    assert "dpl.core.data_subject_id" not in processed(service)[-1]["attributes"]


async def test_a_new_key_in_front_finds_the_same_pseudonym(service: Service) -> None:
    offer_id = await offered(service)
    await requested(service, offer_id)
    service.node.secrets = Secrets(["another-key-that-is-put-in-front-of-the-first", SECRET_KEYS])
    handover_id = (await service.coach.get("/handovers")).json()["items"][0]["id"]
    await service.coach.get(f"/handovers/{handover_id}")
    assert len({row["attributes"]["dpl.core.data_subject_id"] for row in processed(service)}) == 1


@pytest.mark.parametrize("table", ["audit_events", "processing_records"])
@pytest.mark.parametrize("command", ["UPDATE {} SET trace_id = 'x'", "DELETE FROM {}"])
async def test_no_row_is_changed_and_none_that_is_young_goes(service: Service, table: str, command: str) -> None:
    await requested(service, await offered(service))
    with pytest.raises(DBAPIError), service.database.engine.begin() as connection:
        connection.execute(text(command.format(table)))
    assert audited(service)
    assert processed(service)


async def test_what_is_old_is_forgotten_and_what_is_young_stays_whatever_the_clock_says(service: Service) -> None:
    await requested(service, await offered(service))
    old = datetime.now(UTC) - timedelta(days=1200)
    with service.database.write() as session:
        session.add(AuditEvent(happened_at=old, trace_id="0", actor_id="x", operation="old"))
        session.add(
            ProcessingRecord(
                span_id="0", trace_id="0", activity="old", operation="old", started_at=old, ended_at=old, subject_id="0"
            )
        )
        session.add(DataSubject(id="0", reference_hash="0"))
    forget_what_is_old(later(service, days=5000))
    assert [each.operation for each in audited(service)] == ["createOffer", "createHandover"]
    assert [row["name"] for row in processed(service)] == ["createHandover"]
    with service.database.read() as session:
        assert [each.id for each in session.exec(select(DataSubject))] != ["0"]


async def test_an_admin_reads_who_did_what_page_by_page_and_since_a_moment(service: Service) -> None:
    for _ in range(3):
        await service.partner.post("/offers", an_offer())
    page = await service.admin.get("/audit-events?limit=2")
    rest = await service.admin.get(f"/audit-events?limit=2&cursor={page.json()['nextCursor']}")
    items = page.json()["items"] + rest.json()["items"]
    assert [each["operation"] for each in items] == ["createOffer"] * 3
    assert items[0]["objects"] == [f"offers/{items[0]['objects'][0].partition('/')[2]}"]
    since = items[2]["happenedAt"]
    assert len((await service.admin.get(f"/audit-events?since={since}")).json()["items"]) == 1


async def test_the_rows_are_as_the_standard_wants_them(service: Service) -> None:
    acts = await everything_about_one_client(service)
    rows = processed(service)
    assert len(rows) == acts
    assert len({row["span_id"] for row in rows}) == acts
    for row in rows:
        assert {len(row["trace_id"]), len(row["span_id"])} == {32, 16}
        assert row["status"] in {"Unset", "Ok", "Error"}
        assert 10**12 < row["start_time"] <= row["end_time"] < 10**13
        assert all(key.startswith("dpl.core.") for key in row["attributes"])
        assert row["attributes"]["dpl.core.processing_activity_id"].startswith("urn:vonk:processing-activity:")
