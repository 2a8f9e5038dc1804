export { differences, documentOf, isEmpty, type ValueChange } from "./differences";
export {
  afterApply,
  asRecord,
  isAbsent,
  isMarked,
  isRecord,
  KNOWN_LATER,
  own,
  sealed,
  Sealed,
  withUnknown,
  type Fields,
} from "./sealed";
export { Secrets } from "./secrets";
export { cut, plain, shown, shownPair } from "./text";
