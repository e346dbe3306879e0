"""The closed lists of the contract, one StrEnum each: what a value may be, everywhere in the house."""

from enum import IntEnum, StrEnum


class OfferKind(StrEnum):
    """What an offer asks of who joins: from joining in to sheltered work."""

    ACTIVITY = "activity"
    PLACEMENT = "placement"
    COURSE = "course"
    WORK_EXPERIENCE = "work-experience"
    SHELTERED_WORK = "sheltered-work"


class Goal(StrEnum):
    """What joining an offer is good for."""

    MEETING = "meeting"
    EXERCISE = "exercise"
    HEALTH = "health"
    CREATIVITY = "creativity"
    LEARNING = "learning"
    SKILLS = "skills"
    REMOVE_BARRIERS = "remove-barriers"
    HELPING_OTHERS = "helping-others"


class LoadAxis(StrEnum):
    """What an offer can ask of body and mind; the sections of the Functionele Mogelijkhedenlijst."""

    PHYSICAL = "physical"
    POSTURE = "posture"
    MENTAL = "mental"
    SOCIAL = "social"
    STIMULI = "stimuli"


class LoadLevel(IntEnum):
    """How much of one load axis."""

    NONE = 0
    LIGHT = 1
    MODERATE = 2
    HEAVY = 3


class DayPart(StrEnum):
    """One of the 21 dagdelen of a week, in the order of the week."""

    MON_MORNING = "mon-morning"
    MON_AFTERNOON = "mon-afternoon"
    MON_EVENING = "mon-evening"
    TUE_MORNING = "tue-morning"
    TUE_AFTERNOON = "tue-afternoon"
    TUE_EVENING = "tue-evening"
    WED_MORNING = "wed-morning"
    WED_AFTERNOON = "wed-afternoon"
    WED_EVENING = "wed-evening"
    THU_MORNING = "thu-morning"
    THU_AFTERNOON = "thu-afternoon"
    THU_EVENING = "thu-evening"
    FRI_MORNING = "fri-morning"
    FRI_AFTERNOON = "fri-afternoon"
    FRI_EVENING = "fri-evening"
    SAT_MORNING = "sat-morning"
    SAT_AFTERNOON = "sat-afternoon"
    SAT_EVENING = "sat-evening"
    SUN_MORNING = "sun-morning"
    SUN_AFTERNOON = "sun-afternoon"
    SUN_EVENING = "sun-evening"


class TravelMode(StrEnum):
    """How a client travels to an offer."""

    WALK = "walk"
    BIKE = "bike"
    PUBLIC_TRANSPORT = "public-transport"
    CAR = "car"
    WHEELCHAIR = "wheelchair"


class DutchLevel(StrEnum):
    """Command of Dutch by the Common European Framework, weakest first; A0 is none at all."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Indication(StrEnum):
    """A municipal decision that opens a sheltered place."""

    SHELTERED_ACTIVATION = "arbeidsmatige-activering"
    SHELTERED_EMPLOYMENT = "beschut-werk"
    DAY_CARE = "wmo-dagbesteding"


class Guidance(StrEnum):
    """How much guidance a client needs or an offer gives, least first."""

    NONE = "none"
    SOME = "some"
    INTENSIVE = "intensive"


class Audience(StrEnum):
    """Whom an offer is meant for, above others; it never excludes anyone."""

    WOMEN = "women"
    MEN = "men"
    YOUNG_PEOPLE = "young-people"
    OLDER_PEOPLE = "older-people"
    PARENTS = "parents"
    CAREGIVERS = "caregivers"
    NEWCOMERS = "newcomers"
    LGBTQ = "lgbtq"
    BEREAVED = "bereaved"
    HOMELESS = "homeless"
    IN_RECOVERY = "in-recovery"
    MENTAL_HEALTH = "mental-health"
    INTELLECTUAL_DISABILITY = "intellectual-disability"
    PHYSICAL_DISABILITY = "physical-disability"
    BRAIN_INJURY = "brain-injury"
    DEAF = "deaf"
    BLIND = "blind"
    CHRONIC_ILLNESS = "chronic-illness"


class Attendance(StrEnum):
    """How one takes part; only what is on site is judged by travel."""

    ON_SITE = "on-site"
    ONLINE = "online"
    BY_PHONE = "by-phone"
    AT_HOME = "at-home"


class OfferStatus(StrEnum):
    """What the organization decided about its offer."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class Precision(StrEnum):
    """How exactly a location's position is known, best first."""

    ADDRESS = "address"
    PC6 = "pc6"
    PC4 = "pc4"
    PLACE = "place"
    UNKNOWN = "unknown"


class FoundIn(StrEnum):
    """Which text of an offer showed an interest."""

    TITLE = "title"
    INTERESTS = "interests"
    DESCRIPTION = "description"


class WishState(StrEnum):
    """How a client's own words were understood."""

    UNDERSTOOD = "understood"
    GUESSED = "guessed"
    OPEN = "open"
    NOT_UNDERSTOOD = "not-understood"


class Language(StrEnum):
    """The languages in which Vonk writes to people."""

    DUTCH = "nl"
    ENGLISH = "en"
