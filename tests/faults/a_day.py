"""What happens in a small town in a day: offers, questions, handovers on their way, a table, watches and erasures."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import httpx

from tests.handovers.arranging import a_consent, a_request
from tests.service import Actor, Service, an_offer

SUBJECTS = ("hout", "koken", "tuinieren", "fietsen", "lezen", "zingen", "schaken", "naaien")
OFFERS_A_DAY, QUESTIONS_A_DAY, HANDOVERS_A_DAY, SEATS = 2, 6, 4, 6
OFFER_LIVES_DAYS, CLIENT_LIVES_DAYS, TABLE_EACH_DAYS = 90, 120, 7
# What follows on a request, how many days after the step before it.
ROAD = (("accept", 3), ("introduce", 7), ("start", 2), ("complete", 45))


@dataclass
class Client:
    """One who was handed over: as whom, by whom, and which step comes when."""

    reference: str
    handover_id: str
    sender: Actor
    since: int
    next_step: int = 0
    due_on: int = 0


@dataclass
class Town:
    """Everybody in it, and what they did."""

    service: Service
    random: Random
    day: int = 0
    offers: list[tuple[int, str]] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    async def live(self) -> None:
        """Live one day."""
        self.day = self.service.node.clock.offset_days
        await self._change_offers()
        for _ in range(QUESTIONS_A_DAY):
            await self.send(self.service.coach, "POST", "/matches", {"client": self._wishes()})
        for number in range(HANDOVERS_A_DAY):
            await self._hand_over(f"K-{self.day}-{number}")
        for client in [each for each in self.clients if each.due_on == self.day]:
            await self._go_on(client)
        await self._let_wait()
        if self.day % TABLE_EACH_DAYS == 0:
            await self._hold_table()
        await self._erase_old()

    async def send(self, actor: Actor, method: str, path: str, body: Any = None) -> httpx.Response:
        """Ask something, and note what came of it."""
        answer = await actor.send(method, path, body)
        self.answers[str(answer.status_code)] += 1
        return answer

    def _wishes(self) -> dict[str, Any]:
        return {"interests": self.random.sample(SUBJECTS, 2)}

    def _on(self, days: int) -> str:
        return str(self.service.node.clock.today() + timedelta(days=days))

    async def _change_offers(self) -> None:
        partner = self.service.partner
        for _ in range(OFFERS_A_DAY):
            subject = self.random.choice(SUBJECTS)
            wanted = an_offer(
                title=f"Samen {subject}, groep {self.day}", interests=[subject], places={"total": 30, "available": 30}
            )
            made = await self.send(partner, "POST", "/offers", wanted)
            self.offers.append((self.day, made.json()["id"]))
        _, changed = self.random.choice(self.offers)
        await self.send(partner, "POST", f"/offers/{changed}/assurances")
        while self.offers[0][0] < self.day - OFFER_LIVES_DAYS:
            await self.send(partner, "DELETE", f"/offers/{self.offers.pop(0)[1]}")

    async def _hand_over(self, reference: str) -> None:
        _, offer_id = self.random.choice(self.offers)
        wanted = a_request(offer_id, clientReference=reference, consent=a_consent())
        made = await self.send(self.service.coach, "POST", "/handovers", wanted)
        if made.is_success:
            client = Client(reference, made.json()["id"], self.service.coach, self.day)
            # One in five is never answered: the clock ends those.
            client.due_on = self.day + ROAD[0][1] if self.random.random() < 0.8 else -1
            self.clients.append(client)

    async def _go_on(self, client: Client) -> None:
        event, _ = ROAD[client.next_step]
        details: dict[str, Any] = {}
        if event == "accept":
            at = f"{self._on(6)}T09:30:00Z"
            details = {"appointment": {"at": at, "place": "De Focus, aan de balie", "with": "de beheerder"}}
        elif event == "complete":
            details = {"outcome": "stays"}
        who = client.sender if event == "introduce" else self.service.partner
        await self.send(who, "POST", f"/handovers/{client.handover_id}/events", {"type": event} | details)
        client.next_step += 1
        client.due_on = self.day + ROAD[client.next_step][1] if client.next_step < len(ROAD) else -1

    async def _let_wait(self) -> None:
        wanted = {"clientReference": f"W-{self.day}", "client": self._wishes()}
        await self.send(self.service.coach, "POST", "/watches", wanted)

    async def _hold_table(self) -> None:
        host = self.service.host
        made = await self.send(host, "POST", "/tables", {"name": "Matchingtafel", "on": self._on(0)})
        path = f"/tables/{made.json()['id']}"
        chosen = self.random.sample([offer_id for _, offer_id in self.offers], min(10, len(self.offers)))
        await self.send(host, "PUT", f"{path}/offers", {"offerIds": chosen})
        for number in range(SEATS):
            await self.send(host, "PUT", f"{path}/clients/K{number}", self._wishes())
        proposed = await self.send(host, "POST", f"{path}/proposals")
        pairs = [each for each in proposed.json()["clients"] if each["offerId"]]
        for each in pairs:
            decision = {"type": "agree", "offerId": each["offerId"]}
            await self.send(host, "PUT", f"{path}/decisions/{each['seat']}", decision)
            await self._hand_over_from(path, each["seat"])

    async def _hand_over_from(self, path: str, seat: str) -> None:
        reference = f"T-{self.day}-{seat}"
        appointment = {"at": f"{self._on(4)}T13:00:00Z", "place": "De Focus, aan de balie", "with": "de beheerder"}
        wanted = {
            "seat": seat,
            "clientReference": reference,
            "consent": a_consent(shares=["firstName"]),
            "introduction": {"firstName": "Bertus"},
            "appointment": appointment,
        }
        made = await self.send(self.service.host, "POST", f"{path}/handovers", {"handovers": [wanted]})
        if made.is_success:
            handover_id = made.json()["items"][0]["handoverId"]
            start = [event for event, _ in ROAD].index("start")
            self.clients.append(Client(reference, handover_id, self.service.host, self.day, start, self.day + 4))

    async def _erase_old(self) -> None:
        while self.clients and self.clients[0].since < self.day - CLIENT_LIVES_DAYS:
            client = self.clients.pop(0)
            await self.send(client.sender, "POST", "/handovers/erasures", {"clientReference": client.reference})
