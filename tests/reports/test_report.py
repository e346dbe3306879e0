"""The report as its readers get it: whole half-years, with definitions, and with gaps where somebody would show."""

import csv
import io
from typing import Any

import pytest

from api.tallies.actions import count
from api.tallies.vocabulary import Dimension, Measure
from tests.reports.counted import LAST_HALF, THIS_HALF, begin_before, measure_in, rows_in, start
from tests.service import Service, running_service

MONTHS = [month.name for month in LAST_HALF.months]
PATH = "/reports/participation"


async def told(service: Service, period: str = LAST_HALF.name, by: str = "", **headers: str) -> dict[str, Any]:
    split = f"&by={by}" if by else ""
    answer = await service.analyst.get(f"{PATH}?period={period}{split}", **headers)
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


def organizations(service: Service) -> tuple[str, str, str]:
    return tuple(str(each.organization_id) for each in (service.partner, service.other_partner, service.host))  # type: ignore[return-value]


async def test_a_half_year_that_is_over_is_told_with_what_each_count_means(service: Service) -> None:
    begin_before(service)
    focus, buren, _ = organizations(service)
    with service.database.write() as session:
        for month in MONTHS:
            start(session, month, focus, 5)
            start(session, month, buren, 7, kind="placement", ladderStep="4")
    report = await told(service, by="organization,kind,ladderStep")
    assert (report["isComplete"], report["by"]) == (True, ["organization", "kind", "ladderStep"])
    starts = measure_in(report, "starts")
    assert starts["count"] == 72
    assert "Elke start telt" in starts["definition"]
    assert rows_in(report, "starts", "organization") == {"Stichting De Buren": 42, "Huis van de Wijk de Focus": 30}
    assert rows_in(report, "starts", "kind")["Meewerken"] == 42
    assert rows_in(report, "starts", "ladderStep")["Trede 3"] == 30
    assert all(each["definition"] and each["label"] for each in report["measures"])
    assert measure_in(await told(service, MONTHS[0]), "starts")["count"] == 12


async def test_below_five_is_not_told_nor_what_gives_it_away(service: Service) -> None:
    begin_before(service)
    focus, buren, huis = organizations(service)
    with service.database.write() as session:
        start(session, MONTHS[0], focus, 3)
        start(session, MONTHS[0], buren, 20)
        start(session, MONTHS[0], huis, 30)
    report = await told(service, by="organization")
    (split,) = measure_in(report, "starts")["breakdowns"]
    assert measure_in(report, "starts")["count"] == 53
    assert len(split["rows"]) == 1
    assert split["others"] == 53 - split["rows"][0]["count"]
    assert measure_in(report, "ends")["count"] is None


async def test_what_is_not_over_is_not_told_and_says_from_when(service: Service) -> None:
    begin_before(service)
    with service.database.write() as session:
        start(session, THIS_HALF.months[0].name, organizations(service)[0], 40)
    for period in (THIS_HALF.name, THIS_HALF.months[0].name):
        report = await told(service, period, by="kind")
        assert (report["isComplete"], report["availableFrom"]) == (False, str(THIS_HALF.next_day))
        assert {each["count"] for each in report["measures"]} == {None}


async def test_a_year_is_the_sum_of_two_half_years_that_are_told(service: Service) -> None:
    first, second = LAST_HALF.before.before, LAST_HALF.before
    if first.year != second.year:
        first, second = second, LAST_HALF
    begin_before(service, first)
    focus = organizations(service)[0]
    with service.database.write() as session:
        for half in (first, second):
            start(session, half.months[0].name, focus, 6)
        count(session, first.months[0].name, Measure.STAYS, times=9)
    report = await told(service, str(first.year), by="organization")
    assert rows_in(report, "starts", "organization") == {"Huis van de Wijk de Focus": 12}
    assert measure_in(report, "stays")["count"] is None


