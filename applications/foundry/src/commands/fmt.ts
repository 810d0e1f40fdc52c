// SPDX-License-Identifier: Apache-2.0

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { type Diagnostic, hasErrors } from "@provide-foundry/hcl";
import { formatTerraform } from "@provide-foundry/hcl/write";
import { reportDiagnostics } from "../render/diagnostics.ts";

const formatted = /\.(tf|tfvars|tftest\.hcl)$/;

export const fmtCommand: Command = defineCommand({
  summary: "Put configurations into their canonical layout",
  description: "Rewrites .tf and .tfvars files, and names those that it has changed. - formats standard input.",
  args: { name: "PATH", about: "Files and directories; this directory unless told" },
  flags: {
    check: { kind: "flag", about: "Change nothing; exit code 3 when something would change" },
    recursive: { kind: "flag", about: "Also directories below" },
  },
  examples: [
    { line: "fmt -recursive", about: "Everything below this directory" },
    { line: "fmt -check", about: "For continuous integration" },
    { line: "fmt -", about: "From standard input to standard output" },
  ],
  async run({ args, flags, io, print }) {
    if (args.includes("-")) {
      const { text: result, diagnostics } = formatTerraform(await text(process.stdin), "<stdin>");
      reportDiagnostics(diagnostics, new Map(), io, false);
      io.stdout(result);
      return hasErrors(diagnostics) ? 1 : 0;
    }
    const changed: string[] = [];
    const found: Diagnostic[] = [];
    for (const file of await findFiles(args.length === 0 ? ["."] : args, flags.recursive)) {
      const before = await readFile(file, "utf8");
      const { text: after, diagnostics } = formatTerraform(before, file);
      found.push(...diagnostics);
      if (hasErrors(diagnostics) || after === before) continue;
      changed.push(file);
      if (!flags.check) await writeFileAtomic(file, after);
    }
    reportDiagnostics(found, new Map(), io, false);
    print({ changed }, changed.join("\n"));
    if (hasErrors(found)) return 1;
    return flags.check && changed.length > 0 ? 3 : 0;
  },
});

async function findFiles(given: readonly string[], isRecursive: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of given) {
    if ((await stat(name)).isFile()) {
      found.push(name);
      continue;
    }
    const entries = await readdir(name, { withFileTypes: true, recursive: isRecursive });
    const files = entries.filter((entry) => entry.isFile() && formatted.test(entry.name));
    const visible = files.map((entry) => path.join(entry.parentPath, entry.name));
    found.push(
      ...visible.filter(
        (file) => !file.split(path.sep).some((part) => part.startsWith(".") && part !== "." && part !== ".."),
      ),
    );
  }
  return found.toSorted();
}
