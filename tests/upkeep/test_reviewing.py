from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.reviewing.jobs import handle_silent_offers
from api.catalogue.upkeep.reviewing.silence import Due, Patience, Reminded, due_on
from api.platform.webhooks.tables import WebhookEvent
from tests.service import Service, an_offer, later, running_service

HOOK = {"url": "https://93.184.215.14/vonk", "types": ["offer.*"]}
BEGIN = date(2026, 1, 1)


async def an_offer_of(service: Service, **changes: Any) -> str:
    return str((await service.partner.post("/offers", an_offer(**changes))).json()["id"])


async def choose(service: Service, days: int | None) -> None:
    path = f"/organizations/{service.partner.organization_id}/review-rhythm"
    chosen = await service.partner.put(path, {"reviewEveryDays": days})
    assert chosen.status_code == 200
    assert (await service.partner.get(path)).json() == chosen.json()


def told(service: Service) -> list[str]:
    with service.database.read() as session:
        return [event.type for event in session.exec(select(WebhookEvent).order_by("happened_at", "id")).all()]


def run(service: Service, days: int) -> None:
    for _ in range(2):  # The second turn of a day finds nothing to do.
        handle_silent_offers(later(service, days=days))


async def test_a_silent_offer_is_asked_about_once_a_rhythm_told_in_time_and_paused(service: Service) -> None:
    await service.partner.post("/webhook-endpoints", HOOK)
    await service.other_partner.post("/webhook-endpoints", HOOK | {"types": ["offer.review-due", "offer.lapse-due"]})
    await choose(service, 30)
    offer_id = await an_offer_of(service)
    heard = ["offer.created"]
    for days, event in (
        (30, None),
        (31, "offer.review-due"),
        (60, None),
        (61, "offer.review-due"),
        (121, "offer.review-due"),
        (137, "offer.lapse-due"),
        (150, None),
        (151, "offer.lapsed"),
        (400, None),
    ):
        run(service, days)
        heard += [event] if event else []
        assert told(service) == heard, days
    offer = (await service.partner.get(f"/offers/{offer_id}")).json()
    assert (offer["status"], offer["state"]) == ("paused", "paused")
    history = (await service.admin.get(f"/offers/{offer_id}/history")).json()["items"]
    assert [(item["event"], item["changedBy"] == "clock") for item in history] == [
        ("created", False),
        ("lapsed", True),
    ]


async def test_what_silence_paused_opens_again_with_still_holds_and_what_the_partner_paused_does_not(
    service: Service,
) -> None:
    lapsed, paused = [await an_offer_of(service) for _ in range(2)]
    for days in (600, 614):
        run(service, days)
    await service.partner.patch(f"/offers/{paused}", {"description": "Wij zijn even dicht."})
    for offer_id, status in ((lapsed, "published"), (paused, "paused")):
        with service.database.write() as session:
            session.get_one(Offer, offer_id).assured_on = BEGIN
        assured = await service.partner.post(f"/offers/{offer_id}/assurances", None)
        assert (assured.status_code, assured.json()["status"]) == (201, status)


async def test_what_ended_is_a_draft_or_waits_for_review_is_not_asked_about(service: Service) -> None:
    await service.partner.post("/webhook-endpoints", HOOK | {"types": ["offer.review-due", "offer.lapse-due"]})
    for change in (
        {"status": "draft"},
        {"status": "paused"},
        {"schedule": {"endsOn": "2026-12-31"}},
        {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}},
    ):
        await an_offer_of(service, **change)
    run(service, 400)
    assert told(service) == []


async def test_a_node_that_pauses_nothing_asks_on(database_url: str) -> None:
    async with running_service(database_url, pause_after_silent_days=0) as service:
        await service.partner.post("/webhook-endpoints", HOOK)
        offer_id = await an_offer_of(service)
        for days in (181, 1000, 3000):
            run(service, days)
        assert told(service) == ["offer.created", *["offer.review-due"] * 3]
        assert (await service.partner.get(f"/offers/{offer_id}")).json()["status"] == "published"
        path = f"/organizations/{service.partner.organization_id}/review-rhythm"
        assert (await service.partner.get(path)).json() == {
            "reviewEveryDays": 180,
            "isChosen": False,
            "pausedAfterDays": None,
        }


async def test_a_stale_offer_says_so_in_a_match_and_comes_after_one_that_is_known_to_hold(database_url: str) -> None:
    async with running_service(database_url, key_days=400) as service:
        mine = await an_offer_of(service)
        theirs = (await service.other_partner.post("/offers", an_offer())).json()["id"]

    async def ranked(asked: Service) -> list[tuple[str, str, bool]]:
        question = {"client": {"interests": ["timmeren"]}}
        matches = (await asked.coach.post("/matches", question)).json()["matches"]
        return [
            (each["offer"]["id"], each["offer"]["state"], "stale" in [said["code"] for said in each["cautions"]])
            for each in matches
        ]

    async with running_service(database_url, clock_offset_days=40, key_days=400) as asked:
        assert [row[1:] for row in await ranked(asked)] == [("published", False)] * 2
        path = f"/organizations/{service.partner.organization_id}/review-rhythm"
        assert (await asked.admin.put(path, {"reviewEveryDays": 30})).status_code == 200
        # From the very next answer on.
        assert await ranked(asked) == [(theirs, "published", False), (mine, "stale", True)]
        assert (await asked.coach.get(f"/offers/{mine}")).json()["state"] == "stale"
        assert (await asked.admin.put(path, {"reviewEveryDays": None})).status_code == 200
        assert [row[1:] for row in await ranked(asked)] == [("published", False)] * 2


async def test_a_rhythm_is_chosen_within_bounds_by_the_organization_itself(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}/review-rhythm"
    for days in (6, 731, "30", 30.5):
        assert (await service.partner.put(path, {"reviewEveryDays": days})).status_code == 400
    assert (await service.partner.put(path, {})).status_code == 400
    for stranger in (service.other_partner,):
        assert (await stranger.get(path)).status_code == 404
        assert (await stranger.put(path, {"reviewEveryDays": 30})).status_code == 404
    etag = (await service.admin.get(path)).headers["ETag"]
    await choose(service, 60)
    assert (await service.admin.put(path, {"reviewEveryDays": 30}, If_Match=etag)).status_code == 412


@given(
    st.integers(7, 730),
    st.integers(0, 400),
    st.integers(1, 60),
    st.lists(st.integers(1, 200), min_size=1, max_size=40),
    st.sets(st.integers(0, 40), max_size=3),
)
def test_nothing_is_paused_untold_and_nobody_is_asked_twice_in_a_rhythm(
    rhythm: int, grace: int, notice: int, steps: list[int], assured_after: set[int]
) -> None:
    patience = Patience(rhythm, grace, notice)
    today = assured_on = BEGIN
    kept: Reminded | None = None
    asked_on: date | None = None
    for turn, step in enumerate(steps):
        today += timedelta(days=step)
        due = due_on(today, assured_on, kept, patience)
        assert due is None or (today - assured_on).days > rhythm
        if due is Due.LAPSE:
            assert grace
            assert kept is not None
            assert kept.silent_since == assured_on
            assert kept.notice_on is not None
            assert kept.notice_on <= today - timedelta(days=notice)
            return
        if due is Due.REVIEW:
            assert asked_on is None or (today - asked_on).days >= rhythm
            kept, asked_on = Reminded(assured_on, today, None), today
        if due is Due.NOTICE:
            kept, asked_on = Reminded(assured_on, today, today), today
        assert due_on(today, assured_on, kept, patience) is None, "twice on one day"
        if turn in assured_after:
            assured_on = today
