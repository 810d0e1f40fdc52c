// SPDX-License-Identifier: Apache-2.0

import { createRequire } from "node:module";

/**
 * A library that few calls need, loaded by the first of them: functions answer at once, so an `import()` is too late.
 *
 * @param name As in an import.
 */
export function requireLibrary<Library>(name: string): Library {
  return (require ??= createRequire(import.meta.url))(name) as Library;
}

let require: NodeJS.Require | undefined;
