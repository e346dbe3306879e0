"""What partners' pages do by themselves: forgetting lists to which nobody said yes."""

from typing import Final

from api.catalogue.partner_pages.files import forget_files
from api.platform.jobs.work import Recurring
from api.platform.node import Node

FORGET_SECONDS: Final = 300.0
"""An hour and five minutes is still about an hour."""


def forget_waiting_files(node: Node) -> None:
    """Forget every list of which the hour is over."""
    with node.database.write() as session:
        forget_files(session, node.clock.now())


RECURRING = {"partner-pages.forget-files": Recurring(forget_waiting_files, FORGET_SECONDS)}
