"""ElastiCache: versions and node types on offer. A few of what AWS has, all true."""

from ..context import Context
from ..registry import Answer, Parameters, own

SERVICE = "elasticache"
VERSIONS = {"redis": ("6.2", "7.0", "7.1"), "valkey": ("7.2", "8.0")}
NODE_TYPES = (
    *("cache.t3.micro", "cache.t3.small", "cache.t3.medium", "cache.t4g.micro", "cache.t4g.small"),
    *("cache.r6g.large", "cache.r6g.xlarge", "cache.r7g.large"),
)
YEAR_SECONDS = 31_536_000


@own(SERVICE, "DescribeCacheEngineVersions")
def describe_versions(_context: Context, parameters: Parameters) -> Answer:
    """Versions of an engine; without one, of all."""
    return {
        "CacheEngineVersions": [
            {"Engine": engine, "EngineVersion": version}
            for engine, versions in VERSIONS.items()
            if engine == parameters.get("Engine", engine)
            for version in versions
            if version == parameters.get("EngineVersion", version)
        ]
    }


@own(SERVICE, "DescribeReservedCacheNodesOfferings")
def describe_offerings(_context: Context, parameters: Parameters) -> Answer:
    """Reservations on sale: AWS tells by them which node types a region has."""
    return {
        "ReservedCacheNodesOfferings": [
            {
                "ReservedCacheNodesOfferingId": f"sandbox-{name}",
                "CacheNodeType": name,
                "Duration": YEAR_SECONDS,
                "ProductDescription": "redis",
                "OfferingType": "No Upfront",
            }
            for name in NODE_TYPES
            if name == parameters.get("CacheNodeType", name)
        ]
    }
