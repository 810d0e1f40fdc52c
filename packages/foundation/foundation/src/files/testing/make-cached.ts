// SPDX-License-Identifier: Apache-2.0

/** Asks a cache for ten values and says how many it had to make itself. Argument: DIRECTORY */

import { DiskCache } from "../disk-cache.ts";

const cache = new DiskCache(process.argv[2]!);
let made = 0;
for (let key = 0; key < 10; key++) {
  const value = await cache.getOrMake(`key ${key}`, async () => {
    made++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return Buffer.from(`value ${key}`);
  });
  if (Buffer.from(value).toString() !== `value ${key}`) throw new Error(`key ${key} has a wrong value`);
}
console.log(made);
