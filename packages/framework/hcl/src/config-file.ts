// SPDX-License-Identifier: Apache-2.0

import type { Body } from "./body.ts";
import type { Source } from "./source/source.ts";

/** A file that was read, in whatever syntax. */
export interface ConfigFile {
  readonly body: Body;
  readonly source: Source;
  /** What the place at a byte belongs to, as a reader would name it: `resource "aws_vpc" "main"`. Undefined for no block. */
  contextAt(byte: number): string | undefined;
}
