"""CloudFront: moto forgets most settings of a distribution. Each is kept as it was sent, with what AWS adds."""

from ..context import Context
from ..registry import Answer, Fault, Parameters, own
from .cloudfront_state import all_of, etag, new_identifier, now, require_match


@own("cloudfront", "CreateDistribution", "CreateDistributionWithTags")
def create_distribution(context: Context, parameters: Parameters) -> Answer:
    """A distribution is deployed at once; what it is called, nobody else may be."""
    tagged = parameters.get("DistributionConfigWithTags", {})
    config = tagged.get("DistributionConfig") or parameters["DistributionConfig"]
    identifier = new_identifier()
    _require_names_free(context, identifier, config)
    tags = {tag["Key"]: tag.get("Value", "") for tag in tagged.get("Tags", {}).get("Items", [])}
    item = {"id": identifier, "config": _complete(config), "tags": tags, "domain": f"d{identifier.lower()[1:]}.cloudfront.net"}
    all_of(context, "Distribution")[identifier] = item
    return _distribution(context, item)


@own("cloudfront", "GetDistribution", "GetDistributionConfig")
def get_distribution(context: Context, parameters: Parameters) -> Answer:
    """One distribution."""
    return _distribution(context, _find_distribution(context, parameters["Id"]))


@own("cloudfront", "ListDistributions")
def list_distributions(context: Context, _parameters: Parameters) -> Answer:
    """All distributions."""
    items = [_distribution(context, item)["Distribution"] for item in all_of(context, "Distribution").values()]
    summaries = [item["DistributionConfig"] | item for item in items]
    return {"DistributionList": {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(items), "Items": summaries}}


@own("cloudfront", "UpdateDistribution")
def update_distribution(context: Context, parameters: Parameters) -> Answer:
    """Takes new settings from whoever knows the present ones."""
    item = _find_distribution(context, parameters["Id"])
    require_match(item, parameters)
    _require_names_free(context, item["id"], parameters["DistributionConfig"])
    item["config"] = _complete(parameters["DistributionConfig"])
    return _distribution(context, item)


@own("cloudfront", "DeleteDistribution")
def delete_distribution(context: Context, parameters: Parameters) -> Answer:
    """Only one that is switched off."""
    item = _find_distribution(context, parameters["Id"])
    require_match(item, parameters)
    if item["config"]["Enabled"]:
        raise Fault("DistributionNotDisabled", f"{item['id']} is enabled")
    del all_of(context, "Distribution")[item["id"]]
    return {}


@own("cloudfront", "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tags of a distribution."""
    tags = _tags(context, parameters)
    return {"Tags": {"Items": [{"Key": key, "Value": value} for key, value in tags.items()]}}


@own("cloudfront", "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags."""
    _tags(context, parameters).update({tag["Key"]: tag.get("Value", "") for tag in parameters["Tags"]["Items"]})
    return {}


@own("cloudfront", "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    for key in parameters["TagKeys"]["Items"]:
        _tags(context, parameters).pop(key, None)
    return {}


def _tags(context: Context, parameters: Parameters) -> dict[str, str]:
    tags: dict[str, str] = _find_distribution(context, parameters["Resource"].rpartition("/")[2])["tags"]
    return tags


def _distribution(context: Context, item: Answer) -> Answer:
    nobody = {"Enabled": False, "Quantity": 0}
    return {
        "Distribution": {
            "Id": item["id"],
            "ARN": f"arn:aws:cloudfront::{context.account}:distribution/{item['id']}",
            "Status": "Deployed",
            "LastModifiedTime": now(),
            "InProgressInvalidationBatches": 0,
            "DomainName": item["domain"],
            "ActiveTrustedSigners": nobody,
            "ActiveTrustedKeyGroups": nobody,
            "DistributionConfig": item["config"],
        },
        "DistributionConfig": item["config"],
        "ETag": etag(item),
        "Location": f"https://cloudfront.amazonaws.com/2020-05-31/distribution/{item['id']}",
    }


def _complete(config: Answer) -> Answer:
    """What AWS adds to settings that were not sent."""
    certificate = config.setdefault("ViewerCertificate", {"CloudFrontDefaultCertificate": True})
    if "ACMCertificateArn" in certificate:
        certificate |= {"Certificate": certificate["ACMCertificateArn"], "CertificateSource": "acm", "CloudFrontDefaultCertificate": False}
    for origin in config["Origins"]["Items"]:
        origin.setdefault("ConnectionAttempts", 3)
        origin.setdefault("ConnectionTimeout", 10)
        origin.setdefault("CustomHeaders", {"Quantity": 0})
        origin.setdefault("OriginShield", {"Enabled": False})
        origin.setdefault("OriginPath", "")
    behaviors = [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", {}).get("Items", [])]
    for behavior in behaviors:
        for absent in ("TrustedSigners", "TrustedKeyGroups"):
            behavior.setdefault(absent, {"Enabled": False, "Quantity": 0})
        for absent in ("LambdaFunctionAssociations", "FunctionAssociations"):
            behavior.setdefault(absent, {"Quantity": 0})
    config.setdefault("Logging", {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""})
    config.setdefault("Staging", False)
    return config


def _require_names_free(context: Context, identifier: str, config: Answer) -> None:
    for name in config.get("Aliases", {}).get("Items", []):
        for other in all_of(context, "Distribution").values():
            if other["id"] != identifier and name in other["config"].get("Aliases", {}).get("Items", []):
                raise Fault("CNAMEAlreadyExists", f"{name} is an alias of {other['id']}")


def _find_distribution(context: Context, identifier: str) -> Answer:
    found: Answer | None = all_of(context, "Distribution").get(identifier)
    if found is None:
        raise Fault("NoSuchDistribution", f"There is no distribution {identifier}")
    return found
