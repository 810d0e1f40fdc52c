// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createLogger } from "./logger.ts";
import { levelFromTerraformEnvironment, subsystemLevelsFromTerraformEnvironment } from "./terraform-level.ts";

suite("levelFromTerraformEnvironment", () => {
  const cases: Record<string, [env: Record<string, string>, want: string | undefined]> = {
    "nothing is set": [{}, undefined],
    "all is empty": [{ TF_LOG: "", TF_LOG_PROVIDER: "", TF_LOG_PROVIDER_GOOGLE_BETA: "" }, undefined],
    TF_LOG: [{ TF_LOG: "DEBUG" }, "debug"],
    "TF_LOG=JSON means trace": [{ TF_LOG: "JSON" }, "trace"],
    "an unknown word means trace, as in Terraform": [{ TF_LOG: "1" }, "trace"],
    off: [{ TF_LOG: "off" }, "off"],
    "TF_LOG_CORE is not for providers": [{ TF_LOG_CORE: "trace" }, undefined],
    "TF_LOG_PROVIDER wins over TF_LOG": [{ TF_LOG: "trace", TF_LOG_PROVIDER: "warn" }, "warn"],
    "and may ask for more": [{ TF_LOG: "error", TF_LOG_PROVIDER: "info" }, "info"],
    "the variable of this provider alone": [{ TF_LOG_PROVIDER_GOOGLE_BETA: "debug" }, "debug"],
    "of another provider": [{ TF_LOG_PROVIDER_GOOGLE: "debug" }, undefined],
    "the host drops what is below its own level": [{ TF_LOG: "warn", TF_LOG_PROVIDER_GOOGLE_BETA: "trace" }, "warn"],
    "this provider may be quieter than the others": [
      { TF_LOG: "trace", TF_LOG_PROVIDER_GOOGLE_BETA: "error" },
      "error",
    ],
    "an unknown word for this provider is no level": [{ TF_LOG: "info", TF_LOG_PROVIDER_GOOGLE_BETA: "x" }, "info"],
    "spaces and case": [{ TF_LOG: " Info " }, "info"],
  };
  for (const [name, [env, want]] of Object.entries(cases)) {
    test(name, () => assert.equal(levelFromTerraformEnvironment(env, "google-beta"), want));
  }
});

suite("subsystemLevelsFromTerraformEnvironment", () => {
  const cases: Record<string, [env: Record<string, string>, logger: string, want: string | undefined]> = {
    "a subsystem": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "debug" }, "google-beta.http", "debug"],
    "within a component": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "debug" }, "google-beta.token.http", "debug"],
    "and what is within it": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "debug" }, "google-beta.http.retry", "debug"],
    "the innermost wins": [
      { TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "debug", TF_LOG_PROVIDER_GOOGLE_BETA_RETRY: "off" },
      "google-beta.http.retry",
      "off",
    ],
    "a name with a dash": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP_POOL: "info" }, "google-beta.http-pool", "info"],
    "another subsystem": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "debug" }, "google-beta.https", undefined],
    "of another provider": [{ TF_LOG_PROVIDER_GOOGLE_HTTP: "debug" }, "google-beta.http", undefined],
    "the provider is no subsystem of itself": [{ TF_LOG_PROVIDER_HTTP_HTTP: "debug" }, "http", undefined],
    "the host drops what is below its own level": [
      { TF_LOG: "warn", TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "trace" },
      "google-beta.http",
      "warn",
    ],
    "a subsystem may be quieter than the rest": [
      { TF_LOG: "trace", TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "error" },
      "google-beta.http",
      "error",
    ],
    "an unknown word is no level": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "loud" }, "google-beta.http", undefined],
    "an empty one is none": [{ TF_LOG_PROVIDER_GOOGLE_BETA_HTTP: "" }, "google-beta.http", undefined],
    "names that every object has": [{ TF_LOG_PROVIDER_GOOGLE_BETA_X: "info" }, "google-beta.constructor", undefined],
  };
  for (const [name, [env, logger, want]] of Object.entries(cases)) {
    const providerName = logger.split(".")[0]!;
    test(name, () => assert.equal(subsystemLevelsFromTerraformEnvironment(env, providerName)?.(logger), want));
  }

  test("is undefined when there is nothing to ask", () => {
    const env = { TF_LOG_PROVIDER_ACME: "debug", TF_LOG_PROVIDER_ACMEHTTP: "debug" };
    assert.equal(subsystemLevelsFromTerraformEnvironment(env, "acme"), undefined);
  });

  test("loggers follow it, and what is within a subsystem follows that", () => {
    const lines: string[] = [];
    const levels = subsystemLevelsFromTerraformEnvironment({ TF_LOG_PROVIDER_ACME_HTTP: "debug" }, "acme")!;
    const log = createLogger({
      name: "acme",
      level: "warn",
      levels,
      format: "json",
      write: (line) => lines.push(line),
    });
    const component = log.child("acme_token");
    for (const each of [log, component, component.child("http"), component.child("http").child("retry")]) {
      each.debug("seen");
    }
    const loggers = lines.map((line) => (JSON.parse(line) as { readonly logger: string }).logger);
    assert.deepEqual(loggers, ["acme.acme_token.http", "acme.acme_token.http.retry"]);
  });
});
