// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { suite, test } from "node:test";

const index = JSON.stringify(import.meta.resolve("./index.js"));

/** Runs a program in which the packages whose names match `refused` cannot be found. */
function run(refused: string, script: string): string {
  const hook = `export async function resolve(name, context, next) {
    if (${refused}.test(name)) throw Object.assign(new Error("not installed: " + name), { code: "ERR_MODULE_NOT_FOUND" });
    return next(name, context);
  }`;
  const source = `
    import { register } from "node:module";
    register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hook)}));
    const { startTelemetry } = await import(${index});
    ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", source], { encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim();
}

suite("telemetry and its optional packages", () => {
  test("none is loaded until something is to be recorded", () => {
    const output = run(
      "/opentelemetry/",
      `console.log((await startTelemetry({ serviceName: "x", env: {} })).isActive)`,
    );
    assert.equal(output, "false");
  });

  test("the SDKs for spans and logs are not loaded for metrics", () => {
    const script = `console.log((await startTelemetry({ serviceName: "x", env: {}, metrics: true })).isActive)`;
    assert.equal(run("/opentelemetry.(sdk-trace|sdk-logs|exporter-(trace|logs))/", script), "true");
  });

  test("what is missing is told, with what to do", () => {
    const script = `await startTelemetry({ serviceName: "x", env: {}, metrics: true }).catch((error) => console.log(error.code, error.hint))`;
    assert.match(run("/opentelemetry/", script), /^telemetry\.unavailable Install the optional peer dependencies/);
  });
});
