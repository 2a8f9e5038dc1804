"""Elastic Load Balancing: the scheme of a load balancer."""

from typing import Any


def _create(aws: Any, name: str, **settings: Any) -> str:
    ec2 = aws.client("ec2")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"][:2]]
    created = aws.client("elbv2").create_load_balancer(Name=name, Subnets=subnets, **settings)
    return created["LoadBalancers"][0]["LoadBalancerArn"]


def _scheme(aws: Any, arn: str) -> str:
    [balancer] = aws.client("elbv2").describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"]
    return balancer["Scheme"]


def test_faces_the_internet_unless_told_otherwise(aws: Any) -> None:
    assert _scheme(aws, _create(aws, "open")) == "internet-facing"
    assert _scheme(aws, _create(aws, "closed", Scheme="internal")) == "internal"
