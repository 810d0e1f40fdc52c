// SPDX-License-Identifier: Apache-2.0

/**
 * For providers of services that speak JSON over HTTP: a client whose errors are diagnostics, and what lies between a
 * schema's values and bodies. Generated providers use it; others may.
 *
 * @module
 */

export { type Call, type ParameterValue, RestClient, type RestClientOptions, type RestRequest } from "./rest-client.ts";
export { RestError } from "./rest-error.ts";
export { allPages, found } from "./answers.ts";
export {
  type Int64,
  type WithoutNulls,
  changedOnly,
  keepNull,
  kept,
  mapValues,
  omitNulls,
  oneForm,
  orNull,
  parseInt64,
  required,
  uuidPattern,
} from "./bodies.ts";
export { basic, bearer } from "./credentials.ts";
export { dateTime } from "./date-time.ts";
