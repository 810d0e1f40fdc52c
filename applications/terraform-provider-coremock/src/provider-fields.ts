// SPDX-License-Identifier: Apache-2.0

import { t } from "@provide-foundry/provider";
import { faultFields } from "./faults/fault-fields.ts";

/** What a practitioner writes in the `provider` block. */
export const providerFields = {
  resource_directory: t
    .string()
    .default("terraform.resource")
    .describe("The folder that holds a JSON file for each managed resource. Relative to the working directory."),
  data_directory: t
    .string()
    .default("terraform.data")
    .describe("The folder that holds a JSON file for each thing that data sources can read."),
  use_only_state: t
    .bool()
    .default(false)
    .describe("Whether resources exist in Terraform's state only, and no file is written."),
  defer_changes: t
    .list(t.string())
    .optional()
    .describe("The ids of resources whose changes wait for another run, where Terraform allows that."),
  ...faultFields,
};
