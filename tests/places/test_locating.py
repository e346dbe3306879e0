import pytest
from pydantic import TypeAdapter, ValidationError

from api.catalogue.places.actions import import_places
from api.catalogue.places.files import PlaceRow
from api.catalogue.places.queries import NOWHERE, Located, locate
from api.catalogue.places.remembered import RememberedPlaces
from api.catalogue.places.schemas import OptionalPostcode, Postcode
from api.catalogue.places.tables import PLACES
from api.platform.storage.database import Database
from matching.facts import Point
from matching.vocabulary import Precision

CHARLOIS, CHARLOIS_STREET = Point(51.8872, 4.5013), Point(51.8881, 4.5037)
ELSEWHERE = Point(52.0, 5.0)


@pytest.fixture
def places(database: Database) -> Database:
    add(database, "3073", CHARLOIS)
    add(database, "3073XY", CHARLOIS_STREET)
    return database


def add(database: Database, code: str, point: Point) -> None:
    with database.write() as session:
        import_places(session, [PlaceRow(code, point.latitude, point.longitude)])


@pytest.mark.parametrize(
    ("point", "postcode", "located"),
    [
        (ELSEWHERE, "3073XY", Located(ELSEWHERE, Precision.ADDRESS)),
        (None, "3073XY", Located(CHARLOIS_STREET, Precision.PC6)),
        (None, "3073AB", Located(CHARLOIS, Precision.PC4)),
        (None, "3073", Located(CHARLOIS, Precision.PC4)),
        (None, "9999ZZ", NOWHERE),
        (None, None, NOWHERE),
    ],
)
def test_a_position_is_as_exact_as_what_is_known(
    places: Database, point: Point | None, postcode: str | None, located: Located
) -> None:
    with places.read() as session:
        assert locate(session, point=point, postcode=postcode) == located


@pytest.mark.anyio
async def test_a_place_is_remembered_until_the_number_of_the_places_changes(places: Database) -> None:
    remembered = RememberedPlaces(places)
    assert (await remembered.find("3073XY", numbers={PLACES: 2})).point == CHARLOIS_STREET
    add(places, "3073XY", ELSEWHERE)
    assert (await remembered.find("3073XY", numbers={PLACES: 2})).point == CHARLOIS_STREET
    assert (await remembered.find("3073XY", numbers={PLACES: 3})).point == ELSEWHERE


@pytest.mark.parametrize("text", ["3073XY", "3073 XY", "3073xy", "3073 xy"])
def test_a_postcode_is_kept_in_one_form(text: str) -> None:
    assert TypeAdapter(Postcode).validate_python(text) == "3073XY"


@pytest.mark.parametrize("value", ["0123", "307", "3073X", "3073  XY", "3073XYZ", 3073, ""])
def test_what_is_no_postcode_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="a Dutch postcode"):
        TypeAdapter(Postcode).validate_python(value)


def test_a_postcode_that_may_be_absent_may_be_null() -> None:
    assert TypeAdapter(OptionalPostcode).validate_python(None) is None
