// SPDX-License-Identifier: Apache-2.0

import { compareKeys, encodeState, formatInstance, formatResource, type ResourceState } from "@provide-foundry/engine";
import { type CommandGroup, defineCommand } from "@provide-foundry/foundation/cli";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

const list = defineCommand({
  summary: "The addresses of all objects",
  flags: workspaceFlags,
  async run(input) {
    const workspace = await openWorkspace(input, { needsVariables: false });
    if (workspace === undefined) return 1;
    const { resources } = await workspace.engine.state();
    const sorted = [...resources.values()].toSorted((a, b) =>
      formatResource(a.address) < formatResource(b.address) ? -1 : 1,
    );
    const addresses = sorted.flatMap(addressesOf);
    input.print(addresses, addresses.join("\n"));
    return 0;
  },
});

function addressesOf({ address, instances }: ResourceState): readonly string[] {
  const keys = [...instances.keys()];
  // `toSorted` leaves undefined, the key of a single instance, at the end; it is alone there.
  return keys.toSorted(compareKeys).map((key) => formatInstance({ ...address, ...(key !== undefined && { key }) }));
}

const pull = defineCommand({
  summary: "The whole state, as the file has it",
  flags: workspaceFlags,
  async run(input) {
    const workspace = await openWorkspace(input, { needsVariables: false });
    if (workspace === undefined) return 1;
    input.io.stdout(encodeState(await workspace.engine.state()));
    return 0;
  },
});

export const stateCommands: CommandGroup = {
  summary: "Look into the state",
  examples: [{ line: "state list", about: "What there is" }],
  commands: { list, pull },
};
