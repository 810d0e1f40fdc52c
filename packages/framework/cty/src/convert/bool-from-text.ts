// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";

/** The bool that a string stands for. @throws PathError for any but the four that cty knows. */
export function boolFromText(text: string): boolean {
  switch (text) {
    case "true":
    case "1":
      return true;
    case "false":
    case "0":
      return false;
    default: {
      const lower = text.toLowerCase();
      const hint = lower === "true" || lower === "false" ? `; to convert from string, use lowercase "${lower}"` : "";
      throw new PathError([], `a bool is required${hint}`);
    }
  }
}
