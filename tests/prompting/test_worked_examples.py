"""Worked examples: where they are shown, and how much of them."""

from prompting_cases import ASKS, EXAMPLE, case, response, rubric, texts, two

from judge.case import Case


def test_worked_examples_are_shown_in_the_expert_chain_alone():
    """They are part of the chain's design; the other two ways go without."""
    of = case(two(examples=[EXAMPLE]))

    shown = [ask for ask in ASKS if "An example's response." in texts(ask, of)[0]]
    assert shown == ["expert_chain"]


def test_worked_examples_answer_only_the_questions_asked():
    """An answer to a question that was not asked would be noise; an example without any is left out."""
    both = EXAMPLE | {"answers": {"warm": "yes", "cold": "no"}, "rationale": {"warm": "Kind.", "cold": "Not curt."}}
    read = two(examples=[both, EXAMPLE | {"answers": {"cold": "unclear"}, "rationale": {}, "response": "Only cold."}])

    system, _ = texts(of=Case(response(), read, read.dimensions[:1], "en"))
    whole, _ = texts(of=case(read))

    assert "- warm: Kind. -> yes" in system
    assert "Not curt." not in system
    assert "Only cold." not in system
    assert "- cold: Not curt. -> no" in whole
    assert "- cold: unclear" in whole
    assert "Worked example 2" in whole


def test_worked_examples_keep_to_their_language():
    """Without a language they are for all; a rationale may have one text for each."""
    texts_by_language = {"en": "Said in English.", "zh": "用中文说。"}
    read = rubric(
        examples=[
            EXAMPLE | {"language": "en", "response": "Only English."},
            EXAMPLE | {"language": "zh", "response": "只有中文。"},
            EXAMPLE | {"response": "For all.", "rationale": texts_by_language},
            EXAMPLE | {"response": "Plain.", "rationale": "One reason."},
        ]
    )
    english, chinese = texts(of=case(read))[0], texts(of=case(read, language="zh"))[0]

    assert "Only English." in english
    assert "只有中文。" not in english
    assert "Said in English." in english
    assert "用中文说。" in chinese
    assert "Only English." not in chinese
    for shown in (english, chinese):
        assert "For all." in shown
        assert "One reason." in shown
        assert '"rationale"' not in shown.partition("reply form")[0]


def test_evidence_is_asked_for_only_where_the_rubric_wants_it():
    with_quote = texts(of=case(two()))[0]
    without = texts(of=case(rubric()))[0]

    assert with_quote.count("evidence: quote\n") == 1
    assert 'Give "evidence" only for questions that say evidence: quote.' in with_quote
    assert '"evidence"' not in without
