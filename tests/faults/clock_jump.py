"""A clock that jumps 400 days ahead and back again: what becomes of keys, deadlines, watches and offers.

The clock is moved by its setting, between one start and the next; a jump under a running process is not tried.
"""

from api.platform.security.roles import Role
from tests.faults.stage import QUESTION, Running, Stage, staged
from tests.faults.telling import promise, tell, tell_machine
from tests.handovers.arranging import a_request
from tests.processes.server import vonk
from tests.service import Actor, an_offer, make_actor
from tests.webhooks.receiver import wait_until

AHEAD_DAYS = 400
BACK_DAYS = -400


def main() -> None:
    """Move the clock, look, and move it back."""
    tell_machine(f"A clock that jumps {AHEAD_DAYS} days")
    with staged() as stage:
        short = make_actor(stage.coach.client, stage.database, Role.COACH, "Coaches van een jaar", days=365)
        with stage.serving() as running:
            offer = running.post(stage.partner, "/offers", an_offer()).json()["id"]
            handover = running.post(stage.coach, "/handovers", a_request(offer)).json()["id"]
            wanted = {"clientReference": "K-1", "client": {"interests": ["zeilen"]}}
            watch = running.post(stage.coach, "/watches", wanted).json()["id"]
            before = _states(running, stage, short, offer, handover, watch)
            tell(f"Before: {before}.")
        with stage.serving(VONK_CLOCK_OFFSET_DAYS=str(AHEAD_DAYS)) as running:
            wait_until(lambda: _state(running, stage, handover) != "requested")
            wait_until(lambda: running.get(stage.coach, f"/watches/{watch}").status_code != 200)
            ahead = _states(running, stage, short, offer, handover, watch)
            tell(f"{AHEAD_DAYS} days ahead: {ahead}.")
            refused = running.get(short, "/offers")
            tell(f"A key of a year is told {refused.status_code}: “{refused.json().get('detail', '')}”")
        _tell_doctor(stage, AHEAD_DAYS)
        promise(is_kept=refused.status_code == 401, that="a key works no longer than it was made for")
        with stage.serving() as running:
            tell(f"Back at the real day: {_states(running, stage, short, offer, handover, watch)}.")
            again = running.post(stage.coach, "/handovers", a_request(offer, clientReference="K-2832"))
            promise(is_kept=again.is_success, that="a handover can be asked for after the clock went back")
            promise(is_kept=_state(running, stage, handover) == "expired", that="what has ended stays ended")
        _go_further_back(stage)


def _go_further_back(stage: Stage) -> None:
    """Serve with a clock that stands before all that was written."""
    with stage.serving(VONK_CLOCK_OFFSET_DAYS=str(BACK_DAYS)) as running:
        answers = {
            "a match": running.post(stage.coach, "/matches", QUESTION),
            "a new offer": running.post(stage.partner, "/offers", an_offer()),
            "/readyz": running.ask(stage.coach, "GET", "/readyz"),
        }
        told = ", ".join(f"{name} {answer.status_code}" for name, answer in answers.items())
        tell(f"{-BACK_DAYS} days before what was written: {told}.")
        promise(is_kept=all(answer.status_code < 500 for answer in answers.values()), that="no fault of ours")
    _tell_doctor(stage, BACK_DAYS)


def _states(running: Running, stage: Stage, short: Actor, offer: str, handover: str, watch: str) -> str:
    told = {
        "a key of a year": running.get(short, "/offers").status_code,
        "one of two": running.get(stage.coach, "/offers").status_code,
        "the handover is": _state(running, stage, handover),
        "the watch": running.get(stage.coach, f"/watches/{watch}").status_code,
        "the offer is": running.get(stage.partner, f"/offers/{offer}").json().get("state"),
        "a match": running.post(stage.coach, "/matches", QUESTION).status_code,
    }
    return ", ".join(f"{name} {what}" for name, what in told.items())


def _state(running: Running, stage: Stage, handover: str) -> str:
    answer = running.get(stage.coach, f"/handovers/{handover}")
    return str(answer.json().get("state", answer.status_code))


def _tell_doctor(stage: Stage, days: int) -> None:
    settings = {"VONK_CLOCK_OFFSET_DAYS": str(days), "VONK_DATA_DIR": str(stage.folder)}
    done = vonk("doctor", VONK_DATABASE_URL=stage.url, **settings)
    lines = [line for line in done.stdout.splitlines() if "clock" in line.lower()]
    tell(f"`vonk doctor` with the clock {days} days off ends with {done.returncode}: {' / '.join(lines)}")


if __name__ == "__main__":
    main()
