"""What idempotency holds about a client: answers that tell of what is about that client."""

from collections.abc import Collection, Mapping

from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.storage.holdings import Holding


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase every kept answer about these ids."""
    return {"keptAnswers": forget_answers_about(desk.session, ids)}


KEPT_ANSWERS = Holding(
    name="keptAnswers",
    # A caller makes up its keys, and may well make them of a name.
    columns={"kept_answers": ("key", "headers", "body", "about")},
    counted=("keptAnswers",),
    erase=erase,
)
