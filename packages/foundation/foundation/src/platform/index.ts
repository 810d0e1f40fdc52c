// SPDX-License-Identifier: Apache-2.0

export { detectPlatform, type Platform, type PlatformSources } from "./detect-platform.ts";
export { detectTerminal, type Terminal, type TerminalSources } from "./terminal.ts";
