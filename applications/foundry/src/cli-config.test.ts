// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { type ProviderPlaces, readProviderPlaces } from "./cli-config.ts";

async function read(text: string): Promise<ProviderPlaces> {
  using directory = temporaryDirectory();
  directory.write({ "cli.tfrc": text });
  return await readProviderPlaces({ TF_CLI_CONFIG_FILE: path.join(directory.path, "cli.tfrc") });
}

test("the places of providers are read, whatever else the file says", async () => {
  const text = `
plugin_cache_dir = "/cache" # not a place of providers that are installed
credentials "app.terraform.io" {
  token = "path"
}
provider_installation {
  dev_overrides {
    "example/notes" = "/bin \\"x\\""
    example/other = "/other"
  }
  filesystem_mirror {
    path    = "/mirror"
    include = ["*/*/*"]
  }
  direct {}
}
`;
  const { devOverrides, mirrors } = await read(text);
  assert.equal(devOverrides["example/notes"], '/bin "x"');
  assert.deepEqual(mirrors, ["/mirror"]);
});

test("a file that is not there says nothing, and one that is broken is an error", async () => {
  assert.deepEqual(await readProviderPlaces({ TF_CLI_CONFIG_FILE: "/no/such/file" }), {
    devOverrides: {},
    mirrors: [],
  });
  assert.deepEqual(await readProviderPlaces({}), { devOverrides: {}, mirrors: [] });
  await assert.rejects(read("provider_installation {"), { code: "foundry.cli_config", message: /is not closed/ });
  await assert.rejects(read("}"), { code: "foundry.cli_config", message: /closes nothing/ });
});
