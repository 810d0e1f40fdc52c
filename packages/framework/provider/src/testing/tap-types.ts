// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";

/** The attributes of the tap provider's one resource: of every kind of type. */
export const tapAttributes: Readonly<Record<string, cty.Type>> = {
  text: cty.string,
  number: cty.number,
  flag: cty.bool,
  numbers: cty.list(cty.number),
  names: cty.set(cty.string),
  labels: cty.map(cty.string),
  shape: cty.object({ width: cty.number, name: cty.string, tags: cty.set(cty.string) }),
  shapes: cty.set(cty.object({ n: cty.number, s: cty.string })),
  any: cty.dynamic,
  anything: cty.map(cty.dynamic),
};

/** The type of the resource's objects. */
export const tapType: cty.ObjectType = cty.object({ ...tapAttributes, id: cty.string });
