"""API Gateway: a method that changes."""

from typing import Any

import pytest


@pytest.fixture
def api(aws: Any) -> Any:
    return aws.client("apigateway")


@pytest.fixture
def method(api: Any) -> dict[str, str]:
    """Where one is."""
    rest = api.create_rest_api(name="sample")
    place = {"restApiId": rest["id"], "resourceId": rest["rootResourceId"], "httpMethod": "GET"}
    api.put_method(**place, authorizationType="NONE", requestParameters={"method.request.path.id": True})
    return place


def patch(path: str, value: str, op: str = "replace") -> dict[str, str]:
    return {"op": op, "path": path, "value": value}


def test_takes_another_authorizer_and_validator(api: Any, method: dict[str, str]) -> None:
    patches = [patch("/authorizationType", "COGNITO_USER_POOLS"), patch("/authorizerId", "a1"), patch("/requestValidatorId", "v1")]
    api.update_method(**method, patchOperations=patches)
    found = api.get_method(**method)
    assert (found["authorizationType"], found["authorizerId"], found["requestValidatorId"]) == ("COGNITO_USER_POOLS", "a1", "v1")


def test_adds_and_removes_parameters_and_models(api: Any, method: dict[str, str]) -> None:
    patches = [
        patch("/requestParameters/method.request.querystring.q", "true", "add"),
        patch("/requestParameters/method.request.path.id", "", "remove"),
        patch("/requestModels/application~1json", "item", "add"),
    ]
    api.update_method(**method, patchOperations=patches)
    found = api.get_method(**method)
    assert found["requestParameters"] == {"method.request.querystring.q": True}
    assert found["requestModels"] == {"application/json": "item"}


def test_refuses_what_no_method_has(api: Any, method: dict[str, str]) -> None:
    with pytest.raises(api.exceptions.BadRequestException):
        api.update_method(**method, patchOperations=[patch("/colour", "red")])


LOGS = [
    patch("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:access"),
    patch("/*/*/logging/loglevel", "INFO"),
]


@pytest.fixture
def stage(api: Any, method: dict[str, str]) -> dict[str, str]:
    """Where one is."""
    api.put_integration(**method, type="MOCK")
    deployment = api.create_deployment(restApiId=method["restApiId"])["id"]
    place = {"restApiId": method["restApiId"], "stageName": "dev"}
    api.create_stage(**place, deploymentId=deployment)
    return place


@pytest.mark.parametrize("logs", LOGS)
def test_refuses_logs_of_a_stage_until_the_account_has_a_role_for_them(api: Any, stage: dict[str, str], logs: dict[str, str]) -> None:
    api.update_account(patchOperations=[patch("/cloudwatchRoleArn", "")])
    with pytest.raises(api.exceptions.BadRequestException, match="CloudWatch Logs role ARN must be set"):
        api.update_stage(**stage, patchOperations=[logs])
    api.update_account(patchOperations=[patch("/cloudwatchRoleArn", "arn:aws:iam::123456789012:role/writes")])
    api.update_stage(**stage, patchOperations=[logs])


def test_lets_a_stage_without_the_role_be_traced_and_log_nothing(api: Any, stage: dict[str, str]) -> None:
    api.update_account(patchOperations=[patch("/cloudwatchRoleArn", "")])
    api.update_stage(**stage, patchOperations=[patch("/tracingEnabled", "true"), patch("/*/*/logging/loglevel", "OFF")])
    assert api.get_stage(**stage)["tracingEnabled"] is True
