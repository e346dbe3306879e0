"""What the clock does with data of people: nobody asked for it just then, and it is recorded all the same."""

from typing import Final

from sqlmodel import Session

from api.platform.node import Node
from api.platform.recording.actions import Deed, record_deed
from api.platform.recording.notes import notes_of

CLOCK: Final = "clock"


def record_work(session: Session, node: Node, work: str) -> None:
    """Write into both logs that this work processed data of those who were noted; nothing when nobody was."""
    if notes_of(session).clients:
        record_deed(session, node, Deed(work, CLOCK))


def record_erasure(session: Session, node: Node, work: str) -> None:
    """Write the same of an erasure; who is not known gets no pseudonym by being forgotten."""
    notes_of(session).makes_pseudonyms = False
    record_work(session, node, work)
