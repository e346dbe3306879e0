"""The kinds of what clients do already."""

from enum import StrEnum


class ParticipationKind(StrEnum):
    """What a client found himself or does already; caring for someone counts."""

    CAREGIVING = "caregiving"
    VOLUNTEERING = "volunteering"
    COURSE = "course"
    HELP = "help"
    OTHER = "other"
