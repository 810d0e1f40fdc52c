// SPDX-License-Identifier: Apache-2.0

import { runProcess } from "@provide-foundry/foundation";
import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type GeneratedProvider, type Overrides, generateProvider, writeProvider } from "../index.ts";

const root = fileURLToPath(new URL("../../../../../../", import.meta.url));

/** A document of these tests. */
export function documentFile(name: string): string {
  return path.join(root, "packages/framework/provider/src/openapi/testing", name);
}

export interface BuiltProvider extends Disposable {
  readonly folder: TemporaryDirectory;
  readonly generated: GeneratedProvider;
  /** Serves it. */
  readonly program: string;
}

/**
 * Generates a provider and compiles it as the house compiles its own programs.
 *
 * @param own Files beside the generated ones, in `src`.
 * @throws AssertionError with what the compiler has to say.
 */
export async function buildProvider(
  document: string,
  overrides: Overrides = {},
  own: Readonly<Record<string, string>> = {},
): Promise<BuiltProvider> {
  const folder = temporaryDirectory();
  const generated = await generateProvider({ document, overrides });
  symlinkSync(path.join(root, "node_modules"), path.join(folder.path, "node_modules"), "junction");
  const serve = `import { serve } from "@provide-foundry/provider";\nimport * as own from "./generated/provider.ts";\nawait serve(Object.values(own)[0]!);\n`;
  folder.write({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": JSON.stringify({
      extends: path.join(root, "tsconfig.base.json"),
      compilerOptions,
      include: ["src"],
    }),
    "src/main.ts": serve,
    ...Object.fromEntries(Object.entries(own).map(([name, text]) => [`src/${name}`, text])),
  });
  await writeProvider(path.join(folder.path, "src/generated"), generated);
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  const { exitCode, stdout } = await runProcess(process.execPath, [compiler, "-p", folder.path], {
    cwd: folder.path,
    env: { inherit: "minimal" },
    allowFailure: true,
    timeoutMs: 100_000,
  });
  assert.equal(exitCode, 0, stdout);
  return {
    folder,
    generated,
    program: path.join(folder.path, "dist/main.js"),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** As the examples', which are programs too. */
const compilerOptions = {
  rootDir: "src",
  outDir: "dist",
  composite: false,
  declaration: false,
  declarationMap: false,
  isolatedDeclarations: false,
};
