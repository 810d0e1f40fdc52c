// SPDX-License-Identifier: Apache-2.0

import { formatPath, type PathError } from "@provide-foundry/cty";

/**
 * A problem with a value as Terraform tells it: `.rule[0].port: a number is required`.
 *
 * @param prefix What has the value, such as an address; it is told even when the whole value is at fault.
 */
export function formatPathError({ path, detail }: PathError, prefix = ""): string {
  const place = prefix + formatPath(path);
  return place === "" ? detail : `${place}: ${detail}`;
}
