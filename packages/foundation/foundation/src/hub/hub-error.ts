// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/**
 * A hub could not do what it was asked to. By `code`:
 *
 * - `hub.duplicate`: the name is taken; the message says where by whom.
 * - `hub.not_found`: nothing is registered under the name.
 * - `hub.not_loaded`: `get` was called for a lazy component before `load`.
 * - `hub.load_failed`: the loader threw; `cause` says why. The next `load` tries again.
 * - `hub.wrong_type`: the component is not what the caller, or its own registration, says.
 * - `hub.cycle`: components wait for each other; the message names them in order.
 * - `hub.start_failed`, `hub.timeout`: a component did not start, or took too long to start or stop.
 * - `hub.bad_plugin`: a package says that it is a plugin, and not in a form that can be read.
 * - `hub.disposed`: the hub is closed.
 */
export class HubError extends FoundationError<{ readonly component?: string; readonly source?: string }> {
  static {
    this.define("HubError", "hub.error");
  }
}
