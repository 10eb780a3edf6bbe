"""What a prompt is tuned on never tests it: clusters are divided whole, and the same way for whoever asks again."""

import random

import pytest

from judge.errors import InputError
from judge.splitting import divide, given_sides


def scenarios(count):
    return [("scenario", f"s{i}") for i in range(count)]


def dev_of(sides):
    return {cluster for cluster, side in sides.items() if side == "dev"}


@pytest.mark.parametrize(
    ("count", "share", "expected"),
    [
        (10, 0.3, 3),
        (7, 0.3, 2),  # 2.1
        (9, 0.3, 3),  # 2.7
        (2, 0.3, 1),  # 0.6
        (3, 0.1, 1),  # 0.3: neither side stays empty
        (3, 0.99, 2),
        (100, 0.005, 1),
    ],
)
def test_the_share_is_as_near_as_whole_clusters_allow(count, share, expected):
    """Whatever the seed; and neither side is ever empty."""
    assert {len(dev_of(divide(scenarios(count), dev=share, seed=seed))) for seed in range(5)} == {expected}


def test_the_order_and_the_number_of_rows_change_nothing():
    """Sheets of several raters, shuffled each in its own way, are divided alike."""
    ordered = scenarios(40)
    shuffled = ordered * 3
    random.Random(4).shuffle(shuffled)  # noqa: S311 - a test's own order

    assert divide(shuffled, dev=0.3, seed=7) == divide(ordered, dev=0.3, seed=7)


def test_another_seed_is_another_division():
    """Over twenty seeds each cluster is on the dev side about three times in ten: 6 of 20, never 0 and never 20."""
    drawn = [dev_of(divide(scenarios(40), dev=0.3, seed=seed)) for seed in range(20)]

    assert len({frozenset(d) for d in drawn}) == 20
    assert all(0 < sum(cluster in d for d in drawn) < 20 for cluster in scenarios(40))


def test_kept_clusters_stay_and_new_ones_fill_up_the_share():
    """Ten were divided 3 : 7; with ten more, 6 of 20 are dev, and the old seventeen stay where they were."""
    before = divide(scenarios(10), dev=0.3, seed=1)
    after = divide(scenarios(20), dev=0.3, seed=2, kept=before)

    assert {cluster: after[cluster] for cluster in before} == before
    assert len(dev_of(after)) == 6


def test_a_side_that_is_too_full_already_takes_no_more():
    """Nothing that was tuned on is moved to the test side."""
    kept = dict.fromkeys(scenarios(5), "dev")

    assert dev_of(divide(scenarios(10), dev=0.3, kept=kept)) == set(scenarios(5))


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, 30])
def test_a_share_that_leaves_a_side_empty_is_refused(share):
    """30 % is 0.3."""
    with pytest.raises(InputError, match="is no share"):
        divide(scenarios(10), dev=share)


def test_one_cluster_cannot_be_divided():
    """It would be torn apart, or one side would be empty."""
    with pytest.raises(InputError, match="cannot be divided"):
        divide(scenarios(1), dev=0.5)


def test_a_row_without_a_side_follows_its_cluster():
    """A new label of an old response belongs where the response is."""
    clusters = [("scenario", "a"), ("scenario", "a"), ("scenario", "b")]

    assert given_sides(clusters, ["dev", "", ""]) == {("scenario", "a"): "dev"}


@pytest.mark.parametrize(
    ("words", "said"), [(["dev", "test"], "stands on both sides"), (["dve", ""], "'dve' is none of ours")]
)
def test_a_division_that_contradicts_itself_is_refused(words, said):
    """Keeping it would keep the leak."""
    with pytest.raises(InputError, match=said):
        given_sides([("scenario", "a")] * 2, words)
