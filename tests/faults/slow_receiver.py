"""A receiver of webhooks that answers after a minute: what others who are told see of it."""

import time

from api.platform.security.roles import Role
from tests.faults.stage import Running, staged
from tests.faults.telling import promise, tell, tell_machine
from tests.service import Actor, an_offer, make_actor
from tests.webhooks.receiver import Receiver, receiving

OFFERS = 40
ANSWERS_AFTER_SECONDS = 60


def main() -> None:
    """Tell two receivers of the same offers, without and with one that is slow."""
    tell_machine("A webhook receiver that answers after a minute")
    with staged() as stage, receiving() as slow, receiving() as quick:
        other_coach = make_actor(stage.coach.client, stage.database, Role.COACH, "Traag")
        with stage.serving() as running, running.somebody_matching(stage.coach) as other:
            _subscribe(running, stage.coach, quick)
            alone_seconds = _tell_of_offers(running, stage.partner, quick)
            slow.answers_after_seconds = ANSWERS_AFTER_SECONDS
            endpoint = _subscribe(running, other_coach, slow)
            beside_seconds = _tell_of_offers(running, stage.partner, quick)
            answered = running.get(other_coach, f"/webhook-endpoints/{endpoint}/deliveries?limit=100")
            trouble = running.trouble()
            waiting = [each["state"] for each in answered.json()["items"]]
    tell(f"{OFFERS} offers reached the quick receiver {alone_seconds:.1f} s after the last was written, alone;")
    tell(f"and {beside_seconds:.1f} s beside the slow one, who had been asked {len(slow.received)} times by then.")
    tell(f"The slow one's deliveries: {', '.join(f'{waiting.count(each)} {each}' for each in sorted(set(waiting)))}.")
    tell(f"Who matched meanwhile saw {other.told()}. Lines of trouble in the log: {trouble}.")
    promise(is_kept=len(set(quick.ids)) == 2 * OFFERS, that="the quick receiver is told of every offer")
    promise(is_kept=beside_seconds < ANSWERS_AFTER_SECONDS, that="it does not wait for the slow one")
    promise(is_kept="delivered" not in waiting, that="nothing is taken for delivered that was not answered")
    promise(is_kept=set(other.seen) == {"200"}, that="others are served meanwhile")


def _subscribe(running: Running, coach: Actor, receiver: Receiver) -> str:
    wanted = {"url": receiver.url, "types": ["offer.created"]}
    made = running.post(coach, "/webhook-endpoints", wanted)
    endpoint: str = made.json()["id"]
    return endpoint


def _tell_of_offers(running: Running, partner: Actor, quick: Receiver) -> float:
    """Write offers, and give how long after the last one the receiver had them all."""
    enough = len(quick.received) + OFFERS
    for _ in range(OFFERS):
        running.post(partner, "/offers", an_offer())
    began = time.monotonic()
    quick.wait_for(enough)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
