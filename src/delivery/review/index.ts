export { placesOf, typescriptLines } from "./places";
export { ranks, type Rank } from "./ranks";
export { findingsOf, renderJson, type ReviewFinding } from "./render/json";
export { renderMarkdown } from "./render/markdown";
export { summary } from "./render/summary";
export { renderText } from "./render/text";
export { review, type Place, type Review, type ReviewedChange, type ReviewInput } from "./review";
