"""What people write in a cell, and what is read in it."""

from typing import Any

import pytest

from api.catalogue.imports.columns import read_cells, read_headings
from api.catalogue.imports.columns.headings import path_of
from api.catalogue.imports.columns.moments import read_date, read_day_parts
from api.catalogue.imports.columns.remarks import UnreadableError
from api.catalogue.imports.columns.texts import clean
from api.catalogue.imports.columns.values import read_value
from api.catalogue.imports.organizations import key_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("maandagochtend", "mon-morning"),
        ("mon-morning|wed-evening", "mon-morning wed-evening"),
        ("ma en wo 9.30-12.00 uur", "mon-morning wed-morning"),
        ("Dinsdag 13:00 - 16:00", "tue-afternoon"),
        ("do 10-15 uur", "thu-morning thu-afternoon"),
        ("vrijdag 19.30 uur", "fri-evening"),
        ("Maandag t/m woensdag ochtend", "mon-morning tue-morning wed-morning"),
        ("ma, di: middag", "mon-afternoon tue-afternoon"),
        ("zaterdags", "sat-morning sat-afternoon sat-evening"),
        ("weekend 's middags", "sat-afternoon sun-afternoon"),
        ("elke maandag van 20u tot 22u", "mon-evening"),
        ("Woensdagmiddag; vrijdagochtend", "wed-afternoon fri-morning"),
        ("monday and thursday 14:00-17:00", "mon-afternoon thu-afternoon"),
    ],
)
def test_days_are_read_as_people_write_them(written: str, read: str) -> None:
    assert read_day_parts(written) == read.split()


@pytest.mark.parametrize("written", ["in overleg", "10.00 - 12.00", "nog niet bekend", "mon-morning|foo", "?"])
def test_what_names_no_day_is_no_day(written: str) -> None:
    with pytest.raises(UnreadableError):
        read_day_parts(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31-12-2026", "2026-12-31"),
        ("1/2/2027", "2027-02-01"),
        ("2026-11-22", "2026-11-22"),
        ("5 januari 2027", "2027-01-05"),
        ("3 mrt 27", "2027-03-03"),
        ("2027-01-05 00:00:00", "2027-01-05"),
        ("01.04.2027", "2027-04-01"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, read: str) -> None:
    assert read_date(written) == read


def test_a_date_that_does_not_exist_is_no_date_and_an_american_one_is_asked_about() -> None:
    for written in ("31-02-2027", "binnenkort", "2027-13-40"):
        with pytest.raises(UnreadableError):
            read_date(written)
    with pytest.raises(UnreadableError) as caught:
        read_date("12/31/2026")
    assert caught.value.suggestion == "2026-12-31"


@pytest.mark.parametrize(
    ("path", "written", "read"),
    [
        ("costEuros", "€ 2,50 per keer", 2.5),
        ("costEuros", "gratis", 0),
        ("costEuros", "1.250,00", 1250),
        ("costEuros", "3 euro, met stadspas gratis", 3),
        ("hoursPerWeek.minimum", "2,5 uur", 2.5),
        ("load.physical", "licht", 1),
        ("load.physical", "3", 3),
        ("kind", "Vrijwilligerswerk", "placement"),
        ("kind", "leer-werkplek", "work-experience"),
        ("requirements.conductCertificate", "Ja", True),
        ("accommodations.wheelchair", "nee", False),
        ("accommodations.languages", "Nederlands, Turks en ar", ["nl", "tr", "ar"]),
        ("goals", "ontmoeten|bewegen", ["meeting", "exercise"]),
        ("interests", "breien, haken", ["breien", "haken"]),
        ("interests", "breien en haken|koffie", ["breien en haken", "koffie"]),
        ("location.postcode", "3073 xy", "3073 xy"),
        ("status", "concept", "draft"),
    ],
)
def test_values_are_read_as_people_write_them(path: str, written: str, read: Any) -> None:
    assert read_value(path, written) == read


@pytest.mark.parametrize(
    ("path", "written", "suggestion"),
    [
        ("kind", "activitiet", "activity"),
        ("location.postcode", "Rotterdam 3073 XY", "3073XY"),
        ("externalId", "brei club/1", "brei-club-1"),
        ("places.total", "ongeveer 12", "12"),
        ("accommodations.languages", "Nederlans en onzintaal", None),
    ],
)
def test_what_cannot_be_read_is_told_with_what_may_have_been_meant(
    path: str, written: str, suggestion: str | None
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_value(path, written)
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Naam", "title"),
        ("NAAM ACTIVITEIT", "title"),
        ("Omschrijvng", "description"),
        ("hoursPerWeek.minimum", "hoursPerWeek.minimum"),
        ("E-mailadres", "contact.email"),
        ("Dag(en) en tijd(en)", "schedule.dayParts"),
        ("Doelgroep:", "audience"),
        ("BSN", None),
        ("", None),
    ],
)
def test_headings_are_known_as_partners_write_them(heading: str, path: str | None) -> None:
    assert path_of(heading) == path


def test_remains_of_web_pages_are_taken_off_and_words_stay() -> None:
    assert clean("<p>Samen&nbsp;koken</p><ul><li>soep</li><li>brood</li></ul>") == "Samen koken\n\n- soep\n\n- brood"
    assert clean("Leeftijd < 30 en kosten > 2 & gratis koffie") == "Leeftijd < 30 en kosten > 2 & gratis koffie"
    assert clean("<script>alert('x')</script>Hallo\x00\u202e") == "Hallo"


def test_an_address_in_one_cell_gives_its_postcode() -> None:
    read = read_cells(read_headings(["naam", "adres"]), ["Breien", "Lindestraat 1, 3073 XY Rotterdam"])
    assert read.offer["location"] == {"address": "Lindestraat 1, 3073 XY Rotterdam", "postcode": "3073XY"}
    parts = read_headings(["naam", "straat", "huisnummer", "plaats"])
    told = read_cells(parts, ["Breien", "Lindestraat", "1", "Rotterdam"]).offer["location"]
    assert told == {"address": "Lindestraat 1, Rotterdam"}


def test_what_people_tell_in_their_own_words_stays_readable() -> None:
    read = read_cells(read_headings(["naam", "dagen", "doelgroep"]), ["Breien", "in overleg", "ouderen en hun buren"])
    assert read.offer["audience"] == ["older-people"]
    assert "Wanneer: in overleg" in read.offer["description"]
    assert "Voor: ouderen en hun buren" in read.offer["description"]
    assert [remark.field for remark in read.notices] == ["schedule.dayParts", "kind"]
    assert read.wrong == []


def test_a_program_that_names_a_property_is_held_to_it() -> None:
    read = read_cells(read_headings(["title", "schedule.dayParts"]), ["Breien", "in overleg"])
    assert [remark.field for remark in read.wrong] == ["schedule.dayParts"]


def test_one_organization_in_several_spellings_is_one() -> None:
    assert len({key_of(name) for name in ("Stichting DOCK", "Dock", "dock.", "St. Dock", "DOCK, stichting")}) == 1
    assert key_of("Humanitas Rotterdam") != key_of("Humanitas Amsterdam")
