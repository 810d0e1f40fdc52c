// SPDX-License-Identifier: Apache-2.0

import { t } from "@provide-foundry/provider";

const ids = (what: string) => t.list(t.string()).optional().describe(`The ids of resources ${what}; \`*\` is all.`);
const failing = (verb: string) => ids(`that cannot be ${verb}`);
const crashing = (when: string) => ids(`with which the provider's process ends ${when}`);
const delay = (verb: string) =>
  t.duration().optional().describe(`How long it takes until a resource is ${verb}, such as \`500ms\` or \`2s\`.`);

/** The part of the provider's configuration that is about faults. */
export const faultFields = {
  fail_on_create: failing("created"),
  fail_on_read: failing("read"),
  fail_on_update: failing("updated"),
  fail_on_delete: failing("deleted"),
  fail_after_create: ids("that are created and then found to be wrong, so that Terraform marks them as tainted"),
  fail_after_update: ids("that are updated and then found to be wrong"),
  crash_on_create: crashing("before they are created"),
  crash_on_read: crashing("before they are read"),
  crash_on_update: crashing("before they are updated"),
  crash_on_delete: crashing("before they are deleted"),
  crash_after_create: crashing("after they were created, before Terraform learns of it"),
  crash_after_update: crashing("after they were updated, before Terraform learns of it"),
  crash_after_delete: crashing("after they were deleted, before Terraform learns of it"),
  delay_on_create: delay("created"),
  delay_on_read: delay("read"),
  delay_on_update: delay("updated"),
  delay_on_delete: delay("deleted"),
};
