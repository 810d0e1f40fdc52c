// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { fullAddress } from "./address.ts";
import type { OwnProgram } from "./own-program.ts";

export function createSchemaCommand({ provider, address, prepare }: OwnProgram): Command {
  return defineCommand({
    summary: "Print the schemas as JSON",
    description:
      "Prints what `terraform providers schema -json` prints of this provider, without a Terraform and without a " +
      "configuration. On one line with --json, else indented.",
    examples: [{ line: "schema > schema.json", about: "For tools that read schemas" }],
    async run({ print }) {
      await prepare?.();
      const { loadSchemas } = await import("./load-schemas.ts");
      const schemas = { [fullAddress(provider.name, address)]: await loadSchemas(provider) };
      const document = { format_version: "1.0", provider_schemas: schemas };
      print(document, JSON.stringify(document, undefined, 2));
    },
  });
}
