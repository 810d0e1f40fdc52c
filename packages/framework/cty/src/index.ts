// SPDX-License-Identifier: Apache-2.0

// Types
export {
  AbstractType,
  bool,
  capsule,
  CapsuleType,
  dynamic,
  DynamicType,
  emptyObject,
  emptyTuple,
  list,
  ListType,
  map,
  MapType,
  number,
  object,
  ObjectType,
  PrimitiveType,
  set,
  SetType,
  string,
  tuple,
  TupleType,
} from "./type.ts";
export type { CapsuleConversion, CapsuleOps, CollectionType, Kind, Type } from "./type.ts";
export { typeFromJSON, typeToJSON } from "./type-json.ts";
export { testConformance } from "./conformance.ts";

// Values
export { BigFloat, NotANumberError } from "./number/bigfloat.ts";
export {
  boolVal,
  dynamicVal,
  falseVal,
  negativeInfinity,
  numberIntVal,
  numberVal,
  positiveInfinity,
  trueVal,
  unknownVal,
  Value,
  ValueRange,
  zero,
} from "./value.ts";
export {
  capsuleVal,
  haveOneType,
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  nullVal,
  numberFloatVal,
  objectVal,
  parseNumberVal,
  setVal,
  setValEmpty,
  stringVal,
  tupleVal,
} from "./value-create.ts";
export type { Entries } from "./value-create.ts";
export { ValueSet } from "./value-set.ts";
export type { Mark, Marks } from "./payload.ts";
export type { RefinementBuilder } from "./refinement-builder.ts";
export type { NumberBound } from "./refinement.ts";

// What values contain
export { deepValues, transform, unknownAsNull, walk } from "./walk.ts";
export type { Transformer } from "./walk.ts";
export { hasMarkDeep, markWithPaths, unmarkDeepWithPaths } from "./path-marks.ts";
export type { PathMarks } from "./path-marks.ts";

// Paths
export { applyPath } from "./apply-path.ts";
export { formatPath, getAttrStep, indexStep, pathHasPrefix, pathsEqual } from "./path.ts";
export type { GetAttrStep, IndexStep, Path, PathStep } from "./path.ts";
export { PathError } from "./path-error.ts";
export { PathSet } from "./path-set.ts";

// Conversion
export { convert, getConversion, getConversionUnsafe, mismatchMessage, unify, unifyUnsafe } from "./convert/convert.ts";
export type { Conversion, Unified } from "./convert/rules.ts";
