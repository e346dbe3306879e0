"""Names that are promised to be erased are found in a text, however written, in time that grows with the text alone."""

import time

import pytest

from api.handovers.consent import holds_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rania kookt graag", "Rania"),
        ("Groet van rania.", "Rania"),
        ("Jose kookt", "José"),
        ("José kookt", "Jose"),
        ("Jose\u0301 kookt", "José"),
        ("Fran\u0063\u0327oise kookt", "Françoise"),
        ("Ra\u00adnia kookt", "Rania"),
        ("\uff32\uff41\uff4e\uff49\uff41 kookt", "Rania"),
        ("Zoë en de rest", "Zoe"),
        ("Hij heet Wil", "Wil"),
        ("Samen met, Wil", "Wil"),
        ("van den Broek komt", "Jan van den Broek"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert holds_name(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ik wil graag koken", "Wil"),
        ("Wil graag koken", "Wil"),
        ("Kookt graag. Wil meer doen", "Wil"),
        ("Kookt graag\nWil meer doen", "Wil"),
        ("Raniah kookt", "Rania"),
        ("Het huis van de wijk", "Jan van de Berg"),
        ("", "Rania"),
        ("Kookt graag", ""),
    ],
)
def test_a_word_is_no_name(text: str, name: str) -> None:
    assert not holds_name(text, name)


@pytest.mark.parametrize("piece", ["Wil. ", "wil ", "Wil\n", "W- ", "é ", " "])
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(piece: str) -> None:
    def seconds(times: int) -> float:
        spent = []
        for _ in range(5):
            started = time.process_time()
            assert not holds_name(piece * times, "Wil")
            spent.append(time.process_time() - started)
        return min(spent)

    # Were it to grow with the square, it would be a hundred times.
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.0005)
