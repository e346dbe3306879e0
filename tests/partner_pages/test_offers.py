"""What a partner does to its offers on its page: once, however often it is sent, and only to what was shown."""

from datetime import timedelta

import pytest
from sqlmodel import select, update

from api.catalogue.offers.tables import Offer, OfferChange
from tests.handovers.arranging import TODAY, done, requested
from tests.partner_pages.visiting import offered, read, visiting, words_of
from tests.service import Service, an_offer


def looked_at(service: Service, offer_id: str, *, days_ago: int) -> None:
    """Let somebody have looked at the offer so many days ago."""
    with service.database.write() as session:
        session.execute(
            update(Offer).where(Offer.id == offer_id).values(assured_on=TODAY - timedelta(days=days_ago))  # type: ignore[arg-type]
        )


def events_of(service: Service, offer_id: str) -> list[tuple[str, bool]]:
    with service.database.read() as session:
        found = session.exec(select(OfferChange).where(OfferChange.offer_id == offer_id)).all()
        return [(each.event.value, (each.changed_by or "").startswith("page:")) for each in found]


async def test_all_offers_stand_on_one_page_in_words_and_those_to_look_at_first_on_top(service: Service) -> None:
    old = await offered(service, title="Breien", schedule={"dayParts": ["mon-morning"]})
    looked_at(service, old, days_ago=200)
    await offered(service, title="Aardappels schillen", places={"total": 4, "available": 2})
    await offered(service, title="Schaken", status="paused")
    await offered(service, title="Klussen", kind="placement", paidWorkCheck={"vacancyOpen": True})
    await offered(service, title="Zingen", places={"total": 4, "available": 0})
    await offered(service, title="Voorbij", schedule={"endsOn": "2020-01-01"})
    partner = await visiting(service)
    page = await partner.get()
    told = words_of(page)
    for words in (
        "Het aanbod van Huis van de Wijk de Focus",
        "Verouderd maandagochtend",
        "nog 2 plekken",
        "Gepauzeerd",
        "Wacht op een besluit",
        "Vol Dag niet bekend · geen plek vrij",
        "Voorbij Dag niet bekend",
    ):
        assert words in told
    assert told.index("Breien") < told.index("Aardappels") < told.index("Schaken")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex"
    english = await partner.get(Accept_Language="en")
    assert "Out of date Monday morning" in words_of(english)


async def test_one_tap_says_that_it_still_holds_and_a_second_changes_nothing(service: Service) -> None:
    offer_id = await offered(service)
    looked_at(service, offer_id, days_ago=200)
    partner = await visiting(service)
    before = await read(service, offer_id)
    seen = await partner.seen(offer_id, "assure")
    for _ in range(2):
        answer = await partner.post(f"/offers/{offer_id}/assure", {"seen": seen})
        assert answer.status_code == 303
    told = words_of(await service.client.get(answer.headers["location"]))
    assert told.startswith("‘Timmeren in de buurtwerkplaats’ klopt nog. Dank je wel!")
    after = await read(service, offer_id)
    assert (after["assuredOn"], after["state"]) == (str(TODAY), "published")
    unchanged = {"assuredOn", "state", "updatedAt"}
    assert {k: v for k, v in after.items() if k not in unchanged} == {
        k: v for k, v in before.items() if k not in unchanged
    }
    assert events_of(service, offer_id) == [("created", False), ("assured", True)]


async def test_places_are_counted_as_the_partner_sees_them(service: Service) -> None:
    offer_id = await offered(service, places={"total": 4, "available": 4})
    handover = (await requested(service, offer_id))["id"]
    await done(service.partner, handover, "accept")
    assert (await read(service, offer_id))["places"] == {"total": 4, "available": 3}
    partner = await visiting(service)
    wrong = await partner.take(offer_id, "places", total="4", available="4")
    assert wrong.status_code == 400
    assert "Vul hoogstens 3 in." in words_of(wrong)
    assert 'name="available" type="text" value="4"' in wrong.text
    # The same number that it once told over the API: here it is what is seen now.
    assert (await partner.take(offer_id, "places", total="9", available="4")).status_code == 303
    assert (await read(service, offer_id))["places"] == {"total": 9, "available": 4}
    assert (await partner.take(offer_id, "places")).status_code == 303
    assert (await read(service, offer_id))["places"] == {"total": None, "available": None}


