// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { FoundationError } from "@provide-foundry/foundation";
import { convert, string } from "@provide-foundry/cty";
import { formatValue } from "../render/format-value.ts";
import { outputsToJson, renderOutputs } from "../render/outputs.ts";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

export const outputCommand: Command = defineCommand({
  summary: "Show the outputs of the last apply",
  args: { name: "NAME", about: "Only this one", max: 1 },
  flags: { ...workspaceFlags, raw: { kind: "flag", about: "The text of one output, without quotes" } },
  examples: [
    { line: "output", about: "All of them, sensitive ones hidden" },
    { line: "output -raw address", about: "One, for a shell script" },
  ],
  async run(input) {
    const { args, flags, io, print } = input;
    const workspace = await openWorkspace(input, { needsVariables: false });
    if (workspace === undefined) return 1;
    const outputs = await workspace.engine.output();
    const [name] = args;
    if (name === undefined) {
      print(outputsToJson(outputs), outputs.size === 0 ? "There are no outputs." : renderOutputs(outputs));
      return 0;
    }
    const output = outputs.get(name);
    if (output === undefined) {
      throw new FoundationError(`there is no output "${name}"`, {
        code: "foundry.output",
        hint: `There are: ${[...outputs.keys()].toSorted().join(", ") || "none"}. Outputs are there after an apply.`,
      });
    }
    const [value] = output.value.unmarkDeep();
    if (flags.raw) io.stdout(convert(value, string).asString());
    else print((outputsToJson(outputs)[name] as { value: unknown }).value, formatValue(value));
    return 0;
  },
});
