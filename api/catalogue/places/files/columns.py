"""The names under which place files keep the postcode."""

from collections.abc import Sequence

POSTCODE_COLUMNS = ("postcode6", "pc6", "postcode", "postcode4", "pc4", "postalcode")

_LEFT_OUT = str.maketrans("", "", " _-")


def find_column(names: Sequence[str], known: Sequence[str]) -> int | None:
    """Return the position of the first known name, however it is spaced and capitalised."""
    plain = [name.translate(_LEFT_OUT).lower() for name in names]
    return next((plain.index(name) for name in known if name in plain), None)
