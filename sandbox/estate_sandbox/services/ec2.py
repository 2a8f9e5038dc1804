"""EC2: moto drops the description of a security group rule whose source is a group or a prefix list."""

from typing import Any

from ..context import Context, Table
from ..registry import Answer, Parameters, after


@after("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def remember_new(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps the description of a rule with one source; that is how the provider's rule resources authorize."""
    sources = [source for permission in parameters.get("IpPermissions", []) for source in _sources(permission)]
    rules = answer.get("SecurityGroupRules", [])
    if len(sources) == len(rules) == 1:
        _descriptions(context)[rules[0]["SecurityGroupRuleId"]] = sources[0].get("Description")
        _describe(context, rules[0])


@after("ec2", "ModifySecurityGroupRules")
def remember_changed(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """Keeps the description that a rule is given later."""
    for change in parameters.get("SecurityGroupRules", []):
        _descriptions(context)[change["SecurityGroupRuleId"]] = change["SecurityGroupRule"].get("Description")


@after("ec2", "DescribeSecurityGroupRules")
def describe_rules(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the descriptions."""
    for rule in answer.get("SecurityGroupRules", []):
        _describe(context, rule)


def _sources(permission: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds")
    return [source for kind in kinds for source in permission.get(kind, [])]


def _describe(context: Context, rule: dict[str, Any]) -> None:
    description = _descriptions(context).get(rule["SecurityGroupRuleId"])
    if description:
        rule["Description"] = description


def _descriptions(context: Context) -> Table:
    return context.table("rule descriptions")
