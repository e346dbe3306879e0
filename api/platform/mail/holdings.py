"""What mail holds about a client: that something was written about one of its handovers, in kinds, ids and states."""

from collections.abc import Collection, Mapping

from api.platform.mail.queries import delete_mails_about
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Holding


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase every mail about one of these ids; what was not sent yet is not sent any more."""
    return {"mails": delete_mails_about(desk.session, ids)}


MAILS = Holding(name="mails", columns={"mails": ()}, counted=("mails",), erase=erase)
