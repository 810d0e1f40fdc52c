// SPDX-License-Identifier: Apache-2.0

export { PackError } from "./pack-error.ts";
export type { IndexBlock } from "./format/index-block.ts";
export type { PackageMetadata, SlotMetadata } from "./format/metadata.ts";
export type { Operation } from "./format/operations.ts";
export type { SlotDescriptor } from "./format/slot-descriptor.ts";
export { openPackage, type PackageFile } from "./reader/package-file.ts";
export { findAlterations, type Finding } from "./reader/verify-package.ts";
export { type Execution, type PackageInput, type SlotInput, writePackage } from "./writer/write-package.ts";
