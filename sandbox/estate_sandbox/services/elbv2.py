"""Elastic Load Balancing: moto leaves out the scheme of a load balancer that asks for none."""

from ..context import Context
from ..registry import Answer, Parameters, after


@after("elbv2", "CreateLoadBalancer", "DescribeLoadBalancers")
def name_scheme(_context: Context, _parameters: Parameters, answer: Answer) -> None:
    """A load balancer faces the internet unless told otherwise."""
    for balancer in answer.get("LoadBalancers", []):
        balancer.setdefault("Scheme", "internet-facing")
