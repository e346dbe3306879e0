"""How an attempt ends: taken once, refused for good or for now, and what comes next."""

import socket
import threading
from contextlib import closing
from datetime import datetime

import pytest
from sqlmodel import select

from api.handovers.letters.jobs import send_mail
from api.platform.audit.queries import stream_audit_events
from api.platform.mail.jobs import forget_old_mails, promise_overdue_mails
from api.platform.mail.settings import MailSettings
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import MailState
from tests.audit.test_clockwork import logged
from tests.handovers.arranging import a_consent, done, offered, requested
from tests.mail.attempts import PARTNER_EMAIL, attempt_mails, mails_of, may_mail
from tests.mail.post_office import PostOffice
from tests.promises import lose_promises
from tests.service import Service, later


@pytest.fixture
async def asked(mailing: Service) -> str:
    """A handover that the partner is to be mailed about."""
    await may_mail(mailing, mailing.partner, PARTNER_EMAIL)
    return str((await requested(mailing, await offered(mailing)))["id"])


pytestmark = pytest.mark.usefixtures("asked")


def the_mail(service: Service) -> Mail:
    with service.database.read() as session:
        return session.exec(select(Mail)).one()


@pytest.mark.parametrize(
    ("stage", "answer", "failure"),
    [
        ("at_recipient", "550 5.1.1 No such user balie@focus.example", "recipient-refused"),
        ("at_recipient", "552 Mailbox full", "recipient-refused"),
        ("at_message", "554 5.7.1 We think this is spam", "message-refused"),
        ("at_sender", "553 Sender not allowed", "sender-refused"),
    ],
)
async def test_what_is_refused_for_good_bounced_and_is_not_tried_again(
    mailing: Service, office: PostOffice, asked: str, stage: str, answer: str, failure: str
) -> None:
    getattr(office, stage).append(answer)
    for _ in range(2):
        attempt_mails(mailing)
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["lastStatus"], told["lastFailure"]) == ("bounced", int(answer[:3]), failure)
    assert (told["attempts"], told["nextAttemptAt"], told["handoverId"]) == (1, None, asked)
    assert office.taken == []


@pytest.mark.parametrize(
    ("stage", "answer", "failure"),
    [
        ("at_recipient", "451 Greylisted, come back later", "recipient-refused"),
        ("at_message", "452 Disk full", "message-refused"),
        ("at_sender", "421 Closing down", "sender-refused"),
        ("at_message", "hang up", "connection"),
        ("at_recipient", "hang up", "connection"),
    ],
)
async def test_what_is_refused_for_now_is_tried_again_with_the_same_message(
    mailing: Service, office: PostOffice, stage: str, answer: str, failure: str
) -> None:
    getattr(office, stage).append(answer)
    attempt_mails(mailing)
    (waiting,) = await mails_of(mailing.partner)
    status = int(answer[:3]) if answer[0] == "4" else None
    assert (waiting["state"], waiting["lastFailure"], waiting["lastStatus"]) == ("pending", failure, status)
    pause = datetime.fromisoformat(waiting["nextAttemptAt"]) - datetime.fromisoformat(waiting["lastAttemptAt"])
    assert pause.total_seconds() == 60
    attempt_mails(mailing)
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["attempts"], told["lastFailure"]) == ("sent", 2, None)
    assert len(office.taken) == 1


async def test_every_attempt_hands_in_the_very_same_message(mailing: Service, office: PostOffice) -> None:
    office.at_message += ["451 Not now", "451 Not now"]
    for _ in range(3):
        attempt_mails(mailing)
    assert len(office.seen) == 3
    assert len(set(office.seen)) == 1


async def test_after_the_last_pause_it_has_failed(mailing: Service, office: PostOffice) -> None:
    office.at_recipient += ["451 Not now"] * 3
    for _ in range(4):
        attempt_mails(mailing)
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["attempts"], office.taken) == ("failed", 3, [])


async def test_a_server_that_is_not_there_is_tried_again(mailing: Service) -> None:
    with closing(socket.socket()) as unheard:
        unheard.bind(("127.0.0.1", 0))
        attempt_mails_through(mailing, f"smtp://127.0.0.1:{unheard.getsockname()[1]}")
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["lastFailure"]) == ("pending", "connection")


async def test_a_server_that_never_answers_is_left_in_time(mailing: Service) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        attempt_mails_through(mailing, f"smtp://127.0.0.1:{silent.getsockname()[1]}", mail_timeout_seconds=0.3)
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["lastFailure"]) == ("pending", "timeout")


async def test_so_is_one_that_goes_on_answering_without_an_end(mailing: Service) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as slow:
        dripping = threading.Thread(target=_drip, args=(slow,))
        dripping.start()
        attempt_mails_through(mailing, f"smtp://127.0.0.1:{slow.getsockname()[1]}", mail_timeout_seconds=0.5)
        dripping.join()
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], told["lastFailure"]) == ("pending", "timeout")


