"""Judges command lines of the AWS CLI by botocore's models of the services, which AWS publishes with its own CLI.

Reads a JSON list of argument lists (without `aws`) from standard input, writes a JSON list of problems, one text or null
for each. What is checked: service, operation or waiter, every option and the shape of its value, required options,
enumerations, and that `--query` finds something in the shape of the answer.
"""

import json
import sys

import botocore.exceptions
import botocore.session
import jmespath
from botocore import xform_name
from botocore.validate import ParamValidator

SESSION = botocore.session.get_session()
#: The CLI's own names of services.
SERVICES = {"s3api": "s3", "deploy": "codedeploy", "configservice": "config"}
#: What every command takes.
GLOBAL = {"region", "profile", "output", "query"}
#: Commands that are the CLI's own and have no model, with their options.
CUSTOM = {
    ("logs", "tail"): {"follow", "since", "filter-pattern"},
    ("s3", "ls"): {"recursive"},
    ("s3", "cp"): {"recursive"},
    ("s3", "sync"): {"delete"},
    ("configure", "set"): set(),
}


class Wrong(Exception):
    """What the CLI would refuse."""


def options_of(words):
    """`{name: [words]}` of everything that starts with two hyphens, and the words before."""
    found, name, positional = {}, None, []
    for word in words:
        if word.startswith("--"):
            name = word[2:]
            if name in found:
                raise Wrong(f"--{name} is given twice")
            found[name] = []
        elif name is None:
            positional.append(word)
        else:
            found[name].append(word)
    return found, positional


def judge(words):
    if len(words) < 2:
        raise Wrong("no service and operation")
    service, name, *rest = words
    if (service, name) in CUSTOM:
        unknown = set(options_of(rest)[0]) - CUSTOM[service, name] - GLOBAL
        if unknown:
            raise Wrong(f"unknown options {sorted(unknown)}")
        return
    try:
        model = SESSION.get_service_model(SERVICES.get(service, service))
    except botocore.exceptions.UnknownServiceError as error:
        raise Wrong(f"unknown service {service}") from error
    if name == "wait":
        name, *rest = rest
        operation = waited(model, name)
    else:
        operations = {xform_name(operation, "-"): operation for operation in model.operation_names}
        if name not in operations:
            raise Wrong(f"{service} has no operation {name}")
        operation = model.operation_model(operations[name])
    options, positional = options_of(rest)
    if positional:
        raise Wrong(f"words without an option: {positional}")
    given = {option: words for option, words in options.items() if option not in GLOBAL}
    validate(operation, given)
    for option, allowed in (("output", {"json", "text", "table"}),):
        if options.get(option, ["json"])[0] not in allowed:
            raise Wrong(f"--{option} {options[option]}")
    if "query" in options:
        query(operation, options["query"])


def waited(model, name):
    waiters = SESSION.get_waiter_model(model.service_name)
    names = {xform_name(waiter, "-"): waiter for waiter in waiters.waiter_names}
    if name not in names:
        raise Wrong(f"{model.service_name} has no waiter {name}")
    return model.operation_model(waiters.get_waiter(names[name]).operation)


def validate(operation, given):
    shape = operation.input_shape
    members = {xform_name(member, "-"): member for member in (shape.members if shape else {})}
    params = {}
    for option, words in given.items():
        positive = option if option in members else option.removeprefix("no-")
        if positive not in members:
            raise Wrong(f"{operation.name} has no parameter --{option}")
        member = shape.members[members[positive]]
        if member.type_name == "boolean":
            if words:
                raise Wrong(f"--{option} takes no value, got {words}")
            value = positive == option
        elif positive != option:
            raise Wrong(f"--{option}: only flags have a no-")
        else:
            value = parse(member, words, option)
        if members[positive] in params:
            raise Wrong(f"--{positive} and --no-{positive}")
        params[members[positive]] = value
    report = ParamValidator().validate(params, shape) if shape else None
    if report is not None and report.has_errors():
        raise Wrong(report.generate_report())


def parse(shape, words, option):
    kind = shape.type_name
    if not words or any(word == "" for word in words):
        raise Wrong(f"--{option} has no value")
    if words[0][0] in "[{" and kind in ("structure", "list", "map"):
        return json.loads(words[0])
    if words[0].startswith("file://") and kind in ("structure", "map"):
        return {}  # what the file holds is not here
    if kind == "list":
        return [parse(shape.member, [word], option) for word in words]
    if len(words) > 1:
        raise Wrong(f"--{option} takes one value, got {words}")
    return scalar_or_pairs(shape, words[0], option)


def scalar_or_pairs(shape, text, option):
    kind = shape.type_name
    if kind == "structure":  # the CLI's shorthand: Name=a,Values=b,c
        pairs, name = {}, None
        for part in text.split(","):
            if "=" in part:
                name, part = part.split("=", 1)
            if name not in shape.members:
                raise Wrong(f"--{option} has no member {name}")
            pairs.setdefault(name, []).append(part)
        return {name: parse(shape.members[name], values, option) for name, values in pairs.items()}
    if kind == "map":  # the CLI's shorthand too: key=a,other=b
        pairs = [part.split("=", 1) for part in text.split(",")]
        return {name: parse(shape.value, [value], option) for name, value in pairs}
    if kind in ("integer", "long"):
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "timestamp":
        return "2026-01-31T02:59:00Z"  # a placeholder stands there until somebody knows the moment
    if getattr(shape, "enum", None) and text not in shape.enum:
        raise Wrong(f"--{option} is {text}; allowed are {shape.enum}")
    return text


def query(operation, words):
    if len(words) != 1:
        raise Wrong(f"--query has {len(words)} words")
    expression = jmespath.compile(words[0])
    # A filter keeps nothing of an invented answer: what it looks at is replaced by "everything".
    relaxed = jmespath.compile(without_filters(words[0]))
    answer = relaxed.search(sample(operation.output_shape))
    if expression is None or empty(answer):
        raise Wrong(f"--query {words[0]} finds nothing in the answer of {operation.name}")


def without_filters(text):
    while "[?" in text:
        start = text.index("[?")
        text = text[:start] + "[]" + text[text.index("]", start) + 1 :]
    return text


def sample(shape, depth=0):
    if shape is None:
        return None
    if depth > 8:  # a shape that holds itself, such as a value of DynamoDB
        return "text"
    if shape.type_name == "structure":
        return {name: sample(member, depth + 1) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [sample(shape.member, depth + 1)]
    if shape.type_name == "map":
        return {"key": sample(shape.value, depth + 1), **ITEM}
    return {"boolean": True, "integer": 1, "long": 1, "double": 1.0, "float": 1.0}.get(shape.type_name, "text")


#: What a lock table holds: maps have no model of their keys.
ITEM = {"Info": {"S": "text"}, "AccountMFAEnabled": 1, "AccountAccessKeysPresent": 1}


def empty(value):
    if isinstance(value, dict):
        return not value or any(empty(item) for item in value.values())
    if isinstance(value, list):
        return not value or any(empty(item) for item in value)
    return value is None


def problem(words):
    try:
        judge(words)
    except (Wrong, ValueError, jmespath.exceptions.JMESPathError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    json.dump([problem(words) for words in json.load(sys.stdin)], sys.stdout)
