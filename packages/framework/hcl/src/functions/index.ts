// SPDX-License-Identifier: Apache-2.0

/**
 * The functions that Terraform offers to configurations.
 *
 * Those of its 118 that are not here: `bcrypt`, `rsadecrypt`, `templatestring`, `textdecodebase64`,
 * `textencodebase64`, `yamldecode` and `yamlencode`.
 *
 * @module
 */

import { unpredictable, type CtyFunction } from "@provide-foundry/cty/function";
import { stdlib } from "@provide-foundry/cty/stdlib";
import { canFunction, tryFunction } from "../ext/try-function.ts";
import * as collections from "./collections.ts";
import { fileFunctions } from "./files.ts";
import * as hashes from "./hashes.ts";
import * as marks from "./marks.ts";
import * as networks from "./networks.ts";
import * as texts from "./texts.ts";
import { timecmp, timestampFunction } from "./times.ts";

export { ephemeralMark, sensitiveMark } from "./mark-names.ts";

export interface FunctionOptions {
  /** What relative paths of files start from. */
  readonly baseDirectory: string;
  /** The clock. The machine's by default. */
  readonly now?: () => Date;
  /** When the plan is or was made, for `plantimestamp`. What the clock tells now, by default. */
  readonly planTime?: Date;
  /** Whether functions whose answer changes from call to call, as `timestamp` and `uuid`, answer with unknown values: in a plan. */
  readonly isPlanning?: boolean;
}

/** cty's own functions that Terraform has under the same name. */
const ofStdlib =
  "ceil chomp chunklist coalescelist compact concat contains csvdecode distinct element flatten floor format formatdate formatlist indent join jsondecode jsonencode keys log lower max merge min parseint pow range regex regexall setintersection setproduct setsubtract setunion signum slice sort split substr timeadd title tobool tolist tomap tonumber toset tostring trim trimprefix trimspace trimsuffix upper values zipmap".split(
    " ",
  );

/** All functions by name, each also as `core::NAME`. */
export function terraformFunctions(options: FunctionOptions): ReadonlyMap<string, CtyFunction> {
  const { baseDirectory, now = () => new Date(), isPlanning = false } = options;
  const planTime = options.planTime ?? now();
  const changing = (fn: CtyFunction): CtyFunction => (isPlanning ? unpredictable(fn) : fn);
  const all = new Map<string, CtyFunction>();
  const own: Readonly<Record<string, CtyFunction>> = {
    ...Object.fromEntries(ofStdlib.map((name) => [name, stdlib.get(name)!])),
    abs: stdlib.get("absolute")!,
    reverse: stdlib.get("reverselist")!,
    strrev: stdlib.get("reverse")!,
    can: canFunction,
    try: tryFunction,
    ...collections,
    ...texts,
    ...hashes,
    uuid: changing(hashes.uuid),
    ...marks,
    ...networks,
    timecmp,
    timestamp: changing(timestampFunction(now)),
    plantimestamp: timestampFunction(() => planTime),
    ...fileFunctions(baseDirectory, () => all),
  };
  for (const [name, fn] of Object.entries(own)) all.set(name, fn).set(`core::${name}`, fn);
  return all;
}
