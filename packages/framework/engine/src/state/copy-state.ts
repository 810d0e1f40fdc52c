// SPDX-License-Identifier: Apache-2.0

import type { State } from "./state.ts";

/** A state that can be changed apart from the other. Objects themselves are never changed, so both have the same. */
export function copyState(state: State): State {
  return {
    ...state,
    outputs: new Map(state.outputs),
    resources: new Map(
      Array.from(state.resources, ([name, resource]) => {
        const instances = Array.from(resource.instances, ([key, instance]) => {
          return [key, { ...instance, deposed: new Map(instance.deposed) }] as const;
        });
        return [name, { ...resource, instances: new Map(instances) }] as const;
      }),
    ),
  };
}
