// SPDX-License-Identifier: Apache-2.0

export { buildGoProgram } from "./go-program.ts";
export { scopedHub } from "./scoped-hub.ts";
export { temporaryDirectory, type TemporaryDirectory } from "./temporary-directory.ts";
export { findTool, missing, type Tool } from "./tools.ts";
