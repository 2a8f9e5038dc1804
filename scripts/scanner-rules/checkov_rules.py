"""Writes every AWS rule of this Checkov's terraform framework as JSON. Usage: checkov_rules.py <file>"""

import json
import sys

from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.terraform import runner  # noqa: F401  loads the Python checks into their registries
from checkov.terraform.checks.data.registry import data_registry
from checkov.terraform.checks.module.registry import module_registry
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.registry import resource_registry

# Rules of other clouds and of other products share the registries; those about modules of any source stay.
KEPT = ("CKV_AWS_", "CKV2_AWS_", "CKV_TF_")


def filtered_types(check):
    """The types that a graph check reports on: its filter's, when it has one; else every type it names."""
    found = filters(check)
    return found or [name for name in check.resource_types if isinstance(name, str)]


def filters(check):
    if check.attribute == "resource_type" and isinstance(check.attribute_value, list):
        return list(check.attribute_value)
    return [name for sub in check.sub_checks for name in filters(sub)]


rules = {}


def add(rule, title, severity, types):
    if not rule.startswith(KEPT):
        return
    entry = rules.setdefault(rule, {"title": title, "types": set()})
    if severity:
        entry["severity"] = severity.name
    entry["types"].update(types)


for registry, prefix in ((resource_registry, ""), (data_registry, "data."), (provider_registry, "provider."), (module_registry, "")):
    for entity, checks in registry.checks.items():
        for check in checks:
            add(check.id, check.name, check.severity, [prefix + entity])

graph = get_graph_checks_registry("terraform")
graph.load_checks()
for check in graph.checks:
    add(check.id, check.name, check.severity, filtered_types(check))

with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump({rule: {**entry, "types": sorted(entry["types"])} for rule, entry in rules.items()}, out)
