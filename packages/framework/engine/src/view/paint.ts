// SPDX-License-Identifier: Apache-2.0

import { styleText } from "node:util";

/** Emphasis for a terminal, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** What matters less than the rest. */
  readonly dim: (text: string) => string;
}

function style(format: Parameters<typeof styleText>[0]): (text: string) => string {
  // Whether there is a terminal is the caller's to say.
  return (text) => styleText(format, text, { validateStream: false });
}

export const coloured: Paint = {
  bold: style("bold"),
  red: style("red"),
  green: style("green"),
  yellow: style("yellow"),
  cyan: style("cyan"),
  dim: style("gray"),
};

const unchanged = (text: string): string => text;

export const plain: Paint = {
  bold: unchanged,
  red: unchanged,
  green: unchanged,
  yellow: unchanged,
  cyan: unchanged,
  dim: unchanged,
};
