// SPDX-License-Identifier: Apache-2.0

import { Fn, fn } from "@provide-foundry/provider";
import { checklistSignature, parseChecklist } from "../schema/checklist.ts";
import { Notes } from "./provider.ts";

@fn("checklist")
export class Checklist extends Fn(checklistSignature, Notes) {
  call = this.on.call(parseChecklist);
}
