from matching.interests import FreeWords, Texts, load_vocabulary, resolve_wish
from matching.vocabulary import FoundIn

VOCABULARY = load_vocabulary()


def test_a_word_that_only_an_offer_and_a_client_know_matches() -> None:
    words = FreeWords(VOCABULARY)
    (shown,) = words.show(Texts("Zwolbert voor iedereen", (), ""))
    assert words.strengths(resolve_wish("zwolbert", VOCABULARY)) == {shown.concept: 0.8}
    assert (shown.where, shown.words) == (FoundIn.TITLE, "Zwolbert")


def test_free_words_are_numbered_on_from_the_concepts() -> None:
    words = FreeWords(VOCABULARY)
    assert words.intern("zwolbert") == len(VOCABULARY.concepts)
    assert words.intern("plotseraar") == len(VOCABULARY.concepts) + 1
    assert words.intern("zwolbert") == len(VOCABULARY.concepts)


def test_a_word_that_no_offer_used_is_not_found() -> None:
    words = FreeWords(VOCABULARY)
    assert words.find("zwolbert") is None
    assert words.strengths(resolve_wish("zwolbert", VOCABULARY)) == {}


def test_in_a_description_only_a_name_counts() -> None:
    words = FreeWords(VOCABULARY)
    assert words.show(Texts("", (), "Samen kijken naar zwolbert.")) == ()
    assert [shown.words for shown in words.show(Texts("", (), "Samen kijken naar Zwolbert."))] == ["Zwolbert"]


def test_known_and_ordinary_words_are_not_free() -> None:
    assert FreeWords(VOCABULARY).show(Texts("Samen timmeren op dinsdag", ("hout",), "Welkom")) == ()