async def test_who_is_active_started_or_went_on(service: Service) -> None:
    begin_before(service)
    focus = organizations(service)[0]
    with service.database.write() as session:
        start(session, MONTHS[5], focus, 6)
        rows = {Dimension.ORGANIZATION: focus, Dimension.KIND: "activity", Dimension.LADDER_STEP: "3"}
        count(session, LAST_HALF.name, Measure.WENT_ON, rows, times=8)
    active = measure_in(await told(service, MONTHS[5], by="organization"), "active")
    assert (active["count"], active["period"], active["breakdowns"][0]["rows"][0]["count"]) == (14, LAST_HALF.name, 14)


async def test_the_ladder_of_the_municipality_stands_beside_the_national_one(database_url: str) -> None:
    async with running_service(database_url, ladder_labels="3=A2, 4=A2, 5=A3") as service:
        begin_before(service)
        focus = organizations(service)[0]
        with service.database.write() as session:
            start(session, MONTHS[0], focus, 6, ladderStep="3")
            start(session, MONTHS[0], focus, 7, ladderStep="4")
        report = await told(service, by="ladderStep")
    assert rows_in(report, "starts", "municipalStep") == {"A2": 13, "A3": None}


async def test_it_comes_as_a_table_when_that_is_asked_for(service: Service) -> None:
    begin_before(service)
    with service.database.write() as session:
        start(session, MONTHS[0], organizations(service)[0], 6)
    path = f"{PATH}?period={LAST_HALF.name}&by=kind"
    asked = await service.analyst.get(path, Accept="text/csv")
    named = await service.analyst.get(f"{path}&format=csv")
    assert asked.headers["content-type"] == "text/csv; charset=utf-8"
    assert asked.content == named.content
    rows = list(csv.DictReader(io.StringIO(asked.text)))
    starts = [(row["by"], row["value"], row["count"]) for row in rows if row["measure"] == "starts"]
    assert starts[:3] == [("", "", "6"), ("kind", "activity", "6"), ("kind", "placement", "")]
    assert all(row["definition"] for row in rows)


async def test_a_name_that_begins_like_a_formula_is_none_in_a_table(service: Service) -> None:
    begin_before(service)
    made = (await service.admin.post("/organizations", {"name": "=1+1"})).json()["id"]
    with service.database.write() as session:
        start(session, MONTHS[0], made, 6)
    answer = await service.analyst.get(f"{PATH}?period={LAST_HALF.name}&by=organization&format=csv")
    assert ",'=1+1," in answer.text


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("period=2026-13", "/period"),
        ("period=2199", "/period"),
        ("period=2001-H1", "/period"),
        ("period=2099-H1", "/period"),
        ("by=kind", "/period"),
        (f"period={LAST_HALF.name}&by=age", "/by"),
        (f"period={LAST_HALF.name}&format=pdf", "/format"),
    ],
)
async def test_what_is_not_there_is_pointed_at(service: Service, query: str, pointer: str) -> None:
    begin_before(service)
    answer = await service.analyst.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_what_there_is_is_told_with_a_period_that_is_not_there(service: Service) -> None:
    begin_before(service)
    answer = await service.analyst.get(f"{PATH}?period=2001-H1", Accept_Language="en")
    assert LAST_HALF.name in answer.json()["errors"][0]["detail"]


async def test_asked_twice_it_is_the_same_and_is_not_sent_again(service: Service) -> None:
    begin_before(service)
    path = f"{PATH}?period={LAST_HALF.name}"
    first = await service.analyst.get(path)
    again = await service.analyst.get(path, If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


async def test_an_address_opens_the_page_until_it_is_revoked(service: Service) -> None:
    begin_before(service)
    made = (await service.admin.post("/report-links", {"name": "Raad"})).json()
    page = made["url"].removeprefix("http://vonk.test")
    shown = await service.anonymous.get(f"{page}?period={LAST_HALF.name}")
    assert shown.status_code == 200
    assert "te weinig geteld" in shown.text
    assert (await service.anonymous.get(f"{page}?period=nonsense")).text == (await service.anonymous.get(page)).text
    assert [each["id"] for each in (await service.admin.get("/report-links")).json()["items"]] == [made["id"]]
    assert (await service.admin.delete(f"/report-links/{made['id']}")).status_code == 204
    assert (await service.anonymous.get(page)).status_code == 404
    assert (await service.anonymous.get("/reports/AAAA")).status_code == 404
