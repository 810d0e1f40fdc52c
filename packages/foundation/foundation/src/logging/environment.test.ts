// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { loggerOptionsFromEnvironment } from "./environment.ts";
import { createLogger } from "./logger.ts";

const utf8 = { LANG: "en_US.UTF-8" };

suite("loggerOptionsFromEnvironment", () => {
  test("an empty environment asks for JSON, or for people's form on a terminal", () => {
    const { redactor: _, ...plain } = loggerOptionsFromEnvironment({}, false);
    assert.deepEqual(plain, { format: "json", color: false });
    const { format, color } = loggerOptionsFromEnvironment(utf8, true);
    assert.deepEqual([format, color], ["people", true]);
  });

  test("Y07 what variables hold as a secret is in no line, whatever shows it", () => {
    const lines: string[] = [];
    const options = loggerOptionsFromEnvironment({ ACME_TOKEN: "swordfish", HOME: "/home/ann" }, false);
    const log = createLogger({ name: "app", ...options, write: (line) => lines.push(line) });
    log.info("swordfish in /home/ann", { url: "https://x/swordfish", error: new Error("swordfish") });
    assert.match(lines[0]!, /\[redacted\] in \/home\/ann/);
    assert.doesNotMatch(lines[0]!, /swordfish/);
  });

  test("levels, also of parts", () => {
    const { level, levels } = loggerOptionsFromEnvironment(
      { PROVIDE_LOG_LEVEL: " Debug", PROVIDE_LOG_MODULE_LEVELS: "app.client:TRACE, app.db : warn,," },
      false,
    );
    assert.equal(level, "debug");
    assert.deepEqual({ ...levels }, { "app.client": "trace", "app.db": "warn" });
  });

  const bad: Record<string, Record<string, string>> = {
    'PROVIDE_LOG_LEVEL has a part that is not understood: "loud"': { PROVIDE_LOG_LEVEL: "loud" },
    'PROVIDE_LOG_MODULE_LEVELS has a part that is not understood: "a"': { PROVIDE_LOG_MODULE_LEVELS: "b:info,a" },
    'PROVIDE_LOG_MODULE_LEVELS has a part that is not understood: ":info"': { PROVIDE_LOG_MODULE_LEVELS: ":info" },
    'PROVIDE_LOG_MODULE_LEVELS has a part that is not understood: "a:1:2"': { PROVIDE_LOG_MODULE_LEVELS: "a:1:2" },
    'PROVIDE_LOG_MODULE_LEVELS has a part that is not understood: "x"': { PROVIDE_LOG_MODULE_LEVELS: "a:x" },
    'PROVIDE_LOG_FORMAT has a part that is not understood: "xml"': { PROVIDE_LOG_FORMAT: "XML" },
  };
  for (const [message, env] of Object.entries(bad)) {
    test(message, () =>
      assert.throws(() => loggerOptionsFromEnvironment(env, false), { name: "LogEnvironmentError", message }),
    );
  }

  test("F01 emoji and colours are off where nobody sees them or somebody does not want them", () => {
    const cases: [env: Record<string, string>, terminal: boolean, color: boolean, emoji: boolean][] = [
      [utf8, true, true, true],
      [utf8, false, false, false],
      [{ ...utf8, PROVIDE_LOG_FORMAT: "people" }, false, false, false],
      [{ ...utf8, PROVIDE_LOG_FORMAT: "people", FORCE_COLOR: "1" }, false, true, false],
      [{ ...utf8, PROVIDE_LOG_FORMAT: "json" }, true, false, false],
      [{ ...utf8, NO_COLOR: "0" }, true, false, false],
      [{ ...utf8, PROVIDE_NO_EMOJI: "1" }, true, true, false],
      [{ ...utf8, TERM: "dumb" }, true, false, false],
      [{ ...utf8, LC_ALL: "C" }, true, true, false],
      [{ ...utf8, TERM: "linux" }, true, true, false],
    ];
    for (const [env, terminal, color, emoji] of cases) {
      const options = loggerOptionsFromEnvironment(env, terminal);
      assert.deepEqual([options.color, options.emoji !== undefined], [color, emoji], JSON.stringify(env));
    }
  });
});
