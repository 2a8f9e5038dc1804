"""CloudFront: what Terraform keeps of distributions, policies and functions."""

import copy
from typing import Any
from uuid import uuid4

import boto3
import pytest

CACHE = {
    "MinTTL": 0,
    "DefaultTTL": 86400,
    "MaxTTL": 31536000,
    "ParametersInCacheKeyAndForwardedToOrigin": {
        "EnableAcceptEncodingGzip": True,
        "HeadersConfig": {"HeaderBehavior": "none"},
        "CookiesConfig": {"CookieBehavior": "none"},
        "QueryStringsConfig": {"QueryStringBehavior": "none"},
    },
}

HEADERS = {
    "SecurityHeadersConfig": {
        "StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": 63072000, "IncludeSubdomains": True, "Preload": True},
        "FrameOptions": {"Override": True, "FrameOption": "DENY"},
    },
    "RemoveHeadersConfig": {"Quantity": 1, "Items": [{"Header": "Server"}]},
}
FUNCTION = {"Comment": "", "Runtime": "cloudfront-js-2.0"}


@pytest.fixture
def cloudfront(aws: Any) -> Any:
    return aws.client("cloudfront")


def settings(alias: str, **more: Any) -> dict[str, Any]:
    """A distribution over one bucket."""
    return {
        "CallerReference": alias,
        "Comment": "",
        "Enabled": True,
        "Aliases": {"Quantity": 1, "Items": [alias]},
        "Origins": {
            "Quantity": 1,
            "Items": [{"Id": "site", "DomainName": "site.s3.us-east-1.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}],
        },
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "https-only", "CachePolicyId": "none"},
        "WebACLId": "arn:waf",
    } | more


def create(cloudfront: Any, alias: str, **more: Any) -> Any:
    config = {"DistributionConfig": settings(alias, **more), "Tags": {"Items": [{"Key": "HIPAA", "Value": "true"}]}}
    return cloudfront.create_distribution_with_tags(DistributionConfigWithTags=config)


def alias() -> str:
    return f"{uuid4().hex}.example"


def test_keeps_every_setting_of_a_distribution_and_adds_what_was_not_sent(cloudfront: Any) -> None:
    created = create(cloudfront, alias(), HttpVersion="http2and3")
    found = cloudfront.get_distribution(Id=created["Distribution"]["Id"])
    config = found["Distribution"]["DistributionConfig"]
    assert (found["ETag"], found["Distribution"]["Status"]) == (created["ETag"], "Deployed")
    assert (config["HttpVersion"], config["WebACLId"]) == ("http2and3", "arn:waf")
    assert config["Origins"]["Items"][0]["ConnectionAttempts"] == 3
    assert config["ViewerCertificate"]["CloudFrontDefaultCertificate"] is True


def test_changes_a_distribution_for_whoever_knows_it_as_it_is(cloudfront: Any) -> None:
    created = create(cloudfront, alias())
    identifier, config = created["Distribution"]["Id"], copy.deepcopy(created["Distribution"]["DistributionConfig"])
    config["Comment"] = "changed"
    changed = cloudfront.update_distribution(Id=identifier, IfMatch=created["ETag"], DistributionConfig=config)
    assert changed["ETag"] != created["ETag"]
    with pytest.raises(cloudfront.exceptions.PreconditionFailed):
        cloudfront.update_distribution(Id=identifier, IfMatch=created["ETag"], DistributionConfig=config)


def test_gives_an_alias_to_one_distribution_alone(cloudfront: Any) -> None:
    name = alias()
    create(cloudfront, name)
    with pytest.raises(cloudfront.exceptions.CNAMEAlreadyExists):
        create(cloudfront, name)


def test_forgets_a_distribution_only_when_it_is_switched_off(cloudfront: Any) -> None:
    created = create(cloudfront, alias())
    identifier = created["Distribution"]["Id"]
    with pytest.raises(cloudfront.exceptions.DistributionNotDisabled):
        cloudfront.delete_distribution(Id=identifier, IfMatch=created["ETag"])
    config = created["Distribution"]["DistributionConfig"] | {"Enabled": False}
    off = cloudfront.update_distribution(Id=identifier, IfMatch=created["ETag"], DistributionConfig=config)
    cloudfront.delete_distribution(Id=identifier, IfMatch=off["ETag"])
    with pytest.raises(cloudfront.exceptions.NoSuchDistribution):
        cloudfront.get_distribution(Id=identifier)


def test_changes_tags(cloudfront: Any) -> None:
    arn = create(cloudfront, alias())["Distribution"]["ARN"]
    cloudfront.tag_resource(Resource=arn, Tags={"Items": [{"Key": "a", "Value": "1"}]})
    cloudfront.untag_resource(Resource=arn, TagKeys={"Items": ["HIPAA"]})
    assert cloudfront.list_tags_for_resource(Resource=arn)["Tags"]["Items"] == [{"Key": "a", "Value": "1"}]


def test_keeps_cache_policies_by_their_names_and_while_they_are_used(cloudfront: Any) -> None:
    name = uuid4().hex
    made = cloudfront.create_cache_policy(CachePolicyConfig=CACHE | {"Name": name})
    identifier = made["CachePolicy"]["Id"]
    assert cloudfront.get_cache_policy(Id=identifier)["CachePolicy"]["CachePolicyConfig"]["DefaultTTL"] == 86400
    with pytest.raises(cloudfront.exceptions.CachePolicyAlreadyExists):
        cloudfront.create_cache_policy(CachePolicyConfig=CACHE | {"Name": name})
    behavior = {"TargetOriginId": "site", "ViewerProtocolPolicy": "https-only", "CachePolicyId": identifier}
    create(cloudfront, alias(), DefaultCacheBehavior=behavior)
    with pytest.raises(cloudfront.exceptions.CachePolicyInUse):
        cloudfront.delete_cache_policy(Id=identifier, IfMatch=made["ETag"])


def test_keeps_and_forgets_origin_access_controls(cloudfront: Any) -> None:
    config = {"Name": uuid4().hex, "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3"}
    made = cloudfront.create_origin_access_control(OriginAccessControlConfig=config)
    identifier = made["OriginAccessControl"]["Id"]
    assert cloudfront.get_origin_access_control(Id=identifier)["OriginAccessControl"]["OriginAccessControlConfig"] == config
    cloudfront.delete_origin_access_control(Id=identifier, IfMatch=made["ETag"])
    with pytest.raises(cloudfront.exceptions.NoSuchOriginAccessControl):
        cloudfront.get_origin_access_control(Id=identifier)


def test_runs_what_was_published_until_the_next_time(cloudfront: Any) -> None:
    name = uuid4().hex
    made = cloudfront.create_function(Name=name, FunctionConfig=FUNCTION, FunctionCode=b"one")
    with pytest.raises(cloudfront.exceptions.NoSuchFunctionExists):
        cloudfront.get_function(Name=name, Stage="LIVE")
    published = cloudfront.publish_function(Name=name, IfMatch=made["ETag"])
    cloudfront.update_function(Name=name, IfMatch=made["ETag"], FunctionConfig=FUNCTION, FunctionCode=b"two")
    assert published["FunctionSummary"]["FunctionMetadata"]["Stage"] == "LIVE"
    assert cloudfront.get_function(Name=name, Stage="LIVE")["FunctionCode"].read() == b"one"
    assert cloudfront.get_function(Name=name)["FunctionCode"].read() == b"two"


def test_changes_a_function_for_whoever_knows_it_as_it_is(cloudfront: Any) -> None:
    name = uuid4().hex
    made = cloudfront.create_function(Name=name, FunctionConfig=FUNCTION, FunctionCode=b"one")
    cloudfront.update_function(Name=name, IfMatch=made["ETag"], FunctionConfig=FUNCTION, FunctionCode=b"two")
    for change in (
        lambda: cloudfront.update_function(Name=name, IfMatch=made["ETag"], FunctionConfig=FUNCTION, FunctionCode=b"three"),
        lambda: cloudfront.publish_function(Name=name, IfMatch=made["ETag"]),
        lambda: cloudfront.delete_function(Name=name, IfMatch=made["ETag"]),
    ):
        with pytest.raises(cloudfront.exceptions.ClientError, match="PreconditionFailed"):
            change()


def test_forgets_a_function_once_no_distribution_runs_it(cloudfront: Any) -> None:
    name = uuid4().hex
    made = cloudfront.create_function(Name=name, FunctionConfig=FUNCTION, FunctionCode=b"one")
    with pytest.raises(cloudfront.exceptions.FunctionAlreadyExists):
        cloudfront.create_function(Name=name, FunctionConfig=FUNCTION, FunctionCode=b"one")
    arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    runs = {"Quantity": 1, "Items": [{"EventType": "viewer-request", "FunctionARN": arn}]}
    behavior = {"TargetOriginId": "site", "ViewerProtocolPolicy": "https-only", "CachePolicyId": "none", "FunctionAssociations": runs}
    created = create(cloudfront, alias(), DefaultCacheBehavior=behavior)
    with pytest.raises(cloudfront.exceptions.FunctionInUse):
        cloudfront.delete_function(Name=name, IfMatch=made["ETag"])
    config = created["Distribution"]["DistributionConfig"] | {"Enabled": False}
    off = cloudfront.update_distribution(Id=created["Distribution"]["Id"], IfMatch=created["ETag"], DistributionConfig=config)
    cloudfront.delete_distribution(Id=created["Distribution"]["Id"], IfMatch=off["ETag"])
    cloudfront.delete_function(Name=name, IfMatch=made["ETag"])
    with pytest.raises(cloudfront.exceptions.NoSuchFunctionExists):
        cloudfront.describe_function(Name=name)


def test_keeps_every_header_that_browsers_are_told(cloudfront: Any) -> None:
    config = HEADERS | {"Name": uuid4().hex}
    made = cloudfront.create_response_headers_policy(ResponseHeadersPolicyConfig=config)
    identifier = made["ResponseHeadersPolicy"]["Id"]
    assert cloudfront.get_response_headers_policy(Id=identifier)["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"] == config
    changed = config | {"Comment": "changed"}
    cloudfront.update_response_headers_policy(Id=identifier, IfMatch=made["ETag"], ResponseHeadersPolicyConfig=changed)
    found = cloudfront.get_response_headers_policy_config(Id=identifier)
    assert found["ResponseHeadersPolicyConfig"]["Comment"] == "changed"
    with pytest.raises(cloudfront.exceptions.PreconditionFailed):
        cloudfront.delete_response_headers_policy(Id=identifier, IfMatch=made["ETag"])
    cloudfront.delete_response_headers_policy(Id=identifier, IfMatch=found["ETag"])
    with pytest.raises(cloudfront.exceptions.NoSuchResponseHeadersPolicy):
        cloudfront.get_response_headers_policy(Id=identifier)


def test_is_in_no_region(aws: Any, cloudfront: Any) -> None:
    identifier = create(cloudfront, alias())["Distribution"]["Id"]
    keys = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"}
    elsewhere = boto3.client("cloudfront", "us-west-2", endpoint_url=aws.endpoint, **keys)
    assert elsewhere.get_distribution(Id=identifier)["Distribution"]["Id"] == identifier
    assert identifier in [item["Id"] for item in elsewhere.list_distributions()["DistributionList"]["Items"]]
