// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { readTextFile } from "./read-text-file.ts";

const prefix = "file://";

/**
 * The secret that a value means: the text itself, or after `file://` what that file holds, without the line break at
 * its end.
 *
 * @throws Error that says why the file cannot be read; never with what it holds.
 */
export async function readSecret(text: string, folder: string, home: string): Promise<string> {
  if (!text.startsWith(prefix)) return text;
  const place = text.slice(prefix.length);
  const file = place.startsWith("~/") ? path.join(home, place.slice(2)) : path.resolve(folder, place);
  let content: string;
  try {
    content = await readTextFile(file);
  } catch (cause) {
    const { code = "an unknown reason" } = cause as NodeJS.ErrnoException;
    throw new Error(`the file ${file} cannot be read: ${code}`, { cause });
  }
  return content.replace(/\r?\n$/, "");
}
