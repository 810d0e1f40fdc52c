// SPDX-License-Identifier: Apache-2.0

/**
 * Builds the launchers of packed programs for every target: `npm run build:launchers`. Needs Go.
 *
 * The same source and compiler give the same bytes: no paths, no build id, no time gets in.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.ts";

const targets = ["linux", "darwin", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => ({ os, arch })));
const outDir = path.join(root, "packages/tools/flavorpack/launchers");

rmSync(outDir, { recursive: true, force: true });
for (const { os, arch } of targets) {
  const file = path.join(outDir, `${os}_${arch}`, os === "windows" ? "launcher-go.exe" : "launcher-go");
  execFileSync("go", ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", file, "."], {
    cwd: path.join(root, "native/launcher-go"),
    env: { ...process.env, GOOS: os, GOARCH: arch, CGO_ENABLED: "0" },
    stdio: "inherit",
  });
  const content = readFileSync(file);
  const hash = createHash("sha256").update(content).digest("hex");
  console.log(`${hash}  ${path.relative(root, file)}  ${(content.length / 1e6).toFixed(2)} MB`);
}
