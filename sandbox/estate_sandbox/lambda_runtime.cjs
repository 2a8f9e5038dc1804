"use strict";
/**
 * Runs one call of a Node function in the place of Lambda's runtime: `node lambda_runtime.cjs <call.json> <answer.json>`.
 * The call holds task folder, handler, event, context and seconds; the answer `{ result }` or `{ error }` as Lambda reports it.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [, , callFile, answerFile] = process.argv;
const call = JSON.parse(readFileSync(callFile, "utf8"));

function finish(answer) {
  writeFileSync(answerFile, JSON.stringify(answer));
  process.exit(0);
}

function failed(error) {
  const { name = "Error", message = String(error), stack = "" } = error instanceof Error ? error : {};
  finish({ error: { errorType: name, errorMessage: message, trace: stack.split("\n") } });
}

function find(handler) {
  const [file, name] = handler.split(".");
  const found = require(join(call.folder, file))[name];
  if (typeof found === "function") return found;
  const error = new Error(`${handler} is undefined or not exported`);
  error.name = "Runtime.HandlerNotFound";
  throw error;
}

async function run(handler) {
  const end = Date.now() + call.seconds * 1000;
  const context = { ...call.context, getRemainingTimeInMillis: () => end - Date.now() };
  const timer = setTimeout(() => finish({ timedOut: true }), call.seconds * 1000);
  const result = await (handler.length < 3
    ? handler(call.event, context)
    : new Promise((resolve, reject) =>
        handler(call.event, context, (error, value) => (error ? reject(error) : resolve(value))),
      ));
  clearTimeout(timer);
  finish({ result: result === undefined ? null : result });
}

process.on("uncaughtException", failed);
try {
  run(find(call.handler)).catch(failed);
} catch (error) {
  failed(error);
}
