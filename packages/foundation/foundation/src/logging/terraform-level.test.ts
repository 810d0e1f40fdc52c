// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { levelFromTerraformEnvironment } from "./terraform-level.ts";

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
