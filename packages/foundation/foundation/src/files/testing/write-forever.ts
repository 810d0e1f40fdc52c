// SPDX-License-Identifier: Apache-2.0

/** Writes a file over and over, each time with a megabyte of one letter, until it is killed. Argument: FILE */

import { writeFileAtomic } from "../write-file-atomic.ts";

const [file = ""] = process.argv.slice(2);
for (let round = 0; ; round++) {
  await writeFileAtomic(file, String.fromCodePoint(97 + (round % 26)).repeat(1_000_000));
  if (round === 0) console.log("started");
}
