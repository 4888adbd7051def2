from __future__ import annotations

import subprocess
import sys

import pytest

from varde.kernels.hashing import ALGORITHMS, Algorithm, algorithm
from varde.kernels.wire.lists.values import VALUE_BYTES

COMPUTED = [one for one in ALGORITHMS if one.is_computed]


@pytest.mark.parametrize("one", COMPUTED, ids=lambda one: one.name)
def test_each_algorithm_computes_its_own_examples(one: Algorithm) -> None:
    assert one.compute is not None
    assert len(one.examples) >= 2
    for example in one.examples:
        assert one.compute(example.given) == example.value, example.says
        assert len(example.value) == one.value_bytes


@pytest.mark.parametrize("one", ALGORITHMS, ids=lambda one: one.name)
def test_what_near_means(one: Algorithm) -> None:
    value, other = bytes(one.value_bytes), b"\x01" + bytes(one.value_bytes - 1)
    assert one.distance_bits(value, value) == 0
    assert one.distance_bits(value, other) == one.distance_bits(other, value) > 0
    assert (one.distance_bits(value, other) <= one.radius_bits) == (one.name == "pdq")
    assert one.version


def test_a_closed_fingerprint_is_carried_and_never_computed() -> None:
    closed = algorithm("photodna")
    assert closed is not None
    assert not closed.is_computed
    assert (closed.compute, closed.radius_bits, closed.value_bytes, closed.examples) == (None, 0, 144, ())


def test_a_flat_grid_has_no_value() -> None:
    found = algorithm("pdq")
    assert found is not None
    assert found.compute is not None
    with pytest.raises(ValueError, match="too_flat"):
        found.compute(bytes(64 * 64 * 4))


def test_lists_know_the_same_algorithms() -> None:
    assert {one.name: one.value_bytes for one in ALGORITHMS} == VALUE_BYTES


def test_hashing_one_file_needs_no_machine_code() -> None:
    asked = (
        "import sys; from varde.kernels import hashing, media;"
        "from varde.kernels.hashing.algorithms import pdq; pdq.value_of_grid(pdq.EXAMPLES[0].given);"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
