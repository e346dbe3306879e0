"""The durable work of idempotency: forgetting answers in time, also when no new key comes."""

from datetime import timedelta

from api.platform.jobs.sweeping import AFTER_FORGETTING, promise_sweep
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.requests.once.actions import forget_answers_before
from api.platform.requests.once.settings import OnceSettings

FORGET_SECONDS = 3600.0


def forget_old_answers(node: Node) -> None:
    """Erase the answers that were kept long enough, also from the embedded database's log."""
    before = node.clock.now() - timedelta(hours=node.settings[OnceSettings].idempotency_hours)
    with node.database.write() as session:
        if forget_answers_before(session, before):
            promise_sweep(session, now=node.clock.now(), within=AFTER_FORGETTING)
    node.database.empty_log()


RECURRING = {"idempotency.forget": Recurring(forget_old_answers, FORGET_SECONDS)}
