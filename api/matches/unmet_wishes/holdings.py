"""What unmet wishes hold about clients: no client can be found in them, and the secret of a week is swept like one."""

from collections.abc import Collection, Mapping

from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Holding


def erase(_desk: Desk, _ids: Collection[str]) -> Mapping[str, int]:
    """Erase nothing: bits belong to no reference, and go with their week."""
    return {}


SKETCHES = Holding(
    name="wishSketches",
    columns={"wish_weeks": ("sealed_key",), "wish_sketches": ("bits",)},
    counted=(),
    erase=erase,
)
