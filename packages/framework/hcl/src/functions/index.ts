// SPDX-License-Identifier: Apache-2.0

/**
 * The functions that Terraform offers to configurations: all 118 of them.
 *
 * Source: Terraform 1.11, `internal/lang/functions.go`.
 *
 * @module
 */

import { unpredictable, type CtyFunction } from "@provide-foundry/cty/function";
import { stdlib } from "@provide-foundry/cty/stdlib";
import { canFunction, tryFunction } from "../ext/try-function.ts";
import * as cidr from "./cidr.ts";
import { makePlanTimestamp, makeTimestamp, timeCmp } from "./clock.ts";
import * as collections from "./collections.ts";
import { conversionFunctions } from "./conversion.ts";
import * as encoding from "./encoding.ts";
import { fileFunctions } from "./files.ts";
import { bcrypt, stringHashes } from "./hashes.ts";
import { uuid, uuidv5 } from "./identifiers.ts";
import { lookup } from "./lookup.ts";
import * as marks from "./marks.ts";
import * as paths from "./paths.ts";
import { removedFunctions } from "./removed.ts";
import { rsaDecrypt } from "./rsa.ts";
import { insideTemplates, makeTemplateFile, makeTemplateString } from "./templates.ts";
import * as text from "./text.ts";
import { typeFunction } from "./type.ts";
import { yamlDecode } from "./yaml-decode.ts";
import { yamlEncode } from "./yaml-encode.ts";

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
  /** Whether it is for people at a prompt, who have `type`, and no plan whose time `plantimestamp` could tell. */
  readonly isConsole?: boolean;
}

/** Functions that are cty's own, under their names there where those are others. */
const ctyNames: Readonly<Record<string, string>> = { abs: "absolute", reverse: "reverselist", strrev: "reverse" };
const fromCty =
  "abs ceil chomp chunklist coalescelist compact concat contains csvdecode distinct element flatten floor format formatdate " +
  "formatlist indent join jsondecode jsonencode keys log lower max merge min parseint pow range regex regexall reverse " +
  "setintersection setproduct setsubtract setunion signum slice sort split strrev substr timeadd title trim trimprefix " +
  "trimspace trimsuffix upper values zipmap";

/** All functions by name, each also as `core::NAME`. */
export function terraformFunctions(options: FunctionOptions): ReadonlyMap<string, CtyFunction> {
  const { baseDirectory, now = () => new Date(), isPlanning = false, isConsole = false } = options;
  const changing = (fn: CtyFunction): CtyFunction => (isPlanning ? unpredictable(fn) : fn);
  const files = fileFunctions(baseDirectory);
  const named = new Map<string, CtyFunction>([
    ...fromCty.split(" ").map((name) => [name, stdlib.get(ctyNames[name] ?? name)!] as const),
    ...conversionFunctions,
    ...removedFunctions,
    ...stringHashes,
    ...files,
    ["abspath", paths.absPath],
    ["alltrue", collections.allTrue],
    ["anytrue", collections.anyTrue],
    ["base64decode", encoding.base64Decode],
    ["base64encode", encoding.base64Encode],
    ["base64gzip", encoding.base64Gzip],
    ["basename", paths.baseName],
    ["bcrypt", changing(bcrypt)],
    ["can", canFunction],
    ["cidrhost", cidr.cidrHost],
    ["cidrnetmask", cidr.cidrNetmask],
    ["cidrsubnet", cidr.cidrSubnet],
    ["cidrsubnets", cidr.cidrSubnets],
    ["coalesce", collections.coalesce],
    ["dirname", paths.dirName],
    ["endswith", text.endsWith],
    ["ephemeralasnull", marks.ephemeralAsNull],
    ["index", collections.index],
    ["issensitive", marks.isSensitive],
    ["length", collections.length],
    ["lookup", lookup],
    ["matchkeys", collections.matchKeys],
    ["nonsensitive", marks.nonsensitive],
    ["one", collections.one],
    ["pathexpand", paths.pathExpand],
    ["replace", text.replace],
    ["rsadecrypt", rsaDecrypt],
    ["sensitive", marks.sensitive],
    ["startswith", text.startsWith],
    ["strcontains", text.strContains],
    ["sum", collections.sum],
    ["textdecodebase64", encoding.textDecodeBase64],
    ["textencodebase64", encoding.textEncodeBase64],
    ["timecmp", timeCmp],
    ["timestamp", changing(makeTimestamp(now))],
    ["transpose", collections.transpose],
    ["try", tryFunction],
    ["urlencode", encoding.urlEncode],
    ["uuid", changing(uuid)],
    ["uuidv5", uuidv5],
    ["yamldecode", yamlDecode],
    ["yamlencode", yamlEncode],
  ]);
  if (isConsole) named.set("type", typeFunction);
  else named.set("plantimestamp", makePlanTimestamp(options.planTime ?? now()));

  const all = new Map<string, CtyFunction>();
  named.set(
    "templatefile",
    makeTemplateFile(baseDirectory, () => insideTemplates(all, new Set())),
  );
  named.set(
    "templatestring",
    makeTemplateString(() => insideTemplates(all, new Set(files.keys()))),
  );
  for (const [name, fn] of named) all.set(name, fn).set(`core::${name}`, fn);
  return all;
}
