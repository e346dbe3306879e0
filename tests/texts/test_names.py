"""Labels that look like names are told apart from labels that do not; what it cannot do is written down too."""

import pytest

from api.platform.web.personal_data.names import looks_like_name


@pytest.mark.parametrize(
    "label",
    [
        *("Jan", "jan", "Fatima", "fatima2", "Mohamed 1", "Özlem", "Tsegay", "Agnieszka K", "Oleksandr"),
        *("Jan de Vries", "J. Bakker", "J.P. Bakker", "Mw Yilmaz", "Piet Jansen", "van der Berg", "A. el Idrissi"),
        *("Xyz Kowal", "mehmet-3", "K1 Aicha", "Rania"),
    ],
)
def test_a_name_is_seen(label: str) -> None:
    assert looks_like_name(label)


@pytest.mark.parametrize(
    "label",
    [
        "K1",
        "A-12",
        "1",
        "blauw 3",
        "Blauw",
        "Tafel 1",
        "Rode Stoel",
        "gast 3",
        "S.12",
        "Stoel 12",
        "Roos",
        "Zomer",
        "W7",
    ],
)
def test_an_ordinary_label_is_left_alone(label: str) -> None:
    assert not looks_like_name(label)


def test_a_rare_name_alone_is_missed_and_two_capitals_that_name_nobody_are_not() -> None:
    assert (looks_like_name("Wierd"), looks_like_name("Zingende Zaag")) == (False, True)
