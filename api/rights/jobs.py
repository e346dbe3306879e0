"""The durable work of erasure: leaving nothing of erased rows in the files of the database."""

from api.platform.feature import Features
from api.platform.jobs.sweeping import SWEEP
from api.platform.node import Node
from api.platform.storage.holdings import tables_of


def sweep(node: Node) -> None:
    """Write every table anew that holds something about clients."""
    node.database.rewrite(tables_of(node.part(Features).holdings))


WORKS = {SWEEP: sweep}
