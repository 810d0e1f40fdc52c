// SPDX-License-Identifier: Apache-2.0

import type { ConfigFile } from "../config-file.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { initialPosition, type Position } from "../source/position.ts";
import { Source } from "../source/source.ts";
import type { Parsed } from "../syntax/parse.ts";
import { JsonBody } from "./body.ts";
import { JsonExpression } from "./expression.ts";
import { JsonObject, type JsonNode } from "./nodes.ts";
import { JsonParser } from "./parser.ts";
import { scanJson } from "./scanner.ts";

/**
 * Reads a configuration file in JSON syntax.
 *
 * Never throws: whatever the text or bytes, there is a body.
 */
export function parseJSON(text: string | Uint8Array, filename: string, start?: Position): Parsed<JsonFile> {
  const { source, node, diagnostics } = parseNode(text, filename, start);
  if (node.kind === "object" || node.kind === "array") return { result: new JsonFile(node, source), diagnostics };
  const problem = {
    severity: "error",
    summary: "Root value must be object",
    detail: "The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.",
    subject: node.startRange,
  } as const;
  // An empty object, so that reading it does not say the same again.
  const empty = new JsonObject(node.tokens, -1, -1, []);
  return { result: new JsonFile(empty, source), diagnostics: [...diagnostics, problem] };
}

/** Reads a JSON value as an expression, whose texts are templates. */
export function parseJSONExpression(
  text: string | Uint8Array,
  filename: string,
  start?: Position,
): Parsed<JsonExpression> {
  const { node, diagnostics } = parseNode(text, filename, start);
  return { result: new JsonExpression(node), diagnostics };
}

function parseNode(
  text: string | Uint8Array,
  filename: string,
  start: Position = initialPosition,
): { source: Source; node: JsonNode; diagnostics: Diagnostics } {
  const source = new Source(text, filename, start);
  const parser = new JsonParser(scanJson(source.text, filename, start));
  return { source, node: parser.parse(), diagnostics: parser.diagnostics };
}

/** A configuration file in JSON syntax. */
export class JsonFile implements ConfigFile {
  readonly body: JsonBody;
  readonly source: Source;
  readonly #root: JsonNode;

  constructor(root: JsonNode, source: Source) {
    this.body = new JsonBody(root);
    this.source = source;
    this.#root = root;
  }

  contextAt(byte: number): string | undefined {
    let path = "";
    for (let node: JsonNode | undefined = this.#root; node;) {
      const found = stepTo(node, byte);
      if (!found) break;
      path += found.step;
      node = found.node;
    }
    return path === "" ? undefined : path.replace(/^\./, "");
  }
}

/** The object or array directly in another that a byte lies in. */
function stepTo(node: JsonNode, byte: number): { node: JsonNode; step: string } | undefined {
  const holds = (value: JsonNode): boolean => {
    if (value.kind !== "object" && value.kind !== "array") return false;
    const { start, end } = value.range;
    return start.byte <= byte && byte < end.byte;
  };
  if (node.kind === "object") {
    const property = node.properties.find(({ value }) => holds(value));
    return property && { node: property.value, step: `.${property.name.text}` };
  }
  if (node.kind !== "array") return undefined;
  const index = node.values.findIndex(holds);
  return index < 0 ? undefined : { node: node.values[index]!, step: `[${index}]` };
}
