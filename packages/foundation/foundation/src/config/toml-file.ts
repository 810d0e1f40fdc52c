// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { ConfigError } from "./config-error.ts";
import { isTable, type Layer, type Level } from "./layer.ts";
import { readTextFile } from "./read-text-file.ts";
import { scanPositions, type FindPosition } from "./toml-positions.ts";

/**
 * Reads a file as a level; undefined when there is none.
 *
 * @throws ConfigError `config.syntax` or `config.unreadable`, with the file in its message.
 */
export async function readTomlLayer(level: Level, file: string): Promise<Layer | undefined> {
  const text = await readExisting(file);
  if (text === undefined) return undefined;
  const { parse } = await import("smol-toml");
  const values = parseToml(file, text, parse);
  const decodeString = (quoted: string): string => parse(`key = ${quoted}`)["key"] as string;
  let findPosition: FindPosition | undefined;
  return {
    level,
    values,
    folder: path.dirname(file),
    // Only messages need positions, so most runs never scan.
    originOf: (key) => ({ level, file, ...(findPosition ??= scanPositions(text, decodeString))(key) }),
  };
}

/** Narrows a level to one of its tables, as if that were all of the file. */
export function narrowLayer(layer: Layer, name: string): Layer {
  const values = layer.values[name] ?? {};
  if (!isTable(values)) {
    const { file, line, column } = layer.originOf([name]);
    throw new ConfigError(`${name} is not a table (${file}:${line}:${column})`, {
      context: { file: file!, line: line!, column: column! },
      hint: `Write the settings below a line with [${name}].`,
    });
  }
  return { ...layer, values, originOf: (key) => layer.originOf([name, ...key]) };
}

function parseToml(
  file: string,
  text: string,
  parse: (text: string) => Record<string, unknown>,
): Readonly<Record<string, unknown>> {
  try {
    // A byte order mark, which editors on Windows leave, is no TOML. The space keeps the columns right.
    return parse(text.replace(/^\uFEFF/, " "));
  } catch (error) {
    const { message, line, column } = error as Error & { readonly line: number; readonly column: number };
    // The lines after the first show the document, which may hold secrets. The parser is no cause for the same reason.
    const reason = message.split("\n", 1)[0]!.replace(/^Invalid TOML document: /, "");
    throw new ConfigError(`${file}:${line}:${column}: not valid TOML: ${reason}`, {
      code: "config.syntax",
      context: { file, line, column },
      hint: "Correct the file at that place; https://toml.io shows the syntax.",
    });
  }
}

async function readExisting(file: string): Promise<string | undefined> {
  try {
    return await readTextFile(file);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR"].includes(code)) return undefined;
    throw new ConfigError(`${file} cannot be read: ${code}`, {
      code: "config.unreadable",
      context: { file },
      hint: "Make it a file that you may read, or move it away.",
      cause,
    });
  }
}
