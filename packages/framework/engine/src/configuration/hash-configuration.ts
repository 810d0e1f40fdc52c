// SPDX-License-Identifier: Apache-2.0

import { createHash } from "node:crypto";
import type { Configuration } from "./configuration.ts";

/** What tells one configuration from another: the names and texts of all its files. */
export function hashConfiguration({ files }: Configuration): string {
  const hash = createHash("sha256");
  for (const name of [...files.keys()].toSorted()) hash.update(JSON.stringify([name, files.get(name)!.source.text]));
  return hash.digest("hex");
}
