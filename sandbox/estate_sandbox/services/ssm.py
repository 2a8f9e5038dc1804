"""SSM: moto keeps a parameter's pattern and lets every value pass."""

import re

from ..context import Context
from ..registry import Fault, Parameters, before


@before("ssm", "PutParameter")
def enforce_pattern(context: Context, parameters: Parameters) -> None:
    """Refuses a value that does not match the pattern asked for, or the one that the parameter has."""
    pattern = parameters.get("AllowedPattern") or _pattern_of(context, parameters["Name"])
    if pattern and not re.fullmatch(pattern, parameters.get("Value", "")):
        raise Fault(
            "ParameterPatternMismatchException",
            f"Parameter value, cannot be validated against allowedPattern: {pattern}",
        )


def _pattern_of(context: Context, name: str) -> str | None:
    parameter = context.backend().get_parameter(name)
    return parameter.allowed_pattern if parameter else None
