"""A path, put on the wire."""

from typing import Any

from api.matches.mapping import Show, ShownOffer, to_match, to_sentence
from matching import Path, PathOption, Rung


def to_path(path: Path, show: Show) -> dict[str, Any]:
    """Show the way from here along the rungs, with the rungs that are missing."""
    return {
        "ladderStep": path.ladder_step,
        "ladderGoal": path.ladder_goal,
        "staying": [to_sentence(each) for each in path.staying],
        "rungs": [_rung(each, show) for each in path.rungs],
    }


def _rung(rung: Rung, show: Show) -> dict[str, Any]:
    return {
        "ladderStep": rung.ladder_step,
        "missing": not rung.options,
        "sentence": to_sentence(rung.sentence),
        "matches": [_option(each, show(each.match.offer_id)) for each in rung.options],
    }


def _option(option: PathOption, offer: ShownOffer) -> dict[str, Any]:
    return {"samePlace": option.same_place, **to_match(option.match, offer)}
