"""Files of offers taken in over the API: good rows land, every other row is told of, nothing is done twice."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.handovers.arranging import done, places_of, requested
from tests.house.operations import committed_document
from tests.imports.files import CSV, HEADINGS, JSON, NDJSON, ROWS, XLSX, as_csv, as_workbook, counts, send_file
from tests.service import Service, an_offer


async def titles(service: Service) -> set[str]:
    return {each["title"] for each in (await service.partner.get("/offers?limit=500")).json()["items"]}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (as_csv(), CSV),
        (as_csv(sign=","), CSV),
        (as_csv(sign="\t"), CSV),
        (b"\xef\xbb\xbf" + as_csv(), CSV),
        (b"sep=;\r\n" + as_csv().replace(b"\n", b"\r\n"), CSV),
        (as_csv().decode().encode("utf-16"), CSV),
        (b"Aanbod van de buurt;;;;;;\n\n" + as_csv(), CSV),
        (as_workbook(), XLSX),
        (as_workbook(before=3), XLSX),
    ],
    ids=["semicolon", "comma", "tab", "mark", "excel", "utf-16", "title above", "workbook", "workbook with a title"],
)
async def test_a_table_is_taken_in_once_however_it_is_written(service: Service, content: bytes, form: str) -> None:
    assert counts(await send_file(service.partner, content, form)) == (3, 0, 0, 0, 0)
    assert counts(await send_file(service.partner, content, form)) == (0, 0, 3, 0, 0)
    assert await titles(service) == {"Samen breien", "Stoelen maken", "Taalles"}
    changes = (await service.partner.get("/offers?q=breien")).json()["items"]
    assert [each["externalId"] for each in changes] == ["brei-1"]


@pytest.mark.parametrize("form", [CSV, XLSX, NDJSON, JSON])
async def test_an_empty_file_is_refused_and_the_document_says_so(service: Service, form: str) -> None:
    refused = await send_file(service.partner, b"", form)
    assert (refused.status_code, refused.json()["detail"]) == (400, "Dit bestand is leeg.")
    taken = committed_document()["paths"]["/offer-imports"]["post"]["requestBody"]["content"]
    assert taken[form]["schema"]["minLength"] == 1


async def test_text_as_windows_writes_it_keeps_its_accents(service: Service) -> None:
    content = as_csv(("c-1", "Café ‘de Brug’ – € 2", "activiteit", "", "", "", "")).decode().encode("cp1252")
    assert counts(await send_file(service.partner, content)) == (1, 0, 0, 0, 0)
    assert await titles(service) == {"Café ‘de Brug’ – € 2"}


async def test_a_bad_row_is_told_by_its_physical_line_and_stops_no_other(service: Service) -> None:
    content = as_csv(
        ROWS[0],
        ("x-1", "Soep\nkoken", "activiteit", "a\nb\nc", "3073XY", "maandag", ""),
        ("x-2", "Zonder soort dat bestaat", "activitiet", "", "3073XY", "", ""),
        ("x-3", "", "activiteit", "", "3073XY", "", ""),
        ("x-4", "Postcode", "activiteit", "", "30XY", "", ""),
        ("brei-1", "Nog eens", "activiteit", "", "", "", ""),
        ("x 5", "Teken in het id", "activiteit", "", "", "", ""),
        ("x-6", "Met een nummer 111222333", "activiteit", "bsn 111222333", "", "", ""),
        ("x-7", "Te veel cellen", "activiteit", "", "", "", "", "en meer"),
        ROWS[1],
    )
    answer = await send_file(service.partner, content)
    assert counts(answer) == (3, 0, 0, 7, 0)
    told = [(each["line"], each["field"], each["suggestion"]) for each in answer.json()["errors"]]
    assert (7, "kind", "activity") in told
    assert {line for line, *_ in told} == {7, 8, 9, 10, 11, 12, 13}
    assert (8, "title", None) in told
    assert (10, "externalId", None) in told
    assert (11, "externalId", "x-5") in told
    assert "111222333" not in answer.text
    assert await titles(service) == {"Samen breien", "Soep koken", "Stoelen maken"}


async def test_a_dry_run_tells_the_same_and_does_nothing(service: Service) -> None:
    wanted = await send_file(service.partner, as_csv(), query="?dryRun=true")
    assert counts(wanted) == (3, 0, 0, 0, 0)
    assert wanted.json()["dryRun"] is True
    assert await titles(service) == set()
    assert counts(await send_file(service.partner, as_csv())) == (3, 0, 0, 0, 0)


async def test_what_changed_in_the_file_changes_and_the_rest_stays(service: Service) -> None:
    await send_file(service.partner, as_csv())
    changed = as_csv(("brei-1", "Samen haken", *ROWS[0][2:]), *ROWS[1:])
    assert counts(await send_file(service.partner, changed)) == (0, 1, 2, 0, 0)
    assert await titles(service) == {"Samen haken", "Stoelen maken", "Taalles"}


async def test_rows_without_an_id_are_known_again(service: Service) -> None:
    headings = HEADINGS[1:]
    rows = [row[1:] for row in ROWS]
    again = (rows[0][0], *rows[0][1:4], "dinsdagmiddag", "")
    content = as_csv(*rows, again, rows[0], headings=headings)
    first = await send_file(service.partner, content)
    assert counts(first) == (4, 0, 0, 1, 0)
    assert first.json()["errors"][0]["line"] == 6
    assert counts(await send_file(service.partner, content)) == (0, 0, 4, 1, 0)


async def test_replacing_withdraws_what_is_left_out_but_no_bad_row(service: Service) -> None:
    await send_file(service.partner, as_csv())
    await service.other_partner.post("/offers", an_offer(title="Van een ander"))
    bad = ("hout-1", "Stoelen maken", "onzin", "", "", "", "")
    answer = await send_file(service.partner, as_csv(ROWS[0], bad), query="?mode=replace")
    assert counts(answer) == (0, 0, 1, 1, 1)
    assert await titles(service) == {"Samen breien", "Stoelen maken", "Van een ander"}
    assert counts(await send_file(service.partner, as_csv())) == (0, 1, 2, 0, 0)


async def test_replacing_most_of_a_catalogue_is_asked_about_before_anything_happens(service: Service) -> None:
    await send_file(service.partner, as_csv())
    one = as_csv(("nieuw-1", "Nieuw", "activiteit", "", "", "", ""))
    refused = await send_file(service.partner, one, query="?mode=replace")
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["pointer"] == "/confirmWithdrawals"
    assert await titles(service) == {"Samen breien", "Stoelen maken", "Taalles"}
    assert counts(await send_file(service.partner, one, query="?mode=replace&dryRun=true")) == (1, 0, 0, 0, 3)
    assert counts(await send_file(service.partner, one, query="?mode=replace&confirmWithdrawals=true")) == (
        1,
        0,
        0,
        0,
        3,
    )
    assert await titles(service) == {"Nieuw"}


async def test_lines_of_json_are_offers_as_they_are_posted(service: Service) -> None:
    lines = [json.dumps(an_offer(externalId=f"n-{number}", title=f"Lijn {number}")) for number in range(3)]
    content = "\n".join([*lines, "{kapot", "[]", "", json.dumps({"title": "Zonder de rest"})]).encode()
    answer = await send_file(service.partner, content, NDJSON)
    assert counts(answer) == (3, 0, 0, 3, 0)
    assert [each["line"] for each in answer.json()["errors"]][:2] == [4, 5]
    assert {each["line"] for each in answer.json()["errors"]} == {4, 5, 7}


def a_service(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "name": f"Dienst {number}",
        "description": "<p>Samen koken in de buurt</p>",
        "status": "active",
        "minimum_age": 18,
        "organization": {"id": "o-1", "name": "Stichting Samen"},
        "schedules": [{"byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "12:00:00", "valid_from": "2026-01-01"}],
        "service_at_locations": [
            {
                "id": f"sal-{number}",
                "location": {
                    "name": "Buurthuis",
                    "addresses": [{"address_1": "Lindestraat 1", "city": "Rotterdam", "postal_code": "3073 XY"}],
                },
            }
        ],
    } | changes


@pytest.mark.parametrize("shape", ["page", "list", "organization", "one"])
async def test_open_referrals_json_is_read_in_each_of_its_shapes(service: Service, shape: str) -> None:
    services = [a_service(1), a_service(2, organization={"name": "SAMEN"})]
    content: Any = {
        "page": {"total_items": 2, "contents": services},
        "list": services,
        "organization": {"id": "o-1", "name": "Stichting Samen", "services": services},
        "one": services[0],
    }[shape]
    count = 1 if shape == "one" else 2
    answer = await send_file(service.admin, json.dumps(content).encode(), JSON)
    assert counts(answer) == (count, 0, 0, 0, 0)
    offers = (await service.admin.get("/offers")).json()["items"]
    assert len({each["organizationId"] for each in offers}) == 1
    assert offers[0]["schedule"]["dayParts"] == ["thu-morning", "fri-morning"]
    assert offers[0]["location"]["postcode"] == "3073XY"
    assert offers[0]["requirements"]["minimumAge"] == 18
    assert offers[0]["description"] == "Samen koken in de buurt"


async def test_coordinates_that_cannot_be_right_are_left_out_and_told(service: Service) -> None:
    place = {"location": {"name": "Ver weg", "latitude": 52.5, "longitude": -1.9}}
    content = json.dumps([a_service(1, service_at_locations=[place])]).encode()
    answer = await send_file(service.partner, content, JSON)
    assert counts(answer) == (1, 0, 0, 0, 0)
    assert [each["field"] for each in answer.json()["notices"]] == ["location.latitude"]


async def test_an_admin_takes_in_offers_of_many_organizations_each_once(service: Service) -> None:
    headings = ("naam", "organisatie")
    content = as_csv(
        ("Breien", "Stichting de Linde"), ("Haken", "De Linde"), ("Koken", "LINDE"), ("Los", ""), headings=headings
    )
    answer = await send_file(service.admin, content)
    assert counts(answer) == (3, 0, 0, 1, 0)
    assert answer.json()["errors"][0]["field"] == "organization"
    offers = (await service.admin.get("/offers")).json()["items"]
    assert len({each["organizationId"] for each in offers}) == 1


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 500_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"", CSV),
        (b"\n\n", CSV),
        (b"\x00\x01\x02" * 50, CSV),
        (as_workbook(), CSV),
        (as_csv(), XLSX),
        (b"PK\x03\x04kapot", XLSX),
        (b"foo;bar\n1;2\n", CSV),
        (";".join(["naam"] * 1000).encode() + b"\n", CSV),
        (as_csv(("x", '"nooit gesloten', *[""] * 5)) + b"a" * 60_000, CSV),
        (b"{kapot", JSON),
        (b'"tekst"', JSON),
        (b'{"foo": 1}', JSON),
        (b"", NDJSON),
    ],
)
async def test_a_file_that_is_not_what_it_says_is_refused_in_one_sentence(
    service: Service, content: bytes, form: str
) -> None:
    answer = await send_file(service.partner, content, form)
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert len(answer.content) < 2000
    assert await titles(service) == set()


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
async def test_a_workbook_that_is_damaged_anywhere_is_refused_in_words(service: Service, part: str) -> None:
    content = bytearray(as_workbook())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = archive.getinfo(part)
    # Behind the head of this part, in the middle of what was packed.
    at = found.header_offset + 30 + len(part) + found.compress_size // 2
    content[at : at + 8] = b"\xff" * 8
    refused = await send_file(service.partner, bytes(content), XLSX)
    assert refused.status_code == 400
    assert "werkmap" in refused.json()["detail"]
    assert await titles(service) == set()


async def test_a_workbook_that_unpacks_to_more_than_anyone_wrote_is_refused(service: Service) -> None:
    answer = await send_file(service.partner, bomb(), XLSX)
    assert answer.status_code == 400


async def test_a_formula_is_never_run(service: Service) -> None:
    row = ("f-1", '=HYPERLINK("https://x.example")', "activiteit", "", "", "", "")
    answer = await send_file(service.partner, as_workbook(row, ROWS[0]), XLSX)
    assert counts(answer) == (1, 0, 0, 1, 0)
    assert (answer.json()["errors"][0]["line"], answer.json()["errors"][0]["field"]) == (2, "title")
    text = await send_file(service.partner, as_csv(("f-2", "=1+1", *row[2:])))
    assert counts(text) == (1, 0, 0, 0, 0)
    assert "=1+1" in await titles(service)


async def test_the_templates_can_be_filled_in_and_sent_back(service: Service) -> None:
    for name, form in (("template.csv", CSV), ("template.xlsx", XLSX)):
        template = await service.partner.get(f"/offer-imports/{name}")
        assert template.headers["content-type"].startswith(form)
        answer = await send_file(service.partner, template.content, form)
        assert counts(answer) == (0, 0, 0, 1, 0)
        assert answer.json()["unreadColumns"] == []
        assert len(answer.json()["errors"]) == 1


async def test_who_may_take_in_offers_and_for_whom(service: Service) -> None:
    assert (await send_file(service.coach, as_csv())).status_code == 403
    other = service.other_partner.organization_id
    assert (await send_file(service.partner, as_csv(), query=f"?organizationId={other}")).status_code == 403
    assert (await send_file(service.admin, as_csv(), query="?mode=replace")).status_code == 400
    assert (await send_file(service.partner, as_csv(), query="?mode=alles")).status_code == 400
    assert (await send_file(service.partner, as_csv(), query="?foo=1")).status_code == 400
    assert (await send_file(service.partner, as_csv(), "text/plain")).status_code == 415
    nobody = "00000000-0000-7000-8000-000000000000"
    assert (await send_file(service.admin, as_csv(), query=f"?organizationId={nobody}")).status_code == 404


async def test_a_nightly_file_gives_no_place_away_that_is_taken(service: Service) -> None:
    headings = (*HEADINGS, "plekken", "vrije plekken")
    content = as_csv((*ROWS[0], "1", "1"), headings=headings)
    await send_file(service.partner, content)
    (offer,) = (await service.partner.get("/offers")).json()["items"]
    handover = await requested(service, offer["id"])
    await done(service.partner, handover["id"], "accept")
    assert counts(await send_file(service.partner, content)) == (0, 0, 1, 0, 0)
    assert await places_of(service, offer["id"]) == 0
