from itertools import permutations

import pytest

from api.catalogue.places.files.medoids import LatLon, medoids, settle

ROTTUM, EPE, JOURE = (52.9357, 5.8953), (52.3448, 6.0006), (52.9660, 5.8010)


def test_a_row_in_the_wrong_town_does_not_count() -> None:
    beside = (52.9400, 5.9000)
    assert medoids([EPE, ROTTUM, beside]) == [ROTTUM]


def test_the_medoid_is_one_of_the_rows_and_not_their_mean() -> None:
    rows = [(52.0, 5.0), (52.1, 5.0), (52.5, 5.0)]
    assert medoids(rows) == [(52.1, 5.0)]


def test_rows_at_the_same_place_outvote_another() -> None:
    assert medoids([EPE, ROTTUM, EPE]) == [EPE]


def test_a_degree_east_is_shorter_than_a_degree_north() -> None:
    west, east, north = (52.0, 5.0), (52.0, 5.3), (52.25, 5.16)
    assert medoids([west, east, north]) == [east]


def test_of_two_rows_the_one_near_the_codes_beside_it_is_taken() -> None:
    positions = {"8460": [JOURE], "8461": [EPE, ROTTUM], "8462": [JOURE]}
    assert settle(positions)["8461"] == ROTTUM


def test_a_code_that_is_itself_in_doubt_tells_nothing_about_another() -> None:
    positions = {"8459": [JOURE], "8460": [EPE, ROTTUM], "8461": [EPE, ROTTUM]}
    assert settle(positions) == {"8459": JOURE, "8460": ROTTUM, "8461": ROTTUM}


@pytest.mark.parametrize("rows", [*permutations([EPE, ROTTUM])])
def test_without_codes_beside_it_the_order_of_the_rows_does_not_matter(rows: tuple[LatLon, ...]) -> None:
    assert settle({"8461": list(rows)}) == {"8461": EPE}
