"""What is mailed when processes are killed: every kept event to who has to know, and none twice that was taken."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import Session, col, select

from api.catalogue.organizations.tables import Organization
from api.handovers.tables import HandoverEvent
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import UNFINISHED, MailState
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.handovers.arranging import DETAILS, a_request
from tests.processes.post_office import KillablePostOffice, killable_post_office
from tests.processes.server import kill, serving
from tests.service import CLOCK, Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

HANDOVERS, KILLS = 3, 2
# Far more than a server on this machine takes, and so long a mail waits that was under way when its node was killed.
TIMEOUT_SECONDS = 15


@pytest.fixture
def office(tmp_path: Path) -> Iterator[KillablePostOffice]:
    folder = tmp_path / "office"
    folder.mkdir()
    with killable_post_office(folder) as running:
        yield running


@pytest.fixture
def sides(database: Database) -> tuple[Actor, Actor]:
    """A coach and a partner, who may both be mailed."""
    client = httpx.AsyncClient()
    coach = make_actor(client, database, Role.COACH, "Coaches")
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    with database.write() as session:
        for actor, email in ((coach, "team@coaches.example"), (partner, "balie@focus.example")):
            _let_mail(session, actor, email)
    return coach, partner


def _let_mail(session: Session, actor: Actor, email: str) -> None:
    organization = session.get_one(Organization, actor.organization_id)
    organization.contact_email, organization.contact_email_consent_on = email, CLOCK.today()
    session.add(organization)


def settings(office: KillablePostOffice) -> dict[str, str]:
    return {
        "VONK_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "VONK_MAIL_FROM": "Vonk <vonk@gemeente.example>",
        "VONK_MAIL_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
        "VONK_MAIL_BACKOFF_SECONDS": ",".join(["1"] * 30),
    }


def send(address: str, actor: Actor, path: str, body: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {actor.key}"}
    answer = httpx.post(f"{address}/v1{path}", json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def hand_over(address: str, sides: tuple[Actor, Actor]) -> None:
    """Ask a partner and have it answered, which are two mails."""
    coach, partner = sides
    offer = send(address, partner, "/offers", an_offer())["id"]
    handover = send(address, coach, "/handovers", a_request(offer))["id"]
    send(address, partner, f"/handovers/{handover}/events", {"type": "accept"} | DETAILS["accept"])
    send(address, coach, f"/handovers/{handover}/events", {"type": "reschedule"} | DETAILS["reschedule"])


def states(database: Database) -> Counter[MailState]:
    with database.read() as session:
        return Counter(mail.state for mail in session.exec(select(Mail)))


def ids_of(database: Database, *which: MailState) -> set[str]:
    with database.read() as session:
        return {
            f"<{each}@gemeente.example>" for each in session.exec(select(Mail.id).where(col(Mail.state).in_(which)))
        }


def is_all_done(database: Database) -> bool:
    return not set(states(database)) & UNFINISHED


def test_kills_of_node_and_mail_server_lose_no_mail_and_none_that_was_taken_is_sent_again(
    database_url: str, database: Database, sides: tuple[Actor, Actor], office: KillablePostOffice
) -> None:
    for _ in range(KILLS):
        with serving(database_url, **settings(office)) as (address, node):
            hand_over(address, sides)
            wait_until(lambda: is_all_done(database))
            # The mail server dies when it has a mail whole and before it says so; then the node dies too.
            office.hold()
            seen = len(office.seen)
            hand_over(address, sides)
            wait_until(lambda: len(office.seen) > seen)  # noqa: B023 - it is waited for at once
            office.kill()
            kill(node)
        office.let_go()
        office.start()
    with serving(database_url, **settings(office)):
        wait_until(lambda: is_all_done(database))
    assert states(database)[MailState.SENT] + states(database)[MailState.DROPPED] == sum(states(database).values())
    assert Counter(office.taken) == Counter(ids_of(database, MailState.SENT))
    assert _told(database) == _to_tell(database)


def test_a_node_that_is_killed_while_the_server_has_the_mail_sends_it_once_more_under_the_same_id(
    database_url: str, database: Database, sides: tuple[Actor, Actor], office: KillablePostOffice
) -> None:
    office.hold()
    with serving(database_url, **settings(office)) as (address, node):
        hand_over(address, sides)
        wait_until(lambda: len(office.seen) > 0)
        kill(node)
    office.let_go()
    with serving(database_url, **settings(office)):
        wait_until(lambda: is_all_done(database))
    sent = ids_of(database, MailState.SENT)
    assert set(office.taken) == sent
    assert max(Counter(office.taken).values()) <= 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_nodes_share_the_mails_and_one_goes_on_with_those_of_the_other(
    database_url: str, database: Database, sides: tuple[Actor, Actor], office: KillablePostOffice
) -> None:
    with serving(database_url, **settings(office)) as (address, first), serving(database_url, **settings(office)):
        for _ in range(HANDOVERS):
            hand_over(address, sides)
        kill(first)
        wait_until(lambda: is_all_done(database))
    assert Counter(office.taken) >= Counter(ids_of(database, MailState.SENT))
    assert set(office.taken) == ids_of(database, MailState.SENT)


def _to_tell(database: Database) -> Counter[tuple[str, int]]:
    """Every event of which someone has to know: here all."""
    with database.read() as session:
        return Counter((event.handover_id, event.number) for event in session.exec(select(HandoverEvent)))


def _told(database: Database) -> Counter[tuple[str, int]]:
    with database.read() as session:
        return Counter((mail.about_id, mail.event_number) for mail in session.exec(select(Mail)))
