// SPDX-License-Identifier: Apache-2.0

// For programs that find their components, and for what builds them.

export { type ComponentManifest, type ManifestEntry, addManifest } from "./manifest.ts";
export { type FoundComponent, discoverComponents } from "./discover-components.ts";
export { renderManifest, writeManifest } from "./render-manifest.ts";
