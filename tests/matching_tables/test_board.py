from typing import Any

import httpx
import pytest
from sqlmodel import select

from api.matching_tables.tables import TableEvent
from tests.matching_tables.afternoon import Afternoon, an_afternoon
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Service


async def board_of(table: Afternoon) -> str:
    url: str = (await table.read())["boardUrl"]
    return url


async def tap(service: Service, url: str, seat: str, kind: str, offer_id: str) -> httpx.Response:
    form = {"seat": seat, "offerId": offer_id, "type": kind}
    return await service.anonymous.post(url.replace("/board?", "/board/decisions?"), data=form)


async def test_the_board_opens_with_its_address_alone(service: Service) -> None:
    table = await an_afternoon(service)
    page = await service.anonymous.get(await board_of(table))
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert all(text in page.text for text in ("Matchingtafel de Focus", "K1", "K2", "Koken voor de buurt", "<svg"))
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "style=" not in page.text


async def test_the_board_speaks_english_when_asked(service: Service) -> None:
    table = await an_afternoon(service)
    url = await board_of(table)
    assert "Aan tafel" in (await service.anonymous.get(url)).text
    assert "At the table" in (await service.anonymous.get(f"{url}&language=en")).text
    assert "At the table" in (await service.anonymous.get(url, headers={"Accept-Language": "en"})).text


@pytest.mark.parametrize("change", [{"key": "wrong"}, {"key": ""}])
async def test_another_key_opens_nothing(service: Service, change: dict[str, str]) -> None:
    table = await an_afternoon(service)
    url = (await board_of(table)).split("?")[0]
    page = await service.anonymous.get(url, params=change)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "K1" not in page.text
    for part in ("/live", "/stream"):
        assert (await service.anonymous.get(url + part, params=change)).status_code == 404
    refused = await service.anonymous.post(url + "/decisions", params=change, data={"seat": "K1", "type": "pin"})
    assert refused.status_code in {400, 404}


async def test_a_renewed_board_has_another_address(service: Service) -> None:
    table = await an_afternoon(service)
    old = await board_of(table)
    renewed = await service.host.post(f"{table.path}/board-links", None)
    assert renewed.status_code == 201
    assert (await service.anonymous.get(old)).status_code == 404
    assert (await service.anonymous.get(renewed.json()["boardUrl"])).status_code == 200


async def test_an_erased_table_has_no_board(service: Service) -> None:
    table = await an_afternoon(service)
    url = await board_of(table)
    await service.host.delete(table.path)
    assert (await service.anonymous.get(url)).status_code == 404


async def test_a_tap_decides_without_a_script(service: Service) -> None:
    table = await an_afternoon(service)
    url = await board_of(table)
    answer = await tap(service, url, "K1", "agree", table.cooking)
    assert answer.status_code == 303
    assert answer.headers["location"] == url.removeprefix("http://vonk.test")
    assert (await table.pairs())["K1"] == table.cooking
    page = (await service.anonymous.get(url)).text
    assert "Afgesproken" in page
    assert "K1: afgesproken, Koken voor de buurt" in page
    await tap(service, url, "K1", "undo", table.cooking)
    assert (await table.read())["decisions"] == []


@pytest.mark.parametrize("form", [{}, {"seat": "K1", "type": "order", "offerId": "0"}, {"seat": "", "type": "pin"}])
async def test_a_bad_tap_is_refused(service: Service, form: dict[str, Any]) -> None:
    table = await an_afternoon(service)
    url = (await board_of(table)).replace("/board?", "/board/decisions?")
    assert (await service.anonymous.post(url, data=form)).status_code == 400


async def test_the_cards_bring_a_code_for_each_offer(service: Service) -> None:
    table = await an_afternoon(service)
    page = (await service.anonymous.get(await board_of(table) + "&print=1")).text
    assert page.count('class="qr"') == 2
    assert all(text in page for text in ("K1", "K2", "Koken voor de buurt", "Timmeren in de buurtwerkplaats"))


async def test_where_someone_lives_is_only_roughly_on_the_map(service: Service) -> None:
    table = await an_afternoon(service, seats=False)
    for number, shift in enumerate((0.0, 0.0004), 1):
        location = {"latitude": 51.9 + shift, "longitude": 4.5 + shift}
        await table.seat(f"K{number}", {"interests": ["koken"], "location": location})
    with_both = (await service.anonymous.get(await board_of(table))).text
    await table.host.delete(f"{table.path}/clients/K2")
    await table.seat("K1", {"interests": ["koken"], "location": {"latitude": 51.9004, "longitude": 4.5004}})
    moved = (await service.anonymous.get(await board_of(table))).text
    assert _spot(with_both, "K1") == _spot(moved, "K1")


