"""The labelled lists of `python -m bench.reading` hold: what was reached stays reached, and every label exists."""

from bench.reading import LISTS, Labelled, count_marked, judge, read_labelled
from matching.interests import load_vocabulary

LABELLED = list(read_labelled(LISTS / "labelled.tsv"))


def share(kind: str, name: str) -> float:
    """Return the share of phrases of a kind of which something holds."""
    judged = [judge(each)[name] for each in LABELLED if each.kind == kind]
    return sum(judged) / len(judged)


def test_every_label_is_a_concept() -> None:
    ids = {concept.id for concept in load_vocabulary().concepts}
    assert [each for each in LABELLED if not each.right | each.near | each.refused <= ids] == []


def test_what_was_reached_stays_reached() -> None:
    """Bounds a little below the figures of docs/matching.md, so that not each change of one phrase fails."""
    assert share("wish", "or asked") >= 0.77
    assert share("wish", "something false") <= 0.29
    assert share("job", "right or near") >= 0.81
    assert share("job", "something false") <= 0.12
    assert share("no", "turned around") <= 0.25


def test_a_wish_that_is_told_as_something_else_is_neither_right_nor_near() -> None:
    wrong = Labelled("wish", "ik wil graag schaken", frozenset({"koken"}), frozenset(), frozenset())
    assert judge(wrong) == {
        "right": False,
        "right or near": False,
        "or asked": False,
        "lost": True,
        "something false": True,
    }


def test_fewer_refused_things_are_told_as_wished_than_were() -> None:
    counted = count_marked(LISTS / "marked_refusals.txt")
    assert counted["refused", "told"] <= 285
    assert counted["wished", "refused"] <= 62