@pytest.mark.parametrize("typed", ["tien", "-1", "1,5", "9" * 40, "\u0661\u0662x"])
async def test_what_is_no_number_is_said_beside_its_field_and_kept(service: Service, typed: str) -> None:
    offer_id = await offered(service)
    partner = await visiting(service)
    wrong = await partner.take(offer_id, "places", total=typed, available="1")
    assert wrong.status_code == 400
    assert 'id="total-error"' in wrong.text
    assert f'value="{typed}"' in wrong.text


async def test_an_offer_pauses_comes_back_and_ends(service: Service) -> None:
    offer_id = await offered(service, schedule={"startsOn": "2026-06-01"})
    partner = await visiting(service)
    assert (await partner.take(offer_id, "pause")).status_code == 303
    assert (await read(service, offer_id))["state"] == "paused"
    assert (await service.coach.get(f"/offers/{offer_id}")).status_code == 404
    assert (await partner.take(offer_id, "resume")).status_code == 303
    wrong = await partner.take(offer_id, "end", last_day="2026-05-01")
    assert wrong.status_code == 400
    assert "ligt vóór de eerste dag, 1 juni 2026" in words_of(wrong)
    assert "Kies een dag." in words_of(await partner.take(offer_id, "end", last_day="morgen"))
    assert (await partner.take(offer_id, "end", last_day="2099-06-01")).status_code == 303
    assert (await read(service, offer_id))["schedule"]["endsOn"] == "2099-06-01"
    assert (await partner.take(offer_id, "end", last_day="")).status_code == 303
    told = await read(service, offer_id)
    assert (told["schedule"]["endsOn"], told["state"]) == (None, "published")


async def test_the_text_changes_and_what_is_not_right_is_told(service: Service) -> None:
    offer_id = await offered(service)
    partner = await visiting(service)
    wrong = await partner.take(offer_id, "text", title=" ", description="Bel 111222333")
    assert wrong.status_code == 400
    assert "Vul in hoe het heet." in words_of(wrong)
    assert wrong.text.index('role="alert"') < wrong.text.index("<h1>")
    text = "Ω" * 5000
    assert (await partner.take(offer_id, "text", title="Banken <b>bouwen</b>", description=text)).status_code == 303
    told = await read(service, offer_id)
    assert (told["title"], told["description"]) == ("Banken <b>bouwen</b>", text)
    page = await partner.get()
    assert "Banken &lt;b&gt;bouwen&lt;/b&gt;" in page.text


async def test_an_offer_is_taken_away_after_a_question(service: Service) -> None:
    offer_id = await offered(service)
    partner = await visiting(service)
    assert "Dit aanbod weghalen?" in words_of(await partner.get(f"/offers/{offer_id}/withdraw"))
    assert (await read(service, offer_id))["state"] == "published"
    seen = await partner.seen(offer_id, "withdraw")
    for _ in range(2):
        answer = await partner.post(f"/offers/{offer_id}/withdraw", {"seen": seen})
        assert answer.status_code == 303
    assert "is weggehaald" in words_of(await service.client.get(answer.headers["location"]))
    assert (await service.partner.get(f"/offers/{offer_id}")).status_code == 404
    for rest in ("", "/text"):
        gone = await partner.get(f"/offers/{offer_id}{rest}")
        assert (gone.status_code, "staat er niet meer" in gone.text) == (404, True)
    assert (await partner.post(f"/offers/{offer_id}/pause", {})).status_code == 404


