// SPDX-License-Identifier: Apache-2.0

/**
 * Bundles the provider, in both forms, into `dist/bundle/FORM/`.
 *
 * @module
 */

import path from "node:path";
import { bundleProvider } from "../../../scripts/bundle-provider.ts";

const dist = path.join(import.meta.dirname, "../dist");

for (const form of ["functions", "decorators"]) {
  await bundleProvider({
    name: "notes",
    main: path.join(dist, form, "main.js"),
    directory: path.join(dist, "bundle", form),
  });
}
