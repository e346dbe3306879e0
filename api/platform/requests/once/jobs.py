"""The durable work of idempotency: forgetting answers in time, also when no new key comes."""

from datetime import timedelta

from api.platform.jobs.work import JobContext, Recurring
from api.platform.requests.once.actions import forget_answers_before

FORGET_SECONDS = 3600.0


def forget_old_answers(context: JobContext) -> None:
    """Erase the answers that were kept long enough, also from the embedded database's log."""
    before = context.clock.now() - timedelta(hours=context.settings.idempotency_hours)
    with context.database.write() as session:
        forget_answers_before(session, before)
    context.database.empty_log()


RECURRING = {"idempotency.forget": Recurring(forget_old_answers, FORGET_SECONDS)}
