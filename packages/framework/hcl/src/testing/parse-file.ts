// SPDX-License-Identifier: Apache-2.0

/**
 * Parses a file and prints what came of it: `node --max-old-space-size=MB parse-file.js FILE`.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { parseConfig } from "../syntax/parse.ts";

const [file = ""] = process.argv.slice(2);
const { result, diagnostics } = parseConfig(readFileSync(file), file);
console.log(
  JSON.stringify({
    blocks: result.body.blocks.length,
    last: result.body.blocks.at(-1)?.body.attributes.get("name")?.expr.range.start.line,
    summaries: [...new Set(diagnostics.map(({ summary }) => summary))],
  }),
);
