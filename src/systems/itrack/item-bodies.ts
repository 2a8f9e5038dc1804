/**
 * What API Gateway demands of a body before the function sees it, as JSON Schema draft 4. The function checks again and says
 * more (services/itrack-handler/src/items/validation.ts): a test there and here keeps them together.
 */
const CONTENT = {
  title: { type: "string", minLength: 1, maxLength: 200 },
  details: { type: "string", maxLength: 4000 },
  status: { type: "string", enum: ["open", "done"] },
  expiresAt: { type: "integer", minimum: 0 },
};

/** Of POST /api/items. */
export const NEW_ITEM = {
  type: "object",
  properties: CONTENT,
  required: ["title"],
  additionalProperties: false,
};

/** Of PUT /api/items/{id}: the whole content anew, and the version that it replaces. */
export const CHANGED_ITEM = {
  type: "object",
  properties: { ...CONTENT, version: { type: "integer", minimum: 1 } },
  required: ["title", "version"],
  additionalProperties: false,
};
