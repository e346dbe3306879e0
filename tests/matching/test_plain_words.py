"""All that is said to a client reads easily: Flesch-Douma over every sentence, filled in from the built-in cases."""

import re
import statistics

import pytest

from bench.sets import CASES, TODAY, read_set
from matching import Question, rank

DUTY = re.compile(
    r"\b(moet\w*|verplicht\w*|plicht\w*|tegenprestatie\w*|sanctie\w*|controle\w*|straf\w*|korting\w*|handhav\w*|must|obligat\w*|sanction\w*)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"‘.*?’")
VOWELS = re.compile(r"aai|eeu|ieu|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyéëïö]", re.IGNORECASE)


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    cases = read_set(CASES)
    catalogue = cases.catalogue()
    answers = [
        rank(catalogue, Question(client=each.client, on=TODAY, limit=10, near_misses=5)) for each in cases.clients
    ]
    told = {
        sentence.text
        for answer in answers
        for match in answer.matches
        for sentence in (*match.reasons, *match.cautions)
    }
    return told | {
        blocker.would_help for answer in answers for miss in answer.near_misses for blocker in miss.blocked_by
    }


def words(text: str) -> list[str]:
    # What client or partner wrote is quoted as it is: one word for whatever stands between quotes.
    return re.findall(r"[^\W\d_]+", QUOTED.sub("dit", text))


def flesch_douma(texts: set[str]) -> float:
    parts = [part for text in texts for part in re.split(r"[.!?:]", text) if words(part)]
    counted = [word for part in parts for word in words(part)]
    syllables = sum(max(len(VOWELS.findall(word)), 1) for word in counted)
    return 206.84 - 0.93 * len(counted) / len(parts) - 77 * syllables / len(counted)


def test_the_measure_tells_easy_from_hard() -> None:
    hard = "De participatiemaatschappij veronderstelt zelfredzaamheid alsmede verantwoordelijkheidsgevoel."
    assert flesch_douma({"Je kunt klein beginnen. Het is een kleine groep."}) > 70 > flesch_douma({hard})


def test_all_that_is_said_reads_easily(sentences: set[str]) -> None:
    assert len(sentences) > 100
    assert flesch_douma(sentences) >= 70


def test_sentences_are_short(sentences: set[str]) -> None:
    lengths = [len(words(part)) for text in sentences for part in re.split(r"[.!?:]", text) if words(part)]
    assert statistics.mean(lengths) <= 12
