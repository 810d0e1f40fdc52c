// SPDX-License-Identifier: Apache-2.0

import { formatResourceName, type InstanceAddress } from "../address.ts";
import type { Target } from "../configuration/configuration.ts";

/** Whether an address is of what a target names, or of something in it. Steps without a key stand for all instances. */
export function targetContains(target: Pick<Target, "module" | "resource" | "key">, address: InstanceAddress): boolean {
  const { module, resource, key } = target;
  if (module.length > address.module.length) return false;
  const isInside = module.every((step, i) => {
    const own = address.module[i]!;
    return step.name === own.name && (step.key === undefined || step.key === own.key);
  });
  if (!isInside || resource === undefined) return isInside;
  if (module.length !== address.module.length) return false;
  if (formatResourceName(resource) !== formatResourceName(address)) return false;
  return key === undefined || key === address.key;
}
