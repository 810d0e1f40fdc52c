// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from "node:fs";
import path from "node:path";
import {
  lexConfig,
  lexExpression,
  lexTemplate,
  parseConfig,
  parseExpression,
  parseJSON,
  parseJSONExpression,
  parseTemplate,
  parseTraversalAbs,
  type Diagnostics,
} from "@provide-foundry/hcl";
import { readTypeConstraintWithDefaults } from "@provide-foundry/hcl/ext";
import { formatBytes, parseWritable } from "@provide-foundry/hcl/write";
import { root } from "../../../scripts/workspace.ts";
import type { Parser } from "../hostile.ts";

/** All that reads sources from outside. What is wrong with one, its diagnostics say: nothing is thrown. */
export const hclParsers: readonly Parser[] = [
  parser("HCL files", "body", (input) => parseConfig(input, filename).diagnostics),
  parser("HCL expressions", "expr", (input) => parseExpression(input, filename).diagnostics),
  parser("HCL templates", "template", (input) => parseTemplate(input, filename).diagnostics),
  parser("HCL references", "traversal", (input) => parseTraversalAbs(input, filename).diagnostics),
  parser("HCL in JSON", "json_schema", (input) => parseJSON(input, filename).diagnostics),
  parser("HCL expressions in JSON", "json_expr", (input) => parseJSONExpression(input, filename).diagnostics),
  parser("HCL tokens of files", "tokens_config", (input) => lexConfig(input, filename).diagnostics),
  parser("HCL tokens of expressions", "tokens_expression", (input) => lexExpression(input, filename).diagnostics),
  parser("HCL tokens of templates", "tokens_template", (input) => lexTemplate(input, filename).diagnostics),
  parser("HCL layout", "format", (input) => {
    formatBytes(input);
    return [];
  }),
  parser("HCL files to be changed", "body", (input) => {
    return parseWritable(new TextDecoder().decode(input), filename).diagnostics;
  }),
  parser("HCL types", "typeexpr", (input) => {
    const { result, diagnostics } = parseExpression(input, filename);
    return diagnostics.length > 0 ? diagnostics : readTypeConstraintWithDefaults(result).diagnostics;
  }),
];

const filename = "t.hcl";

class HasErrors extends Error {}

/** Damages the sources of one kind of question in `conformance/hcl`. */
function parser(name: string, kind: string, parse: (input: Uint8Array) => Diagnostics): Parser {
  let sources: readonly string[] | undefined;
  return {
    name,
    valid: (random) => new TextEncoder().encode(random.pick((sources ??= readSources(kind)))),
    parse(input) {
      if (parse(input).length > 0) throw new HasErrors();
    },
    isRefusal: (error) => error instanceof HasErrors,
  };
}

function readSources(kind: string): string[] {
  const [, ...lines] = readFileSync(path.join(root, "conformance/hcl", `${kind}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => (JSON.parse(line) as { src: string }).src);
}
