from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session, col, select

from api.catalogue.places.actions import BATCH, ImportReport, import_places
from api.catalogue.places.files import PlaceRow
from api.catalogue.places.queries import locate
from api.catalogue.places.tables import PLACES, Place
from api.platform.storage.database import Database
from api.platform.storage.freshness import Sequence
from matching.facts import Point
from matching.vocabulary import Precision

CHARLOIS = PlaceRow("3073", 51.8872, 4.5013)
FEIJENOORD = PlaceRow("3075", 51.8899, 4.5102)


def imported(database: Database, *rows: PlaceRow) -> ImportReport:
    with database.write() as session:
        return import_places(session, rows)


def number_of_places(session: Session) -> int:
    return session.exec(select(Sequence.value).where(col(Sequence.name) == PLACES)).one()


def test_places_are_added_changed_and_left_alone(database: Database) -> None:
    assert imported(database, CHARLOIS, FEIJENOORD) == ImportReport(added=2, changed=0, unchanged=0)
    moved, new = PlaceRow("3075", 51.9, 4.6), PlaceRow("3073XY", 51.8881, 4.5037)
    assert imported(database, CHARLOIS, moved, new) == ImportReport(added=1, changed=1, unchanged=1)
    with database.read() as session:
        places = session.exec(select(Place).order_by(Place.code)).all()
        assert [PlaceRow(**place.model_dump()) for place in places] == [CHARLOIS, new, moved]


def test_places_that_are_not_named_stay(database: Database) -> None:
    imported(database, CHARLOIS)
    imported(database, FEIJENOORD)
    with database.read() as session:
        assert locate(session, point=None, postcode="3073AB").point == Point(51.8872, 4.5013)


def test_an_import_is_numbered_once_and_only_when_it_changes_something(database: Database) -> None:
    numbers = []
    for rows in ((), (CHARLOIS, FEIJENOORD), (CHARLOIS,), (PlaceRow("3073", 51.9, 4.5),)):
        imported(database, *rows)
        with database.read() as session:
            numbers.append(number_of_places(session))
    assert numbers == [0, 1, 1, 2]


def test_the_last_row_of_a_code_holds(database: Database) -> None:
    assert imported(database, FEIJENOORD, PlaceRow("3075", 51.9, 4.6)) == ImportReport(added=1, changed=0, unchanged=0)
    with database.read() as session:
        assert locate(session, point=None, postcode="3075").point == Point(51.9, 4.6)


def test_more_than_a_batch_is_taken_over(database: Database) -> None:
    codes = [f"{number // 10 + 1000}A{'ABCDEFGHIJ'[number % 10]}" for number in range(BATCH + 10)]
    assert imported(database, *(PlaceRow(code, 52.0, 5.0) for code in codes)).added == BATCH + 10
    assert imported(database, *(PlaceRow(code, 52.0, 5.1) for code in codes)).changed == BATCH + 10
    with database.read() as session:
        assert locate(session, point=None, postcode=codes[-1]).precision is Precision.PC6
        assert set(session.exec(select(Place.longitude))) == {5.1}


def test_two_imports_at_once_do_not_stand_in_each_others_way(database: Database) -> None:
    rows = [PlaceRow(str(code), 52.0, 5.0) for code in range(1000, 3000)]
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(lambda _: imported(database, *rows), range(2)))
    assert sorted(report.added for report in reports) == [0, 2000]
