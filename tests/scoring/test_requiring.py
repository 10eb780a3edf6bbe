"""One line of text says what is required, and nothing is read into it that it does not say."""

import pytest

from judge.errors import InputError
from judge.scoring.requirements.requiring import BLIND, SHY, read_requirement, read_requirements, requirement_notes


@pytest.mark.parametrize(
    ("text", "what", "how_much"),
    [
        ("sensitivity.low >= 0.8", (None, False, "sensitivity", None), ("low", ">=", 0.8)),
        ("tells:missed@any.high <= 0.1", ("tells", False, "missed", "any"), ("high", "<=", 0.1)),
        ("coverage >= 0.95", (None, False, "coverage", None), ("value", ">=", 0.95)),
        ("critical.missed.high<=.05", (None, True, "missed", None), ("high", "<=", 0.05)),
        ("critical:missed <= 0.05", ("critical", False, "missed", None), ("high", "<=", 0.05)),
        ("cohen_kappa > 0.6", (None, False, "cohen_kappa", None), ("low", ">", 0.6)),
        (" tells : cohen_kappa @ pairs.value ≥ 0.6 ", ("tells", False, "cohen_kappa", "pairs"), ("value", ">=", 0.6)),
        ("alt_test_omega_0.2.value >= 0.5", (None, False, "alt_test_omega_0.2", None), ("value", ">=", 0.5)),
        ("alt_test_p_0.2@dr. li < 0.05", (None, False, "alt_test_p_0.2", "dr. li"), ("high", "<", 0.05)),
        ("mcc@majority_without:li >= 0.7", (None, False, "mcc", "majority_without:li"), ("low", ">=", 0.7)),
        ("a:mcc@majority_without:li ≤ 1e-2", ("a", False, "mcc", "majority_without:li"), ("high", "<=", 0.01)),
        ("bias_index.low > -0.1", (None, False, "bias_index", None), ("low", ">", -0.1)),
    ],
)
def test_a_requirement_says_what_where_and_how_much(text, what, how_much):
    """Unless an end is written the worse one counts: the low one of what must be high."""
    read = read_requirement(text)

    assert (read.dimension, read.critical, read.statistic, read.reference) == what
    assert (read.end, read.operator, read.bound) == how_much


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sensitivity", "compares nothing"),
        ("sensitivity = 0.8", "compares nothing"),
        ("sensitivity >= high", "ends in no number"),
        ("sensitivity >= nan", "ends in no number"),
        ("sensitivity >= inf", "ends in no number"),
        ("sensitivity >= 0.8 and missed <= 0.1", "ends in no number"),
        ("sensitivity == 0.8", "compares nothing"),
        ("sensitivity => 0.8", "names nothing before '>'"),
        (">= 0.8", "names nothing before '>='"),
        (".low >= 0.8", "names nothing"),
        ("sensitivity@ >= 0.8", "names nothing"),
        (":sensitivity >= 0.8", "names nothing"),
        ("critical.warm:missed <= 0.1", "one dimension and every critical one"),
        ("sensitivity >= 80", "lies between 0 and 1, never at 80"),
        ("missed <= 5", "lies between 0 and 1"),
        ("coverage >= 95", "lies between 0 and 1"),
        ("coverage.low >= 0.95", "coverage is counted"),
        ("coverage@any >= 0.95", "coverage is counted"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text, said):
    """A misread requirement would hold by accident; one of 'missed <= 5' always would."""
    with pytest.raises(InputError, match=said) as refused:
        read_requirement(text)

    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "number", "keeps"),
    [
        (">= 0.8", 0.8, True),
        ("> 0.8", 0.8, False),
        ("<= 0.8", 0.8, True),
        ("< 0.8", 0.8, False),
        (">= 0.8", 0.79, False),
    ],
)
def test_the_bound_itself_counts_as_written(text, number, keeps):
    """At least, and more than, are not the same."""
    assert read_requirement(f"sensitivity.value {text}").keeps(number) is keeps


def test_a_file_of_requirements_may_explain_itself():
    """One a line; comments and empty lines are none."""
    assert read_requirements("# for release\n\nsensitivity >= 0.8  # per dimension\n  coverage >= 0.95\n") == [
        "sensitivity >= 0.8",
        "coverage >= 0.95",
    ]


@pytest.mark.parametrize(
    ("texts", "blind"),
    [
        (["percent_agreement >= 0.9"], True),
        (["gwet_ac1 >= 0.8", "alt_test_omega_0.2.value >= 0.5"], True),
        (["specificity >= 0.9", "coverage >= 0.95", "accuracy >= 0.9", "pabak >= 0.8"], True),
        (["sensitivity >= 0"], True),
        (["missed <= 1"], True),
        (["sensitivity.high >= 0.2"], True),  # of none in ten the upper end is .28
        (["balanced_accuracy >= 0.5"], True),
        (["percent_agreement >= 0.9", "sensitivity >= 0.1"], False),
        (["critical.missed <= 0.1"], False),
        (["cohen_kappa.value >= 0.4"], False),
        (["krippendorff_alpha_ordinal >= 0.4"], False),
        (["worst_of_k_missed <= 0.1"], False),
    ],
)
def test_requirements_that_cannot_see_a_silent_judge_are_named(texts, blind):
    """Agreement, AC1 and omega are high for a judge that never objects, where failing answers are rare."""
    assert (BLIND in requirement_notes([read_requirement(text) for text in texts])) == blind


@pytest.mark.parametrize(
    ("texts", "shy"),
    [
        (["sensitivity >= 0.8", "balanced_accuracy >= 0.8"], True),
        (["sensitivity >= 0.8", "coverage >= 0.95"], False),
        (["critical.missed <= 0.1"], False),
        (["worst_of_k_missed <= 0.1"], False),
    ],
)
def test_requirements_that_let_a_judge_leave_out_what_is_hard_are_named(texts, shy):
    """Sensitivity speaks of what was answered: a judge that refuses the grave half may have all of the rest right."""
    assert (SHY in requirement_notes([read_requirement(text) for text in texts])) == shy
