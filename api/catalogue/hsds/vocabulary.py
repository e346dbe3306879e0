"""Which version is spoken here, and how the parts of an offer get ids of their own."""

from typing import Final
from uuid import UUID, uuid5

PATH: Final = "/hsds"
VERSION: Final = "HSDS-UK-3.0"
PROFILE: Final = "https://docs.openreferraluk.org/"
COUNTRY: Final = "NL"
CURRENCY: Final = "EUR"
OF_SERVICES: Final = "service"
"""What attributes are linked to, by the name of its table."""

DAYS: Final = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
"""The days of the week as day parts begin with them, and as iCalendar writes them."""

_NAMESPACE: Final = UUID("6f1d3c52-2b0e-5d0c-9a55-6d0f5a1f7c1e")


def part_id(*named: str) -> str:
    """Return the id of a part by what it is a part of and what it is: the same today, tomorrow and on every node."""
    return str(uuid5(_NAMESPACE, "/".join(named)))
