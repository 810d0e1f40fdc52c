// SPDX-License-Identifier: Apache-2.0

import { checklistSignature, parseChecklist } from "../schema/checklist.ts";
import { notes } from "./provider.ts";

export const checklist = notes.function({ name: "checklist", ...checklistSignature, call: parseChecklist });
