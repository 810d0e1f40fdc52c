// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { request } from "node:https";
import path from "node:path";
import { suite, test } from "node:test";
import { startFakeRegistry, type FakeRegistry, type PublishedProvider } from "./fake-registry.ts";
import { TerraformProject, type TerraformResult } from "./terraform-project.ts";
import { missing } from "./tools.ts";

const published: PublishedProvider = {
  files: { "terraform-provider-made-up_v1.0.0": "#!/bin/sh\nexit 1\n", readme: "" },
};

async function init(
  versions: Record<string, PublishedProvider>,
  look: (result: TerraformResult, project: TerraformProject, registry: FakeRegistry) => void,
): Promise<void> {
  await using registry = await startFakeRegistry({ providers: { "example/made-up": versions } });
  const source = `source = "${registry.host}/example/made-up", version = "~> 1.0"`;
  await using project = TerraformProject.create({
    registry,
    files: { "main.tf": `terraform {\n  required_providers {\n    made-up = { ${source} }\n  }\n}\n` },
  });
  look(await project.run("init", "-no-color"), project, registry);
}

suite("startFakeRegistry", { skip: missing("terraform") }, () => {
  test("T03 the real Terraform chooses a version, checks its signature and installs it", async () => {
    await init(
      { "1.0.0": published, "1.1.0": published, "2.0.0": published },
      ({ code, stdout, stderr }, project, { host, requests }) => {
        assert.equal(code, 0, stderr);
        assert.match(stdout, /Installed localhost:\d+\/example\/made-up v1\.1\.0 \(self-signed/);
        const installed = path.join(project.path, ".terraform/providers", host, "example/made-up/1.1.0");
        assert.ok(existsSync(installed));
        const [platform] = readdirSync(installed);
        const files = readdirSync(path.join(installed, platform!));
        assert.deepEqual(files.toSorted(), Object.keys(published.files).toSorted());
        assert.equal(requests[0], "/.well-known/terraform.json");
      },
    );
  });

  const faults: Record<string, { fault: "checksum" | "signature"; message: RegExp }> = {
    "an archive that is not the one of the checksum": { fault: "checksum", message: /checksum/ },
    "a signature of something else": { fault: "signature", message: /signature/ },
  };
  for (const [name, { fault, message }] of Object.entries(faults)) {
    test(`T03 ${name} is refused`, async () => {
      await init({ "1.0.0": { ...published, fault } }, ({ code, stderr }) => {
        assert.equal(code, 1);
        assert.match(stderr, message);
      });
    });
  }
});

test("T03 what the registry does not have is a 404, to whom trusts it", async () => {
  await using registry = await startFakeRegistry({ providers: {} });
  const { host, ca } = registry;
  const status = await new Promise((resolve, reject) => {
    request(`https://${host}/v1/providers/example/none/versions`, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  assert.deepEqual([status, registry.requests], [404, ["/v1/providers/example/none/versions"]]);
});
