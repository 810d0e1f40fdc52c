// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic } from "../diagnostics.ts";
import { Source } from "../source/source.ts";
import { decodeLiteral } from "../syntax/string-literal.ts";
import { TokenType } from "../syntax/token-type.ts";
import type { WriteToken } from "./token.ts";

/** What the tokens of a label say; undefined if an escape in it is invalid. */
export function decodeLabel(tokens: readonly WriteToken[]): string | undefined {
  let label = "";
  for (const { type, text } of tokens) {
    if (type === TokenType.Ident) label += text;
    if (type !== TokenType.QuotedLit) continue;
    const diagnostics: Diagnostic[] = [];
    label += decodeLiteral(new Source(text, ""), 0, text.length, true, diagnostics);
    if (diagnostics.length > 0) return undefined;
  }
  return label;
}
