// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createRedactor } from "../redaction/redactor.ts";
import { describeCommand } from "./describe-command.ts";

const redactor = createRedactor();
redactor.addSecret("sword fish");
redactor.addSecret("ab");

suite("describeCommand", () => {
  const cases: Record<string, [args: string[], want: string]> = {
    plain: [["plan", "-no-color", "-out=tf.plan"], "run plan -no-color -out=tf.plan"],
    "words with spaces": [["-c", "echo a b"], "run -c 'echo a b'"],
    "value of a flag": [
      ["--token", "hunter2", "-password", "hunter2", "x"],
      "run --token [redacted] -password [redacted] x",
    ],
    "flag and value in one": [["--api-key=hunter2", "-token=hunter2"], "run --api-key=[redacted] -token=[redacted]"],
    variable: [["-var", "db_password=hunter2"], "run -var db_password=[redacted]"],
    "password of a URL": [["https://ann:hunter2@host/"], "run https://ann:[redacted]@host/"],
    "value that looks like a flag": [["--password", "-x9", "y"], "run --password [redacted] y"],
    "what the program knows": [["sword fish", "-p=sword fish", "ab"], "run [redacted] -p=[redacted] [redacted]"],
    "what only describes a secret": [["--token-file", "/run/token"], "run --token-file /run/token"],
  };
  for (const [name, [args, want]] of Object.entries(cases)) {
    test(name, () => assert.equal(describeCommand("run", args, redactor), want));
  }

  test("it is short", () => {
    assert.ok(describeCommand("run", ["x".repeat(100_000)], redactor).length < 600);
  });
});