def _spot(page: str, label: str) -> str:
    before = page.split(f"<text>{label}</text>", maxsplit=1)[0]
    return before.rsplit("translate(", 1)[1].split(")")[0]


async def test_card_and_board_show_one_count_and_say_what_is_counted(service: Service) -> None:
    table = await an_afternoon(service)
    await service.partner.patch(f"/offers/{table.wood}", {"places": {"total": 4, "available": 2}})
    url = await board_of(table)
    board, cards = [(await service.anonymous.get(address)).text for address in (url, f"{url}&print=1")]
    for page in (board, cards):
        assert page.count("nog 2 vrij") == page.count("nog 1 vrij") == 1
        assert "Geteld zijn de plekken die nu vrij zijn" in page
    assert "In dit voorstel: K" in board


async def test_a_card_says_when_it_is_for_the_first_time_in_a_part_of_the_week_that_suits_both(
    service: Service,
) -> None:
    table = await an_afternoon(service, seats=False)
    parts = {"dayParts": ["mon-morning", "thu-evening"]}
    starts = {"startsOn": "2099-01-01"}  # A Thursday, and a holiday.
    await service.partner.patch(f"/offers/{table.wood}", {"schedule": parts | starts})
    await table.seat("K1", {"interests": ["iets met hout"], "dayParts": ["thu-evening", "fri-evening"]})
    await table.seat("K2", {"interests": ["koken"]})
    page = (await service.anonymous.get(await board_of(table))).text
    assert '<p class="when">donderdagavond 8 januari</p>' in page
    assert '<p class="when">Dag in overleg</p>' in page
    cards = (await service.anonymous.get(await board_of(table) + "&print=1")).text
    assert "Eerste keer: maandagochtend 5 januari" in cards


async def test_who_has_nothing_yet_hears_what_would_help(service: Service) -> None:
    table = await an_afternoon(service, seats=False)
    await service.partner.patch(f"/offers/{table.wood}", {"schedule": {"dayParts": ["mon-morning"]}})
    for label in ("K1", "K2"):
        await table.seat(label, {"interests": ["koken"]})
    await table.seat("K3", {"interests": ["iets met hout"], "dayParts": ["fri-evening"]})
    url = await board_of(table)
    page = (await service.anonymous.get(url)).text
    assert "Een plek erbij helpt: vraag het aan wie ‘Koken voor de buurt’ geeft." in page
    assert "Bijna: ‘Timmeren in de buurtwerkplaats’. Past als je ook kunt op maandagochtend." in page
    await table.decide("K1", "veto", table.cooking)
    await table.decide("K2", "veto", table.cooking)
    assert "Een plek erbij helpt" not in (await service.anonymous.get(url)).text


async def test_the_label_of_a_seat_is_gone_everywhere_when_the_seat_goes(service: Service) -> None:
    table = await an_afternoon(service)
    url = await board_of(table)
    await table.seat("Jan de Vries", {"interests": ["koken"]})
    await table.decide("Jan de Vries", "agree", table.cooking)
    await table.decide("K1", "pin", table.wood)
    assert "Jan de Vries" in (await service.anonymous.get(url)).text
    assert (await service.host.delete(f"{table.path}/clients/Jan%20de%20Vries")).status_code == 204
    page = (await service.anonymous.get(url)).text
    assert "Jan" not in page
    assert "Iemand is van tafel" in page
    assert "K1: vastgezet" in page
    with service.database.read() as session:
        kept = [event.seat for event in session.exec(select(TableEvent)).all()]
    assert set(kept) == {None, "K1", "K2"}
    assert "Jan" not in (await service.host.get(table.path)).text


async def test_of_a_seat_that_was_handed_over_no_kept_answer_tells_the_label_again(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    wanted = {"handovers": [a_handover("K1")]}
    assert (await service.host.post(f"{table.path}/handovers", wanted, Idempotency_Key="k")).status_code == 201
    assert (await service.host.delete(f"{table.path}/clients/K1")).status_code == 204
    assert (await service.host.post(f"{table.path}/handovers", wanted, Idempotency_Key="k")).status_code == 409
