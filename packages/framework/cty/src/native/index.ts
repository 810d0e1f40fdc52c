// SPDX-License-Identifier: Apache-2.0

export { fromCty } from "./from-cty.ts";
export type { Native } from "./from-cty.ts";
export { impliedType, toCty } from "./to-cty.ts";

// Shapes
export { capsule, instance, list, map, nullable, object, set, tuple, value } from "./containers.ts";
export type { Fields, InferFields } from "./containers.ts";
export {
  bigint,
  bool,
  bytes,
  date,
  decimal,
  float64,
  int16,
  int32,
  int64,
  int8,
  integer,
  string,
  uint16,
  uint32,
  uint64,
  uint8,
} from "./scalars.ts";
export type { Infer, Shape } from "./shape.ts";
