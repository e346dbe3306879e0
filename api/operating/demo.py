"""`make run`: a database with something in it, keys that work, and a first question to paste."""

import json

from sqlmodel import Session

from api.catalogue.organizations.actions import find_or_create_organization
from api.catalogue.organizations.queries import list_organizations
from api.matching_tables.hosting.links import KEY_NAME, create_host_link
from api.operating.opening import OPERATOR
from api.operating.past import make_up_past
from api.operating.seeding import seed
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.security.actions import create_key, revoke_key
from api.platform.security.queries import list_keys
from api.platform.security.roles import Role
from api.platform.web.pagination import PageRequest

DEMO_KEY_NAME = "make run"
DEMO_KEY_DAYS = 7
QUESTION = {
    "client": {
        "interests": ["iets met hout", "met m'n handen werken"],
        "avoid": ["kinderen"],
        "loadCapacity": {
            "hoursPerWeek": 8,
            "startHoursPerWeek": 1,
            "physical": 1,
            "posture": 2,
            "mental": 3,
            "social": 2,
            "stimuli": 1,
        },
        "socialWish": 1,
        "dayParts": ["mon-morning", "wed-afternoon"],
        "location": {"postcode": "3073XY"},
        "travel": {"mode": "bike", "maxMinutes": 20},
        "dutchLevel": "B1",
        "languages": ["nl"],
        "age": 57,
        "maxCostEuros": 5,
        "ladderStep": 2,
        "ladderGoal": 4,
    },
    "limit": 3,
}
COACHES = "Coaches van de gemeente"


def prepare(node: Node) -> dict[Role, str]:
    """Seed an empty database and make a fresh key for each role; the keys of the last run end."""
    seed(node)
    clock = node.clock
    with node.database.write() as session:
        for key in list_keys(session):
            # A key is shown once, so those of the last run are of no use to anyone any more.
            if key.name in {DEMO_KEY_NAME, KEY_NAME}:
                revoke_key(session, key.id, now=clock.now())
        coaches = find_or_create_organization(session, COACHES, now=clock.now()).id
        partner = _first_partner(session)
        make_up_past(session, clock.today())
        bound = {
            Role.ADMIN: None,
            Role.COACH: coaches,
            Role.HOST: coaches,
            Role.PARTNER: partner,
            Role.ANALYST: None,
        }
        return {
            role: create_key(
                session,
                name=DEMO_KEY_NAME,
                role=role,
                organization_id=organization_id,
                now=clock.now(),
                valid_days=DEMO_KEY_DAYS,
            ).key
            for role, organization_id in bound.items()
        }


def make_host_path(node: Node) -> str:
    """Make the path of an address at which the coaches of the demo lead matching tables."""
    with node.database.write() as session:
        desk = Desk.of(node, session, author_id=OPERATOR)
        coaches = find_or_create_organization(session, COACHES, now=desk.now)
        return create_host_link(desk, coaches.id, days=DEMO_KEY_DAYS)


def welcome(keys: dict[Role, str], host_path: str, *, address: str) -> str:
    """Return what a newcomer sees first: addresses, keys and a first question."""
    listed = "\n".join(f"  {role:<8} {key}" for role, key in keys.items())
    question = json.dumps(QUESTION, ensure_ascii=False)
    # In single quotes a shell takes everything as it is, but for the single quote itself.
    quoted = question.replace("'", "'\\''")
    return f"""
Vonk is here. Try it in a browser:

  {address}/try
  {address}{host_path}   for who leads a matching table

Keys for this demo (they end with the next `make run`):
{listed}

Ask for a first match:

curl -s {address}/v1/matches \\
  -H 'Authorization: Bearer {keys[Role.COACH]}' \\
  -H 'Content-Type: application/json' \\
  -d '{quoted}' | python3 -m json.tool --no-ensure-ascii

Make an address of the page with the report (its past is made up), and open it in a browser:

curl -s -X POST {address}/v1/report-links -H 'Authorization: Bearer {keys[Role.ADMIN]}'

Read and try the API: {address}/docs
"""


def _first_partner(session: Session) -> str:
    return list_organizations(session, PageRequest(limit=1))[0].id
