"""What is done with data of people, declared once: the register of processing activities is made from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity, as article 30 of the AVG and the Logboek Dataverwerkingen ask for it."""

    id: str
    title: str
    purpose: str
    data: str
    receivers: str
    kept: str
