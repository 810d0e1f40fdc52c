// SPDX-License-Identifier: Apache-2.0

/**
 * Adds one to the number in a file, so many times, each time with the lock. With `die`, it ends itself in the middle of
 * the last one, as if it had been killed.
 *
 * Arguments: FILE TIMES [die]
 */

import { readFileSync, writeFileSync } from "node:fs";
import { withFileLock } from "../file-lock.ts";

const [file = "", times = "", end] = process.argv.slice(2);
for (let round = 1; round <= Number(times); round++) {
  await withFileLock(
    `${file}.lock`,
    async () => {
      const before = Number(readFileSync(file, "utf8"));
      // Somebody else's turn, if there were no lock.
      await new Promise((resolve) => setTimeout(resolve, 1));
      writeFileSync(file, String(before + 1));
      if (end === "die" && round === Number(times)) process.kill(process.pid, "SIGKILL");
    },
    { timeoutMs: 60_000 },
  );
}
