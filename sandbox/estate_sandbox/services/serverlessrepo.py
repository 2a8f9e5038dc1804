"""Serverless Application Repository: the published rotation functions, as CloudFormation stacks of moto."""

import json
import uuid

from moto.backends import get_backend

from ..context import Context
from ..registry import Answer, Parameters, own

DEFINED = ("endpoint", "functionName", "kmsKeyArn", "vpcSubnetIds", "vpcSecurityGroupIds", "excludeCharacters")
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"]
FUNCTION_ARN = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${functionName}"
#: What Terraform sees of the application: its parameters and its output. No function is made.
TEMPLATE = json.dumps(
    {
        "Parameters": {name: {"Type": "String", "Default": ""} for name in DEFINED},
        "Resources": {"Placeholder": {"Type": "AWS::CloudFormation::WaitConditionHandle"}},
        "Outputs": {"RotationLambdaARN": {"Value": {"Fn::Sub": FUNCTION_ARN}}},
    }
)


@own("serverlessrepo", "GetApplication")
def get_application(_context: Context, parameters: Parameters) -> Answer:
    """Every application and version that is asked for exists."""
    application, version = parameters["ApplicationId"], parameters.get("SemanticVersion") or "1.0.0"
    definitions = [{"Name": name, "Type": "String", "DefaultValue": "", "ReferencedByResources": []} for name in DEFINED]
    return {
        "ApplicationId": application,
        "Name": application.rpartition("/")[2],
        "Author": "AWS",
        "Description": "A rotation function",
        "Version": {
            "ApplicationId": application,
            "SemanticVersion": version,
            "ParameterDefinitions": definitions,
            "RequiredCapabilities": CAPABILITIES,
            "ResourcesSupported": True,
            "CreationTime": "2024-01-01T00:00:00Z",
            "TemplateUrl": "https://example.org/template",
        },
    }


@own("serverlessrepo", "CreateCloudFormationChangeSet")
def create_change_set(context: Context, parameters: Parameters) -> Answer:
    """A change set that CloudFormation describes and executes; the stack's tags name application and version, as on AWS."""
    cloudformation = get_backend("cloudformation")[context.account][context.region]
    stack_name = f"serverlessrepo-{parameters['StackName']}"
    exists = any(stack.name == stack_name for stack in cloudformation.stacks.values())
    version = parameters.get("SemanticVersion") or "1.0.0"
    tags = {tag["Key"]: tag["Value"] for tag in parameters.get("Tags") or []}
    change_set_id, stack_id = cloudformation.create_change_set(
        stack_name=stack_name,
        change_set_name=f"a{uuid.uuid4()}",
        template=TEMPLATE,
        parameters={each["Name"]: each["Value"] for each in parameters.get("ParameterOverrides") or []},
        description="",
        change_set_type="UPDATE" if exists else "CREATE",
        tags=tags
        | {
            "serverlessrepo:applicationId": parameters["ApplicationId"],
            "serverlessrepo:semanticVersion": version,
        },
    )
    return {
        "ApplicationId": parameters["ApplicationId"],
        "ChangeSetId": change_set_id,
        "SemanticVersion": version,
        "StackId": stack_id,
    }
