// SPDX-License-Identifier: Apache-2.0

export { discoverFolder, discoverPackages, type Discovery, type PackageSearch } from "./discover.ts";
export { lifecycle, startComponents, type Lifecycle, type Running, type StartOptions } from "./lifecycle.ts";
