// SPDX-License-Identifier: Apache-2.0

/** Takes the lock that the first argument names, says so, and keeps it until it is killed. */

import { acquireFileLock } from "../file-lock.ts";

await acquireFileLock(process.argv[2]!);
console.log("held");
setInterval(() => undefined, 60_000);
