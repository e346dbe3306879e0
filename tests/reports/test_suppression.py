"""What is shown of small tables that fit on a line, and what is left out with what."""

from api.reports.suppression import ShownCounts, release
from api.tallies.vocabulary import Dimension

ORGANIZATION = Dimension.ORGANIZATION
QUARTERS = [(0, 3), (3, 6)]


def released(**rows: list[int]) -> dict[tuple[int, int], ShownCounts]:
    total = [sum(month) for month in zip(*rows.values(), strict=True)]
    return dict(release({Dimension.TOTAL: {"": total}, ORGANIZATION: rows}, len(total), salt="2026-H1"))


def test_all_that_is_large_is_shown_down_to_the_months() -> None:
    shown = released(focus=[5] * 6, buren=[8] * 6)
    assert len(shown) == 9
    assert shown[0, 6] == ShownCounts(78, {ORGANIZATION: {"buren": 48, "focus": 30}})
    assert shown[4, 5] == ShownCounts(13, {ORGANIZATION: {"buren": 8, "focus": 5}})


def test_below_five_nothing_is_shown_at_all() -> None:
    assert released(focus=[1, 1, 1, 1, 0, 0]) == {}


def test_a_small_row_takes_another_one_with_it() -> None:
    shown = released(focus=[3, 0, 0, 0, 0, 0], buren=[7, 0, 0, 0, 0, 0], tuin=[9, 0, 0, 0, 0, 0])
    (only,) = shown[0, 6].rows[ORGANIZATION]
    assert only in {"buren", "tuin"}
    assert shown[0, 6].together(ORGANIZATION) == 19 - shown[0, 6].rows[ORGANIZATION][only]


def test_two_small_rows_that_make_five_keep_each_other_hidden() -> None:
    shown = released(focus=[3, 0, 0, 0, 0, 0], buren=[2, 0, 0, 0, 0, 0], tuin=[9, 0, 0, 0, 0, 0])
    assert shown[0, 6].rows[ORGANIZATION] == {"tuin": 9}


def test_of_a_small_quarter_neither_is_shown() -> None:
    shown = released(focus=[9, 9, 9, 1, 1, 1])
    assert list(shown) == [(0, 6)]


def test_a_small_month_of_one_row_hides_that_row_and_another_in_its_quarter() -> None:
    shown = released(focus=[3, 6, 6, 6, 6, 6], buren=[6] * 6, tuin=[6] * 6)
    assert [len(shown[quarter].rows[ORGANIZATION]) for quarter in QUARTERS] == [3, 3]
    assert [len(shown[month, month + 1].rows[ORGANIZATION]) for month in range(6)] == [1, 1, 1, 3, 3, 3]


def test_which_row_is_hidden_with_another_does_not_depend_on_how_large_it_is() -> None:
    def hidden_with(buren: int, tuin: int) -> set[str]:
        shown = released(focus=[3, 0, 0, 0, 0, 0], buren=[buren, 0, 0, 0, 0, 0], tuin=[tuin, 0, 0, 0, 0, 0])
        return {"buren", "tuin"} - shown[0, 6].rows[ORGANIZATION].keys()

    assert hidden_with(5, 90) == hidden_with(90, 5)