async def test_a_turn_that_passed_hands_nothing_in(mailing: Service, office: PostOffice) -> None:
    first = the_mail(mailing)
    attempt_mails(mailing)
    for turn in range(first.turn + 3):
        send_mail(mailing.node, first.id, str(turn))
    assert len(office.taken) == 1


async def test_of_two_nodes_with_the_same_turn_one_hands_in(mailing: Service, office: PostOffice) -> None:
    mail = the_mail(mailing)
    threads = [threading.Thread(target=send_mail, args=(mailing.node, mail.id, str(mail.turn))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(office.taken), the_mail(mailing).state) == (1, MailState.SENT)


async def test_what_bounced_is_sent_again_when_its_organization_asks(mailing: Service, office: PostOffice) -> None:
    office.at_recipient.append("550 No such user")
    attempt_mails(mailing)
    (bounced,) = await mails_of(mailing.partner)
    path = f"/mails/{bounced['id']}/retries"
    strangers = (mailing.other_partner, mailing.coach)
    assert {(await each.post(path, None)).status_code for each in strangers} == {404}
    again = await mailing.partner.post(path, None)
    assert (again.status_code, again.json()["state"]) == (202, "pending")
    attempt_mails(mailing)
    assert [mail["Message-ID"] for mail in office.taken] == [f"<{bounced['id']}@gemeente.example>"]
    refused = await mailing.admin.post(path, None)
    assert (refused.status_code, refused.json()["state"]) == (409, "sent")


async def test_an_admin_sees_that_mail_bounced_and_not_about_which_handover(
    mailing: Service, office: PostOffice
) -> None:
    office.at_recipient.append("550 No such user")
    attempt_mails(mailing)
    path = f"/organizations/{mailing.partner.organization_id}/mails"
    (told,) = (await mailing.admin.get(path)).json()["items"]
    assert (told["state"], told["handoverId"]) == ("bounced", None)
    assert [(await each.get(path)).status_code for each in (mailing.coach, mailing.other_partner)] == [404, 404]


async def test_who_was_asked_and_answered_meanwhile_is_not_asked_again(
    mailing: Service, office: PostOffice, asked: str
) -> None:
    await done(mailing.partner, asked, "accept")
    attempt_mails(mailing)
    (told,) = await mails_of(mailing.partner)
    assert (told["state"], office.taken) == ("dropped", [])
    assert logged(mailing, "mail.send") == []


async def test_a_client_who_is_erased_leaves_nothing_to_send(mailing: Service, office: PostOffice) -> None:
    mail = the_mail(mailing)
    erased = await mailing.coach.post("/handovers/erasures", {"clientReference": "K-2831"})
    assert erased.json()["mails"] == 1
    send_mail(mailing.node, mail.id, str(mail.turn))
    assert (office.taken, await mails_of(mailing.partner)) == ([], [])


async def test_what_was_sent_long_ago_is_forgotten_and_what_waits_is_not(mailing: Service) -> None:
    attempt_mails(mailing)
    await requested(mailing, await offered(mailing), clientReference="K-3", consent=a_consent())
    forget_old_mails(later(mailing, days=40))
    assert [each["state"] for each in await mails_of(mailing.partner)] == ["pending"]


async def test_a_mail_whose_promise_was_lost_is_promised_anew(mailing: Service) -> None:
    before = the_mail(mailing)
    promise_overdue_mails(later(mailing, days=2))
    lose_promises(mailing.database)
    promise_overdue_mails(mailing.node)
    assert the_mail(mailing).turn == before.turn
    promise_overdue_mails(later(mailing, days=2))
    assert the_mail(mailing).turn == before.turn + 1


async def test_neither_addresses_nor_answers_of_the_server_are_logged(
    mailing: Service, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.at_recipient.append(f"451 {PARTNER_EMAIL} is greylisted")
    attempt_mails(mailing)
    assert "recipient-refused 451" in caplog.text
    assert [word for word in (PARTNER_EMAIL, "greylisted", "focus.example") if word in caplog.text] == []


def attempt_mails_through(service: Service, url: str, **chosen: object) -> None:
    """Attempt what waits through another server."""
    node = later(service)
    node.settings = node.settings.choose(MailSettings, smtp_url=url, **chosen)
    mail = the_mail(service)
    send_mail(node, mail.id, str(mail.turn))


def _drip(server: socket.socket) -> None:
    connection, _ = server.accept()
    with closing(connection):
        try:
            while True:
                connection.sendall(b"220-wait\r\n")
                threading.Event().wait(0.05)
        except OSError:
            return


async def test_each_attempt_is_a_row_about_the_client_in_both_logs(mailing: Service, office: PostOffice) -> None:
    office.at_recipient = ["451 Later"]
    for _ in range(2):
        attempt_mails(mailing, days=1)
    rows = logged(mailing, "mail.send")
    assert len(rows) == 2
    assert {activity for activity, _ in rows} == {"handing-over"}
    assert len({subject for _, subject in rows} - {None}) == 1
    with mailing.database.read() as session:
        told = [each.objects for each in stream_audit_events(session, since=None) if each.operation == "mail.send"]
    assert told == [f"mails/{the_mail(mailing).id}"] * 2
