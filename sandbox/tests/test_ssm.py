"""SSM: patterns of parameters."""

from typing import Any

import pytest

PATTERN = "^(none|sha256:[0-9a-f]{64})$"


@pytest.fixture
def ssm(aws: Any) -> Any:
    return aws.client("ssm")


def test_refuses_a_value_that_the_pattern_does_not_allow_also_later(ssm: Any) -> None:
    with pytest.raises(ssm.exceptions.ParameterPatternMismatchException):
        ssm.put_parameter(Name="/sample/new", Value="latest", Type="String", AllowedPattern=PATTERN)
    ssm.put_parameter(Name="/sample/release", Value="none", Type="String", AllowedPattern=PATTERN)
    with pytest.raises(ssm.exceptions.ParameterPatternMismatchException):
        ssm.put_parameter(Name="/sample/release", Value="latest", Type="String", Overwrite=True)


def test_takes_a_value_that_the_pattern_allows(ssm: Any) -> None:
    ssm.put_parameter(Name="/sample/good", Value="none", Type="String", AllowedPattern=PATTERN)
    digest = f"sha256:{'a' * 64}"
    ssm.put_parameter(Name="/sample/good", Value=digest, Type="String", Overwrite=True)
    assert ssm.get_parameter(Name="/sample/good")["Parameter"]["Value"] == digest
