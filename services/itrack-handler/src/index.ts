import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createHandler } from "./app";
import { readConfig } from "./config";
import { ItemStore } from "./items/store";
import { writeLine } from "./log";

const config = readConfig(process.env);

/** Retries are quick, and few: the caller is told to come again before the function's own time is over. */
const client = new DynamoDBClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
});

/** What Lambda calls: an event of a REST API (proxy integration, payload 1.0) in, its answer out. */
export const handler = createHandler({
  store: new ItemStore(client, config.tableName),
  allowedOrigin: config.allowedOrigin,
  now: () => new Date(),
  log: writeLine,
});
