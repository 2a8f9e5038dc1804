"""Serverless Application Repository: a published rotation function, made and changed as Terraform does it."""

from typing import Any

APPLICATION = "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser"


def deployed(aws: Any, **parameters: str) -> dict[str, Any]:
    change = aws.client("serverlessrepo").create_cloud_formation_change_set(
        ApplicationId=APPLICATION,
        StackName="rotation",
        SemanticVersion="1.1.671",
        ParameterOverrides=[{"Name": name, "Value": value} for name, value in parameters.items()],
        Tags=[{"Key": "HIPAA", "Value": "true"}],
    )
    cloudformation = aws.client("cloudformation")
    cloudformation.execute_change_set(ChangeSetName=change["ChangeSetId"])
    return cloudformation.describe_stacks(StackName=change["StackId"])["Stacks"][0]


def test_a_stack_has_the_functions_arn_its_parameters_and_where_it_comes_from(aws: Any) -> None:
    stack = deployed(aws, functionName="rotate", kmsKeyArn="key")
    tags = {tag["Key"]: tag["Value"] for tag in stack["Tags"]}
    assert stack["StackName"] == "serverlessrepo-rotation" and stack["StackStatus"] == "CREATE_COMPLETE"
    assert [output["OutputValue"] for output in stack["Outputs"]] == [
        "arn:aws:lambda:us-east-1:123456789012:function:rotate"
    ]
    assert tags["serverlessrepo:applicationId"] == APPLICATION and tags["HIPAA"] == "true"
    assert tags["serverlessrepo:semanticVersion"] == "1.1.671"

    changed = deployed(aws, functionName="rotate", kmsKeyArn="other")
    assert changed["StackId"] == stack["StackId"] and changed["StackStatus"] == "UPDATE_COMPLETE"
    assert {"ParameterKey": "kmsKeyArn", "ParameterValue": "other"} in changed["Parameters"]


def test_an_application_says_which_parameters_it_takes(aws: Any) -> None:
    version = aws.client("serverlessrepo").get_application(ApplicationId=APPLICATION)["Version"]
    assert "functionName" in [each["Name"] for each in version["ParameterDefinitions"]]


def test_the_function_for_mysql_is_published_like_the_one_for_postgresql(aws: Any) -> None:
    asked = APPLICATION.replace("PostgreSQL", "MySQL")
    found = aws.client("serverlessrepo").get_application(ApplicationId=asked, SemanticVersion="1.1.671")
    assert found["Name"] == "SecretsManagerRDSMySQLRotationSingleUser"
