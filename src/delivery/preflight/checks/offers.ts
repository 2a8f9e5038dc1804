import type { AwsClients } from "../../aws/clients";
import type { Check, Verdict } from "../check";
import { isAsked, literal, only, referred, type Demand, type PlannedResource } from "../demand";

/** Versions and classes that AWS must still offer for what the deployment adds or changes. */
export function offerChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  const checks = [...databaseChecks(demand, aws), ...cacheChecks(demand, aws), ...instanceChecks(demand, aws)];
  return [...new Map(checks.map((check) => [check.what, check])).values()]; // of two like instances, one is asked about
}

/** Whether something is on offer. Pure. @param where to choose another */
export function judgeOffer(isOffered: boolean, where: string): Verdict {
  const wanted = "on offer";
  if (isOffered) return { status: "ready", wanted, found: "on offer" };
  return { status: "not ready", wanted, found: "not on offer, or no more", fix: `Choose another: ${where}` };
}

interface DatabaseEngine {
  readonly engine: string;
  /** Undefined: AWS chooses. */
  readonly version?: string;
}

/** Engine and version of a database; those of the cluster, or of the source of a replica, where it names none itself. */
export function engineOf(demand: Pick<Demand, "resources">, { body }: PlannedResource): DatabaseEngine | undefined {
  const [engine, version] = [literal(body.engine), literal(body.engine_version)];
  if (engine !== undefined && version !== undefined) return { engine, version };
  const source = referred(demand, body.cluster_identifier) ?? referred(demand, body.replicate_source_db);
  const inherited = source && engineOf(demand, source);
  return inherited ?? (engine === undefined ? undefined : { engine });
}

function databaseChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  const databases = ["aws_rds_cluster", "aws_db_instance", "aws_rds_cluster_instance"].flatMap((type) =>
    only(demand.resources, type),
  );
  return databases.flatMap((database) => {
    const wanted = engineOf(demand, database);
    if (wanted === undefined) return [];
    const { rds } = aws.inRegion(database.region);
    const instanceClass = literal(database.body.instance_class);
    return [
      ...(isAsked(demand, database, ["engine_version"]) ? [engineCheck(wanted, database.region, rds)] : []),
      ...(instanceClass !== undefined && isAsked(demand, database, ["engine_version", "instance_class"])
        ? [classCheck(wanted, instanceClass, database.region, rds)]
        : []),
    ];
  });
}

function engineCheck({ engine, version }: DatabaseEngine, region: string, rds: AwsClients["rds"]): Check {
  const list = `aws rds describe-db-engine-versions --engine ${engine} --region ${region} --query 'DBEngineVersions[].EngineVersion'`;
  return {
    area: "offers",
    what: `${[engine, version].join(" ").trim()} in ${region}`,
    needs: ["rds:DescribeDBEngineVersions"],
    look: async () => {
      const { DBEngineVersions = [] } = await rds.describeDBEngineVersions({ Engine: engine, EngineVersion: version });
      return judgeOffer(DBEngineVersions.length > 0, list);
    },
  };
}

function classCheck(
  { engine, version }: DatabaseEngine,
  instanceClass: string,
  region: string,
  rds: AwsClients["rds"],
): Check {
  const name = [engine, version].join(" ").trim();
  const list = `aws rds describe-orderable-db-instance-options --engine ${engine}${version === undefined ? "" : ` --engine-version ${version}`} --region ${region} --query 'OrderableDBInstanceOptions[].DBInstanceClass'`;
  return {
    area: "offers",
    what: `${instanceClass} for ${name} in ${region}`,
    needs: ["rds:DescribeOrderableDBInstanceOptions"],
    look: async () => {
      const { OrderableDBInstanceOptions = [] } = await rds.describeOrderableDBInstanceOptions({
        Engine: engine,
        EngineVersion: version,
        DBInstanceClass: instanceClass,
        Vpc: true,
      });
      return judgeOffer(
        OrderableDBInstanceOptions.some((option) => option.DBInstanceClass === instanceClass),
        list,
      );
    },
  };
}

function cacheChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  return only(demand.resources, "aws_elasticache_replication_group").flatMap((group) => {
    const { elasticache } = aws.inRegion(group.region);
    const [engine, version] = [literal(group.body.engine) ?? "redis", literal(group.body.engine_version)];
    const node = literal(group.body.node_type);
    return [
      ...(version !== undefined && isAsked(demand, group, ["engine_version"])
        ? [cacheEngineCheck(engine, version, group.region, elasticache)]
        : []),
      ...(node !== undefined && isAsked(demand, group, ["node_type"])
        ? [nodeCheck(node, group.region, elasticache)]
        : []),
    ];
  });
}

function cacheEngineCheck(
  engine: string,
  version: string,
  region: string,
  elasticache: AwsClients["elasticache"],
): Check {
  return {
    area: "offers",
    what: `${engine} ${version} in ${region}`,
    needs: ["elasticache:DescribeCacheEngineVersions"],
    look: async () => {
      const { CacheEngineVersions = [] } = await elasticache.describeCacheEngineVersions({ Engine: engine });
      const isOffered = CacheEngineVersions.some(({ EngineVersion = "" }) =>
        `${EngineVersion}.`.startsWith(`${version}.`),
      );
      return judgeOffer(
        isOffered,
        `aws elasticache describe-cache-engine-versions --engine ${engine} --region ${region}`,
      );
    },
  };
}

/** ElastiCache tells its node types only where it sells reservations of them: a hint, so that none is no verdict. */
function nodeCheck(node: string, region: string, elasticache: AwsClients["elasticache"]): Check {
  return {
    area: "offers",
    what: `${node} in ${region}`,
    needs: ["elasticache:DescribeReservedCacheNodesOfferings"],
    look: async () => {
      const { ReservedCacheNodesOfferings = [] } = await elasticache.describeReservedCacheNodesOfferings({
        CacheNodeType: node,
        MaxRecords: 20,
      });
      if (ReservedCacheNodesOfferings.length > 0) return judgeOffer(true, "");
      return {
        status: "not checked",
        found: "no reserved node of that type is sold, so it may not be on offer",
        wanted: "on offer",
        fix: "Look it up in ElastiCache's list of supported node types by region.",
      };
    },
  };
}

function instanceChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  return only(demand.resources, "aws_instance").flatMap((instance) => {
    const type = literal(instance.body.instance_type);
    const zone = literal(referred(demand, instance.body.subnet_id)?.body.availability_zone);
    if (type === undefined || zone === undefined || !isAsked(demand, instance, ["instance_type"])) return [];
    return [instanceCheck(type, zone, instance.region, aws)];
  });
}

function instanceCheck(type: string, zone: string, region: string, aws: AwsClients): Check {
  return {
    area: "offers",
    what: `${type} in ${zone}`,
    needs: ["ec2:DescribeInstanceTypeOfferings"],
    look: async () => {
      const { InstanceTypeOfferings = [] } = await aws.inRegion(region).ec2.describeInstanceTypeOfferings({
        LocationType: "availability-zone",
        Filters: [
          { Name: "instance-type", Values: [type] },
          { Name: "location", Values: [zone] },
        ],
      });
      return judgeOffer(
        InstanceTypeOfferings.length > 0,
        `aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=location,Values=${zone} --region ${region}`,
      );
    },
  };
}
