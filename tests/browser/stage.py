"""A server with an offer and who takes part, for pages in a browser."""

import uuid
from typing import Any, NamedTuple

import httpx

from tests.handovers.arranging import a_consent, a_request
from tests.service import Actor
from tests.waiting import ONLY_A_HANG_SECONDS


class Stage(NamedTuple):
    """A server with an offer in a public catalogue, open to residents, and who takes part."""

    address: str
    coach: Actor
    partner: Actor
    other: Actor
    offer_id: str

    def send(self, actor: Actor, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Send a request with this key."""
        headers = {"Authorization": f"Bearer {actor.key}"}
        answer = httpx.request(
            method, f"{self.address}/v1{path}", json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS
        )
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def ask(self) -> tuple[str, str]:
        """A new handover, and the address of its reply page on this server."""
        consent = a_consent(recipients=[self.other.organization_id])
        wanted = a_request(self.offer_id, consent=consent, clientReference=f"K-{uuid.uuid4().hex}")
        handover_id = self.send(self.coach, "POST", "/handovers", wanted)["id"]
        link = self.send(self.coach, "POST", f"/handovers/{handover_id}/reply-links")["url"]
        return handover_id, self.address + "/reply/" + link.rpartition("/")[2]

    def state_of(self, handover_id: str) -> str:
        """Where the handover is now."""
        return str(self.send(self.coach, "GET", f"/handovers/{handover_id}")["state"])
