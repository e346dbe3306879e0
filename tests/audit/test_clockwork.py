"""What the clock does with data of people stands in the log of data processing as what people do."""

from api.clients.participations.jobs import erase_due_participations
from api.features import FEATURES
from api.handovers.jobs import count_who_goes_on, forget_old_handovers
from api.matches.city_matches.jobs import erase_old
from api.matches.watches.jobs import erase_due_watches
from api.matching_tables.jobs import erase_due_tables
from api.platform.audit.queries import stream_processing
from api.rights.activities import RIGHTS_OF_CLIENTS
from tests.city.test_city_matches import asked
from tests.handovers.arranging import brought_to
from tests.matching_tables.afternoon import an_afternoon
from tests.service import Service, later
from tests.watches.test_watches import put_offer
from tests.watches.waiting import look_around, watch

LONG_AFTER_DAYS = 5000
CARING = {"clientReference": "K-1", "kind": "caregiving", "hoursPerWeek": 4, "since": "2026-01-01"}


def logged(service: Service, operation: str) -> list[tuple[str, str | None]]:
    """The rows of this operation: which activity, about whom."""
    with service.database.read() as session:
        rows = list(stream_processing(session, since=None))
    return [(each.activity, each.subject_id) for each in rows if each.operation == operation]


async def test_what_is_erased_by_its_age_is_a_row_for_each_client_whatever_held_it(service: Service) -> None:
    await brought_to(service, "completed")
    await an_afternoon(service)
    await asked(service.coach)
    await watch(service.coach)
    assert (await service.coach.post("/participations", CARING)).status_code == 201
    node = later(service, days=LONG_AFTER_DAYS)
    told = dict[str, list[str | None]]()
    for work, operation in (
        (forget_old_handovers, "handovers.retention"),
        (erase_due_tables, "tables.erasure"),
        (erase_old, "city-matches.forget"),
        (erase_due_watches, "watches.erasure"),
        (erase_due_participations, "participations.erasure"),
    ):
        work(node)
        work(node)
        rows = logged(service, operation)
        assert len(set(rows)) == len(rows) > 0, operation
        told |= {activity: [subject for _, subject in rows] for activity, _ in rows}
    # What a feature does with data of people it also forgets in time, and that is seen here.
    assert told.keys() == {each.id for each in FEATURES.activities} - {RIGHTS_OF_CLIENTS.id}
    assert None not in [subject for subjects in told.values() for subject in subjects]


async def test_who_waits_and_is_told_of_an_offer_is_a_row_and_who_is_told_nothing_is_none(service: Service) -> None:
    await watch(service.coach, "K-1", client={"interests": ["hout"]})
    await watch(service.coach, "K-2", client={"interests": ["muziek"]})
    look_around(service)
    assert logged(service, "watches.look") == []
    await put_offer(service)
    look_around(service)
    ((activity, subject),) = logged(service, "watches.look")
    assert activity == "waiting"
    told = (await service.coach.post("/handovers/exports", {"clientReference": "K-1"})).json()["processing"]
    assert [each["operation"] for each in told] == ["createWatch", "watches.look"]
    assert subject is not None


async def test_whether_a_start_goes_on_is_counted_with_a_row_for_each_client_and_once(service: Service) -> None:
    count_who_goes_on(service.node)
    for state in ("started", "completed"):
        await brought_to(service, state)
    then = later(service, days=92)
    for _ in range(2):
        count_who_goes_on(then)
    rows = logged(service, "handovers.lasting")
    assert {activity for activity, _ in rows} == {"handing-over"}
    assert None not in [subject for _, subject in rows]
