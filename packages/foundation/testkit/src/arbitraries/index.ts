// SPDX-License-Identifier: Apache-2.0

export {
  configuration,
  configurationValue,
  type ConfigurationShape,
  type ConfigurationValue,
} from "./configuration.ts";
export { fileName, hostilePath, relativePath } from "./paths.ts";
export { assertAnyOrder, type Race, type RaceOptions } from "./races.ts";
export { anyText, unicodeText } from "./text.ts";
