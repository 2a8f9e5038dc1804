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
