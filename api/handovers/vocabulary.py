"""The closed lists of a handover."""

from enum import StrEnum


class HandoverState(StrEnum):
    """Where a handover is."""

    REQUESTED = "requested"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    INTRODUCED = "introduced"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class EventType(StrEnum):
    """What can happen to a handover: first what people do, then what the clock does."""

    REQUEST = "request"
    ACCEPT = "accept"
    DECLINE = "decline"
    FORWARD = "forward"
    ASK = "ask"
    ANSWER = "answer"
    RESCHEDULE = "reschedule"
    TAKE_BACK = "take-back"
    INTRODUCE = "introduce"
    START = "start"
    CHECK_IN = "check-in"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"
    WITHDRAW_CONSENT = "withdraw-consent"
    REMIND = "remind"
    EXPIRE = "expire"
    ASK_CHECK_IN = "ask-check-in"
    END_CONSENT = "end-consent"


class Side(StrEnum):
    """Who acts: the organization that hands over, the one that receives, or the clock."""

    SENDER = "sender"
    RECEIVER = "receiver"
    CLOCK = "clock"


class Detail(StrEnum):
    """What an event may tell besides its type; the names of the columns and, in camelCase, of the wire."""

    APPOINTMENT = "appointment"
    CONTACT_BEFORE = "contact_before"
    REASON = "reason"
    ORGANIZATION_ID = "organization_id"
    GOES = "goes"
    HOURS_PER_WEEK = "hours_per_week"
    OUTCOME = "outcome"
    TEXT = "text"


class DeclineReason(StrEnum):
    """Why it cannot be, this time."""

    FULL = "full"
    ALREADY_WITH_US = "already-with-us"
    NOT_SUITABLE = "not-suitable"
    NO_ANSWER_FROM_CLIENT = "no-answer-from-client"
    ENDED = "ended"
    OTHER = "other"


class Goes(StrEnum):
    """How it goes, at a check-in."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"


class Outcome(StrEnum):
    """What came of it; to stay is as good as to move on."""

    STAYS = "stays"
    NEXT_STEP = "next-step"
    PAID_WORK = "paid-work"
    STOPPED = "stopped"


class IntroductionField(StrEnum):
    """What a client may let know about themselves; nothing else fits in an introduction."""

    FIRST_NAME = "firstName"
    LAST_NAME = "lastName"
    PHONE = "phone"
    EMAIL = "email"


class WarningCode(StrEnum):
    """What stands, and is worth a second look."""

    CONSENT_ENDS_FIRST = "consent-ends-before-answer"
    TWO_APPOINTMENTS = "two-appointments"


class DeadlineKind(StrEnum):
    """What the clock does when it is time."""

    REMINDER = "reminder"
    EXPIRY = "expiry"
    CHECK_IN = "check-in"
    CONSENT_END = "consent-end"
