import pytest

from matching import TravelSpeeds, distance_km
from matching.facts import Point
from matching.geography import chord_of_km, km_of_chord
from matching.vocabulary import TravelMode

ROTTERDAM = Point(51.9225, 4.4792)
UTRECHT = Point(52.0907, 5.1214)


def test_rotterdam_lies_48_km_from_utrecht() -> None:
    assert distance_km(ROTTERDAM, UTRECHT) == pytest.approx(47.8, abs=0.2)


def test_a_point_is_nowhere_from_itself() -> None:
    assert distance_km(ROTTERDAM, ROTTERDAM) == 0


def test_the_other_side_of_the_world_is_half_its_girth_away() -> None:
    assert distance_km(Point(0, 0), Point(0, 180)) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize("km", [0, 0.01, 1, 50, 20000])
def test_a_chord_leads_back_to_its_kilometres(km: float) -> None:
    assert km_of_chord(chord_of_km(km)) == pytest.approx(km)


@pytest.mark.parametrize(
    ("mode", "minutes"),
    [
        (TravelMode.WALK, 52),
        (TravelMode.BIKE, 16.714),
        (TravelMode.CAR, 9.36),
        (TravelMode.PUBLIC_TRANSPORT, 27.5),
        (TravelMode.WHEELCHAIR, 58.5),
    ],
)
def test_three_kilometres_take_each_mode_its_time(mode: TravelMode, minutes: float) -> None:
    assert TravelSpeeds().minutes(3, mode=mode) == pytest.approx(minutes, abs=0.001)


def test_settings_change_the_speeds() -> None:
    assert TravelSpeeds(bike_km_per_hour=28, detour=1).minutes(14, mode=TravelMode.BIKE) == 30
