// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError, type ProviderDefinition, defineProvider } from "@provide-foundry/provider";
import type { Client } from "./client.ts";
import type { Crash } from "./faults/faults.ts";
import { providerFields } from "./provider-fields.ts";

export interface CoremockOptions {
  /** The provider's type, with which those of its resources begin. Default: `coremock`. */
  readonly name?: string;
  /** The working directory of the provider. Default: that of the process. */
  readonly directory?: string;
  /**
   * What `dynamic_resources.json` would say, as a value. Default: what the file says that the variable
   * `COREMOCK_DYNAMIC_RESOURCES_FILE` names, or the one in the working directory; nothing if there is none.
   */
  readonly dynamicResources?: Readonly<Record<string, unknown>>;
  /** Where the variable is looked up. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Stands for the end of the provider's process, where a test has asked for one. Default: an error, as there is no
   * process of its own to end.
   */
  readonly crash?: Crash;
}

/** The provider, with whatever resources. */
export type Coremock = ProviderDefinition<typeof providerFields, Client>;

/** The provider without its resources, so that little is to be done before the handshake. */
export function defineCoremock({
  name = "coremock",
  directory,
  crash = refuseToCrash,
}: CoremockOptions = {}): Coremock {
  return defineProvider({
    name,
    version: "0.1.0",
    description:
      "Resources of any schema that exist in files only: for tests of Terraform's engine, and of tools around it.",
    schema: providerFields,
    async configure({ config }): Promise<Client> {
      const { createClient } = await import("./client.ts");
      return createClient(config, directory ?? process.cwd(), crash);
    },
  });
}

function refuseToCrash(when: string): never {
  throw new DiagnosticError("No process to end", {
    detail: `The provider was to end its process ${when}, and runs in that of its host.`,
  });
}
