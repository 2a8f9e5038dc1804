import { readFileSync } from "node:fs";
import { awsClients } from "../../src/delivery/aws/clients";
import { functionPackage } from "../../src/platform/function-package";
import { serviceTrust } from "../../src/platform/policy-document";
import { Estate } from "../support/estate";
import { describeDeployedHandler, type DeployedHandler } from "../support/handler-life";
import { sandboxEnvironment } from "../support/life";

const FunctionName = "itrack-handler";
const estate = new Estate();
let handler: DeployedHandler;

beforeAll(async () => {
  await estate.succeed("sandbox", "up");
  const { AWS_ENDPOINT_URL: endpoint } = await sandboxEnvironment(estate);
  const { dynamodb, iam, lambda } = awsClients({ kind: "sandbox", endpoint: endpoint! }, "us-east-1");
  await dynamodb.createTable({
    TableName: "items",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["owner", "id"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "owner", KeyType: "HASH" },
      { AttributeName: "id", KeyType: "RANGE" },
    ],
  });
  const { Role } = await iam.createRole({
    RoleName: FunctionName,
    AssumeRolePolicyDocument: serviceTrust("lambda.amazonaws.com"),
  });
  await lambda.createFunction({
    FunctionName,
    Role: Role!.Arn,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Timeout: 15,
    Code: { ZipFile: readFileSync(functionPackage("itrack-handler").file) },
    Environment: { Variables: { TABLE_NAME: "items", ALLOWED_ORIGIN: "https://app.itrack.example" } },
  });
  await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 5 });
  handler = { lambda, functionName: FunctionName };
});
afterAll(() => estate.dispose());

describe("the package of iTrack's handler, called as API Gateway calls it", () => {
  describeDeployedHandler(() => handler);
});
