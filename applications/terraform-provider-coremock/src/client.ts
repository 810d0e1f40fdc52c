// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import type { Planned } from "@provide-foundry/provider";
import { type Crash, Faults } from "./faults/faults.ts";
import type { providerFields } from "./provider-fields.ts";
import { ResourceStore } from "./store/resource-store.ts";

/** What the handlers of a configured provider work with. */
export interface Client {
  /** Undefined where resources exist in the state only. */
  readonly resources: ResourceStore | undefined;
  readonly data: ResourceStore;
  readonly deferred: readonly string[];
  readonly faults: Faults;
}

/** @param directory The working directory, to which the folders are relative. */
export function createClient(config: Planned<typeof providerFields>, directory: string, crash: Crash): Client {
  return {
    resources: config.use_only_state
      ? undefined
      : new ResourceStore(path.resolve(directory, config.resource_directory)),
    data: new ResourceStore(path.resolve(directory, config.data_directory)),
    deferred: config.defer_changes ?? [],
    faults: new Faults(config, crash),
  };
}
