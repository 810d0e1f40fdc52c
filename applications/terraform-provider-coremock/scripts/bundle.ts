// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { bundleProvider } from "../../../scripts/bundle-provider.ts";

const dist = path.join(import.meta.dirname, "../dist");

await bundleProvider({ name: "coremock", main: path.join(dist, "main.js"), directory: path.join(dist, "bundle") });
