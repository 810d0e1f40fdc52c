// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { resolveEnvironment } from "./environment.ts";

const parent = {
  PATH: "/bin",
  HOME: "/home/ann",
  LC_ALL: "C",
  https_proxy: "http://proxy",
  AWS_SECRET_ACCESS_KEY: "hunter2",
  GITHUB_TOKEN: "hunter2",
  TF_LOG: "trace",
};

suite("environment of a child process", () => {
  test("all passes everything on", () => {
    assert.deepEqual(resolveEnvironment({ inherit: "all" }, parent), parent);
  });

  test("Y07 minimal passes on what programs need to run, and no secret", () => {
    assert.deepEqual(resolveEnvironment({ inherit: "minimal" }, parent), {
      PATH: "/bin",
      HOME: "/home/ann",
      LC_ALL: "C",
      https_proxy: "http://proxy",
    });
  });

  test("none passes on nothing", () => {
    assert.deepEqual(resolveEnvironment({ inherit: "none" }, parent), {});
  });

  test("variables are set on top, and undefined removes", () => {
    const variables = { PATH: undefined, HOME: "/tmp", GITHUB_TOKEN: "own" };
    assert.deepEqual(resolveEnvironment({ inherit: "minimal", variables }, parent), {
      HOME: "/tmp",
      LC_ALL: "C",
      https_proxy: "http://proxy",
      GITHUB_TOKEN: "own",
    });
    assert.deepEqual(resolveEnvironment({ inherit: "none", variables: { A: "1" } }, parent), { A: "1" });
  });
});
