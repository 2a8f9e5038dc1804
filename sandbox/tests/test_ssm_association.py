"""Systems Manager: State Manager associations."""

from typing import Any

import pytest


@pytest.fixture
def ssm(aws: Any) -> Any:
    return aws.client("ssm")


@pytest.fixture
def association(ssm: Any) -> str:
    answer = ssm.create_association(
        Name="AWS-RunPatchBaseline",
        AssociationName="patching",
        ScheduleExpression="cron(0 6 ? * SUN *)",
        Parameters={"Operation": ["Install"]},
        Tags=[{"Key": "HIPAA", "Value": "true"}],
    )
    return answer["AssociationDescription"]["AssociationId"]


def test_keeps_an_association_and_its_tags(ssm: Any, association: str) -> None:
    described = ssm.describe_association(AssociationId=association)["AssociationDescription"]
    assert described["Parameters"] == {"Operation": ["Install"]}
    assert described["Overview"] == {"Status": "Success"}
    tags = ssm.list_tags_for_resource(ResourceType="Association", ResourceId=association)["TagList"]
    assert tags == [{"Key": "HIPAA", "Value": "true"}]


def test_changes_an_association(ssm: Any, association: str) -> None:
    ssm.update_association(AssociationId=association, Name="AWS-RunPatchBaseline", ScheduleExpression="rate(1 day)")
    described = ssm.describe_association(AssociationId=association)["AssociationDescription"]
    assert described["ScheduleExpression"] == "rate(1 day)"
    assert "Parameters" not in described


def test_a_deleted_association_is_gone(ssm: Any, association: str) -> None:
    ssm.delete_association(AssociationId=association)
    with pytest.raises(ssm.exceptions.AssociationDoesNotExist):
        ssm.describe_association(AssociationId=association)
