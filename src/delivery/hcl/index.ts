export { canonical } from "./canonical";
export { originOf, renderBlocks, type HclBlock, type Origin } from "./document";
export { withJsonDocuments } from "./json-document";
export { isObject, type Json, type JsonObject } from "./json";
export { Schemas, type BlockKind, type SlimSchema } from "./schema";
export { renderSlimSchema, slimSchemas } from "./slim";
