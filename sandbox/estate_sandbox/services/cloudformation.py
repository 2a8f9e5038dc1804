"""CloudFormation: outputs, tags and capabilities of a stack that a change set made."""

from ..context import Context
from ..registry import Answer, Parameters, after


@after("cloudformation", "ExecuteChangeSet")
def complete_stack(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """moto applies the resources of a change set alone: outputs and tags of its template stay behind."""
    backend = context.backend()
    named = parameters["ChangeSetName"]
    change_set = next(each for id_, each in backend.change_sets.items() if named in (id_, each.change_set_name))
    stack = backend.stacks[change_set.stack_id]
    stack.parameters = change_set.parameters
    stack.tags = change_set.tags
    stack._parse_template()
    stack.output_map = stack._create_output_map()


@after("cloudformation", "DescribeStacks")
def name_capabilities(_context: Context, _parameters: Parameters, answer: Answer) -> None:
    """moto names none; the stacks of published applications make roles without fixed names."""
    for stack in answer["Stacks"]:
        if any(tag["Key"] == "serverlessrepo:applicationId" for tag in stack.get("Tags", [])):
            stack["Capabilities"] = ["CAPABILITY_IAM"]
