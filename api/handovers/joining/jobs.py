"""Forgetting in time from which addresses was asked."""

from api.handovers.joining.bounds import forget_addresses
from api.platform.jobs.work import Recurring
from api.platform.node import Node

FORGETTING_SECONDS = 3600.0


def forget_addresses_of_before(node: Node) -> None:
    """Forget the addresses of earlier days; whoever asks does so as well."""
    with node.database.write() as session:
        forget_addresses(session, before=node.clock.today())


RECURRING = {"handovers.addresses": Recurring(forget_addresses_of_before, FORGETTING_SECONDS)}
