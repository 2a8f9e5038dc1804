"""Service Quotas: what AWS gives every account. moto knows those of VPC, and answers anything else with an HTML page."""

from typing import Any

from moto.servicequotas.resources.default_quotas.vpc import VPC_DEFAULT_QUOTAS

from ..context import Context
from ..registry import Answer, Fault, Parameters, own

#: (service, quota code) -> name and value.
OTHERS = {
    ("ec2", "L-0263D0A3"): ("EC2-VPC Elastic IPs", 5.0),
    ("s3", "L-DC2B2D3D"): ("General purpose buckets", 10_000.0),
    ("cloudfront", "L-24B04930"): ("Web distributions per AWS account", 200.0),
}


@own("service-quotas", "GetServiceQuota", "GetAWSDefaultServiceQuota")
def get_quota(_context: Context, parameters: Parameters) -> Answer:
    """The sandbox's account never had a quota raised, so that both answers are the same."""
    return {"Quota": _quota(parameters["ServiceCode"], parameters["QuotaCode"])}


def _quota(service: str, code: str) -> dict[str, Any]:
    known = [quota for quota in VPC_DEFAULT_QUOTAS if service == "vpc" and quota["QuotaCode"] == code]
    if known:
        return known[0]
    if (service, code) not in OTHERS:
        raise Fault("NoSuchResourceException", f"The sandbox knows no quota {code} of {service}.")
    name, value = OTHERS[service, code]
    return {"ServiceCode": service, "QuotaCode": code, "QuotaName": name, "Value": value, "Unit": "None"}
