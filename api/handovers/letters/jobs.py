"""The durable work of mail about handovers."""

from api.handovers.letters.writing import write_letter
from api.platform.mail.jobs import attempt
from api.platform.node import Node


def send_mail(node: Node, mail_id: str, turn: str) -> None:
    """Attempt one mail about a handover."""
    attempt(node, mail_id, int(turn), write_letter)


WORKS = {"mail.handover": send_mail}
