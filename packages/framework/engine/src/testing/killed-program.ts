// SPDX-License-Identifier: Apache-2.0

/**
 * Applies the directory given, and kills itself at the event of the given number. The names of all objects that its
 * provider has created become lines of the file `world`, the moment they exist.
 *
 * @module
 */

import { appendFileSync } from "node:fs";
import path from "node:path";
import { object, string } from "@provide-foundry/cty";
import { unmarshal } from "@provide-foundry/cty/msgpack";
import type { ApplyResourceChange_Request } from "@provide-foundry/rpcplugin/tfplugin6";
import { openEngine } from "../engine.ts";
import { localService } from "../provider/launch.ts";
import { scriptedProvider, type ToldCall } from "./scripted-provider.ts";

const [directory = "", number = "0"] = process.argv.slice(2);
const type = object({ name: string });
const schema = {
  resourceSchemas: new Map([
    [
      "tap_thing",
      { block: { attributes: [{ name: "name", type: new TextEncoder().encode('"string"'), required: true }] } },
    ],
  ]),
};

function record({ method, request }: ToldCall): void {
  if (method !== "applyResourceChange") return;
  const { plannedState } = request as ApplyResourceChange_Request;
  const planned = unmarshal(plannedState!.msgpack, type);
  if (!planned.isNull()) appendFileSync(path.join(directory, "world"), `${planned.getAttr("name").asString()}\n`);
}

let count = 0;
const engine = openEngine({
  directory,
  launchers: new Map([["registry.terraform.io/example/tap", localService(() => scriptedProvider({ schema }, record))]]),
  onEvent: ({ kind }) => {
    if (kind.startsWith("step") && ++count === Number(number)) process.kill(process.pid, "SIGKILL");
  },
});
const plan = await engine.plan();
const diagnostics = [...plan.diagnostics, ...(await engine.apply(plan))];
process.stdout.write(
  JSON.stringify(diagnostics.map(({ severity, summary, detail }) => ({ severity, summary, detail }))),
);
