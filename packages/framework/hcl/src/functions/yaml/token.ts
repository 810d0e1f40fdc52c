// SPDX-License-Identifier: Apache-2.0

import type { Mark } from "./reader.ts";

export type TokenKind =
  | "streamEnd"
  | "versionDirective"
  | "tagDirective"
  | "documentStart"
  | "documentEnd"
  | "blockSequenceStart"
  | "blockMappingStart"
  | "blockEnd"
  | "flowSequenceStart"
  | "flowSequenceEnd"
  | "flowMappingStart"
  | "flowMappingEnd"
  | "blockEntry"
  | "flowEntry"
  | "key"
  | "value"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

export type ScalarStyle = "plain" | "singleQuoted" | "doubleQuoted" | "block";

export interface Token {
  readonly kind: TokenKind;
  readonly start: Mark;
  readonly end: Mark;
  /** Of a scalar, its content; of an anchor or alias, its name; of a tag or its directive, the handle; of `%YAML`, the version. */
  readonly text?: string;
  /** What follows the handle of a tag, or what a directive lets a handle stand for. */
  readonly suffix?: string;
  /** Of a scalar. */
  readonly style?: ScalarStyle;
}
