// SPDX-License-Identifier: Apache-2.0

/**
 * A Terraform that is newer than the one that machines have: for identity, list
 * resources and actions. See `harnesses/python/README.md`.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const python = `${root}out/terraform/bin/python`;

/** The command that runs it. */
export const newerTerraform: readonly [string, ...string[]] = [python, `${root}harnesses/python/terraform/main.py`];

/** Why a test that needs it cannot run here; false when it can. */
export const missingNewerTerraform: string | false =
  !existsSync(python) && "Terraform 1.15 is not installed: see harnesses/python/README.md";
