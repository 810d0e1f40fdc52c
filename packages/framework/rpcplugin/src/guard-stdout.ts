// SPDX-License-Identifier: Apache-2.0

/**
 * Importing this module keeps stdout for the handshake line. As the first
 * import of a plugin's program it does so before any other module can print.
 *
 * @module
 */

import { installStdoutGuard } from "./stdout-guard.ts";

installStdoutGuard();
