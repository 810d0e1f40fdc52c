// SPDX-License-Identifier: Apache-2.0

const { log } = console;

log("at import");
console.table([{ at: "import" }]);
process.stdout.write("written at import\n");
process.stderr.write("an error at import\n");
setTimeout(() => log("later, through a console of old"), 1);
