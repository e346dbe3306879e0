"""What the documents show of answers, made anew by asking the demo: `make answers`."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx

from api.operating.demo import QUESTION
from api.platform.security.roles import Role
from bench import ten_clients
from bench.demo import serving_demo
from matching.parameters import parameters_of
from matching.parameters.documents import filled_in

Answer = dict[str, Any]
Ask = Callable[[Role, str, Answer], Answer]

_ROOT: Final = Path(__file__).parents[1]
_README: Final = _ROOT / "README.md"
_TYPED: Final = re.compile(r"-d '(\{[^…]*?\})'", re.DOTALL)
"""The bodies that the README asks its reader to type whole: an offer, and the question that finds it."""

_LEFT_OUT: Final = re.compile(r'^( *)"…\d?"(?:: null)?,?$', re.MULTILINE)
_SHOWN_REASONS: Final = ("interest", "interest-described", "interest-hint", "day-parts", "close-by")
_LINE: Final = 120
_MESSAGE: Final = 96


def main() -> None:
    """Ask the demo and write what it answers into the documents."""
    readme = _README.read_text(encoding="utf-8")
    offer, question = asked_by_readers(readme)
    with _demo() as ask:
        first = ask(Role.COACH, "matches", QUESTION)
        ask(Role.PARTNER, "offers", offer)
        found = ask(Role.COACH, "matches", question)
    makers = {
        "first-match": partial(_first_match, first),
        "sums": partial(_sums, first),
        "found": partial(_found, found),
        "one-client": partial(_one_client, first),
    }
    for document in (_README, _ROOT / "docs" / "matching.md"):
        document.write_text(filled_in(document.read_text(encoding="utf-8"), makers), encoding="utf-8")
    page = "\n".join(ten_clients.page()) + "\n"
    (_ROOT / "docs" / "ten-clients.md").write_text(page, encoding="utf-8")


def asked_by_readers(readme: str) -> tuple[Answer, Answer]:
    """Return the offer that a reader of the README posts, and the question that finds it."""
    offer, question = map(json.loads, _TYPED.findall(readme))
    return offer, question


@contextmanager
def _demo() -> Iterator[Ask]:
    """Yield how to ask what `make run` serves."""
    with serving_demo() as (address, keys):

        def ask(role: Role, path: str, body: Answer) -> Answer:
            headers = {"Authorization": f"Bearer {keys[role]}"}
            answer = httpx.post(f"{address}/v1/{path}", json=body, headers=headers)
            answer.raise_for_status()
            return dict(answer.json())

        yield ask


def _first_match(answer: Answer) -> str:
    """Show the first match of the demo's question, shortened."""
    match = answer["matches"][0]
    shown = {
        "offer": {"title": match["offer"]["title"], "…": None},
        "score": match["score"],
        "components": match["components"],
        "…": None,
        "reasons": _chosen(match["reasons"]),
        "cautions": match["cautions"],
        "message": textwrap.shorten(match["message"], _MESSAGE, placeholder=" …"),
    }
    return _as_json({"matches": [shown, "…"], "…": None})


def _chosen(reasons: list[Answer]) -> list[Answer | str]:
    """Return the first reason of some kinds, with a mark where others are left out."""
    codes = [reason["code"] for reason in reasons]
    chosen: list[Answer | str] = []
    for place, reason in enumerate(reasons):
        if reason["code"] in _SHOWN_REASONS and codes.index(reason["code"]) == place:
            chosen.append(reason)
        elif not chosen or chosen[-1] != "…":
            chosen.append("…")
    return chosen


def _sums(answer: Answer) -> str:
    """Tell how the demo's question adds up, and show what would help the nearest miss."""
    considered, feasible = answer["considered"], answer["feasible"]
    told = (
        f"Below the matches stands what nearly fits, with what would help, and the sums: {considered} offers were "
        f"considered, {feasible} are feasible, and each of the other {considered - feasible} is counted once, under "
        "what excludes it."
    )
    miss = answer["nearMisses"][0]
    shown = {"offer": {"title": miss["offer"]["title"], "…": None}, "blockedBy": miss["blockedBy"]}
    return f"{_wrapped(told)}\n\n{_as_json({'nearMisses': [shown, '…'], '…': None})}"


def _found(answer: Answer) -> str:
    """Show what is told of the offer that a reader of the README adds."""
    match = answer["matches"][0]
    shown = {"…": None, "interests": match["interests"], "…2": None, "cautions": match["cautions"], "…3": None}
    return _as_json({"matches": [shown], "…": None})


def _as_json(shown: Answer) -> str:
    text = json.dumps(shown, ensure_ascii=False, indent=4)
    shortened = _LEFT_OUT.sub(r"\1…", text)
    return f"```json\n{shortened}\n```"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _LINE, break_on_hyphens=False)


def _one_client(answer: Answer) -> str:
    """Tell how the first match of the demo's question comes to its score."""
    match, miss = answer["matches"][0], answer["nearMisses"][0]
    falls = ", ".join(f"{number} at `{code}`" for code, number in answer["excluded"].items())
    told = (
        f"Of {answer['considered']} offers {answer['feasible']} are feasible; the others fall {falls}. "
        f"*{match['offer']['title']}* comes first:"
    )
    reasons = "\n".join(f"> {reason['text']}  " for reason in (*match["reasons"], *match["cautions"]))
    nearest = f"The nearest miss is *{miss['offer']['title']}*: “{miss['blockedBy'][0]['wouldHelp']}”"
    parts = (_wrapped(told), _weighed(match), reasons, _wrapped(nearest))
    return "\n\n".join(parts)


def _weighed(match: Answer) -> str:
    """Make the table of the components, each times its weight."""
    scoring = parameters_of("scoring")
    rows = [(name, value, value * scoring.number(f"{name}_weight")) for name, value in match["components"].items()]
    rows.sort(key=lambda row: -scoring.number(f"{row[0]}_weight"))
    lines = ["| component | | times weight |", "| --- | --- | --- |"]
    lines += [f"| {name} | {value:.2f} | {weighed:.3f} |" for name, value, weighed in rows]
    lines.append(f"| score, of components that are rounded here | | {match['score']:.3f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