@pytest.mark.parametrize(
    ("step", "fields", "patch"),
    [
        ("assure", {}, {"schedule": {"dayParts": ["fri-evening"]}}),
        ("places", {"available": "3"}, {"places": {"available": 7}}),
        ("pause", {}, {"status": "draft"}),
        ("end", {"last_day": "2098-01-01"}, {"schedule": {"endsOn": "2099-01-01"}}),
        ("text", {"title": "Nieuw"}, {"title": "Door een ander"}),
        ("withdraw", {}, {"title": "Door een ander"}),
    ],
)
async def test_what_somebody_else_changed_meanwhile_is_told_before_anything_is_done(
    service: Service, step: str, fields: dict[str, str], patch: dict[str, object]
) -> None:
    offer_id = await offered(service)
    looked_at(service, offer_id, days_ago=200)
    partner = await visiting(service)
    seen = await partner.seen(offer_id, step)
    assert (await service.partner.patch(f"/offers/{offer_id}", patch)).status_code == 200
    looked_at(service, offer_id, days_ago=1)
    before = await read(service, offer_id)
    told = await partner.post(f"/offers/{offer_id}/{step}", {"seen": seen, **fields})
    assert told.status_code == 409
    assert "Iemand anders heeft dit net veranderd" in words_of(told)
    assert await read(service, offer_id) == before


async def test_what_was_typed_stays_beside_what_stands_there_now_and_is_meant_when_it_is_sent_again(
    service: Service,
) -> None:
    offer_id = await offered(service)
    partner = await visiting(service)
    seen = await partner.seen(offer_id, "text")
    await service.partner.patch(f"/offers/{offer_id}", {"title": "Door een ander"})
    told = await partner.post(f"/offers/{offer_id}/text", {"seen": seen, "title": "Door mij"})
    assert "Titel nu Door een ander" in words_of(told)
    assert 'value="Door mij"' in told.text
    assert (await partner.take(offer_id, "text", title="Door mij")).status_code == 303
    assert (await read(service, offer_id))["title"] == "Door mij"


async def test_a_place_that_is_taken_meanwhile_is_no_reason_to_ask_again(service: Service) -> None:
    offer_id = await offered(service, places={"total": 4, "available": 4})
    partner = await visiting(service)
    seen = await partner.seen(offer_id, "pause")
    handover = (await requested(service, offer_id))["id"]
    await done(service.partner, handover, "accept")
    assert (await partner.post(f"/offers/{offer_id}/pause", {"seen": seen})).status_code == 303


async def test_what_a_reviewer_decided_is_told_and_stands(service: Service) -> None:
    offer_id = await offered(service, kind="placement", paidWorkCheck={"vacancyOpen": True})
    refused = {"decision": "refuse", "reason": "Hier staat een vacature voor open."}
    assert (await service.admin.post(f"/offers/{offer_id}/reviews", refused)).status_code == 201
    partner = await visiting(service)
    told = words_of(await partner.get())
    assert "Niet geplaatst" in told
    assert "Hier staat een vacature voor open." in told
    page = await partner.get(f"/offers/{offer_id}")
    assert page.status_code == 200
    assert "<form" not in page.text
    assert (await partner.post(f"/offers/{offer_id}/resume", {"seen": ""})).status_code == 404


async def test_another_partners_offer_is_not_there(service: Service) -> None:
    made = await service.other_partner.post("/offers", an_offer(title="Elders"))
    offer_id = made.json()["id"]
    partner = await visiting(service)
    assert "Elders" not in (await partner.get(f"?done=assure&about={offer_id}")).text
    for step in ("", "/text"):
        assert (await partner.get(f"/offers/{offer_id}{step}")).status_code == 404
    assert (await partner.post(f"/offers/{offer_id}/withdraw", {})).status_code == 404
    assert (await service.other_partner.get(f"/offers/{offer_id}")).json()["state"] == "published"


async def test_many_offers_are_searched_by_their_words(service: Service) -> None:
    for number in range(14):
        await offered(service, title=f"Koor {number}" if number else "Café de Linde")
    partner = await visiting(service)
    page = await partner.get()
    assert 'name="q"' in page.text
    found = words_of(await partner.get("?q=cafe%00"))
    assert "Café de Linde" in found
    assert "Koor" not in found
    assert "Niets gevonden met ‘zeilen’" in words_of(await partner.get("?q=zeilen"))
