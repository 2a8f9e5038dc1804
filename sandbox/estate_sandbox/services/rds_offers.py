"""RDS: versions and classes on offer, and how many instances an account may have. A few of what AWS has, all true."""

from ..context import Context
from ..registry import Answer, Parameters, own

SERVICE = "rds"
VERSIONS = {
    "aurora-postgresql": ("14.15", "15.10", "16.6"),
    "mysql": ("8.0.40", "8.0.41", "8.0.42", "8.4.4", "8.4.5"),
}
CLASSES = {
    "aurora-postgresql": ("db.serverless", "db.t3.medium", "db.t4g.medium", "db.r5.large", "db.r6g.large"),
    "mysql": (
        *("db.t3.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.t4g.medium"),
        *("db.r5.large", "db.r5.xlarge", "db.r6g.large", "db.r6g.xlarge"),
    ),
}
ZONES = ("a", "b", "c")
#: AWS gives every account so many of each.
MOST = 40


@own(SERVICE, "DescribeDBEngineVersions")
def describe_versions(_context: Context, parameters: Parameters) -> Answer:
    """Versions of an engine; without one, of all."""
    engines = [parameters["Engine"]] if "Engine" in parameters else list(VERSIONS)
    return {
        "DBEngineVersions": [
            {"Engine": engine, "EngineVersion": version, "Status": "available"}
            for engine in engines
            for version in VERSIONS.get(engine, ())
            if _is_asked(version, parameters.get("EngineVersion"))
        ]
    }


@own(SERVICE, "DescribeOrderableDBInstanceOptions")
def describe_classes(context: Context, parameters: Parameters) -> Answer:
    """Classes of an engine's versions."""
    engine = parameters["Engine"]
    return {
        "OrderableDBInstanceOptions": [
            {
                "Engine": engine,
                "EngineVersion": version,
                "DBInstanceClass": name,
                "Vpc": True,
                "AvailabilityZones": [{"Name": f"{context.region}{letter}"} for letter in ZONES],
            }
            for version in VERSIONS.get(engine, ())
            if _is_asked(version, parameters.get("EngineVersion"))
            for name in CLASSES[engine]
            if name == parameters.get("DBInstanceClass", name)
        ]
    }


@own(SERVICE, "DescribeAccountAttributes")
def describe_account(context: Context, _parameters: Parameters) -> Answer:
    """How many instances and clusters there are, and may be."""
    backend = context.backend()
    used = {"DBInstances": len(backend.databases), "DBClusters": len(backend.clusters)}
    return {
        "AccountQuotas": [{"AccountQuotaName": name, "Used": number, "Max": MOST} for name, number in used.items()]
    }


def _is_asked(version: str, asked: str | None) -> bool:
    """AWS takes `8.0` for all of its minor versions."""
    return asked is None or f"{version}.".startswith(f"{asked}.")
