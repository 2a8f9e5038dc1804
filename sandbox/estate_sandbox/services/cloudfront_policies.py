"""CloudFront: policies and access controls. Each is kept as it was sent."""

from dataclasses import dataclass

from ..context import Context
from ..registry import Answer, Fault, Parameters, own
from .cloudfront_state import all_of, etag, new_identifier, now, require_match, used


@dataclass(frozen=True)
class Kind:
    """One kind of thing: how its operations are called, and what AWS calls its parts."""

    #: In operations, such as `CreateCachePolicy`, and in answers.
    name: str
    #: Of the parameter and of the answer's part that holds the settings.
    config: str
    missing: str
    exists: str


KINDS = (
    Kind("CachePolicy", "CachePolicyConfig", "NoSuchCachePolicy", "CachePolicyAlreadyExists"),
    Kind(
        "ResponseHeadersPolicy",
        "ResponseHeadersPolicyConfig",
        "NoSuchResponseHeadersPolicy",
        "ResponseHeadersPolicyAlreadyExists",
    ),
    Kind(
        "OriginAccessControl",
        "OriginAccessControlConfig",
        "NoSuchOriginAccessControl",
        "OriginAccessControlAlreadyExists",
    ),
)


def _register(kind: Kind) -> None:
    """The same five operations for each kind."""

    @own("cloudfront", f"Create{kind.name}")
    def create(context: Context, parameters: Parameters) -> Answer:
        config = parameters[kind.config]
        if any(each["config"]["Name"] == config["Name"] for each in all_of(context, kind.name).values()):
            raise Fault(kind.exists, f"{config['Name']} exists already")
        item = {"id": new_identifier(), "config": config}
        all_of(context, kind.name)[item["id"]] = item
        return answer(item)

    @own("cloudfront", f"Get{kind.name}", f"Get{kind.name}Config")
    def get(context: Context, parameters: Parameters) -> Answer:
        return answer(find(context, parameters))

    @own("cloudfront", f"Update{kind.name}")
    def update(context: Context, parameters: Parameters) -> Answer:
        item = find(context, parameters)
        require_match(item, parameters)
        item["config"] = parameters[kind.config]
        return answer(item)

    @own("cloudfront", f"Delete{kind.name}")
    def delete(context: Context, parameters: Parameters) -> Answer:
        item = find(context, parameters)
        require_match(item, parameters)
        if used(context, item["id"]):
            raise Fault(f"{kind.name}InUse", f"{item['id']} is used by a distribution")
        del all_of(context, kind.name)[item["id"]]
        return {}

    def find(context: Context, parameters: Parameters) -> Answer:
        found: Answer | None = all_of(context, kind.name).get(parameters["Id"])
        if found is None:
            raise Fault(kind.missing, f"There is no {kind.name} {parameters['Id']}")
        return found

    def answer(item: Answer) -> Answer:
        whole = {"Id": item["id"], "LastModifiedTime": now(), kind.config: item["config"]}
        return {kind.name: whole, kind.config: item["config"], "ETag": etag(item)}


for each in KINDS:
    _register(each)
