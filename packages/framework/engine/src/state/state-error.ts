// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/**
 * A state that cannot be used; its file is as it was. By `code`:
 *
 * - `state.format`: it is not the text of a state, or of one that only another program understands.
 * - `state.invalid`: it is a state, but says what cannot be.
 * - `state.locked`: somebody else is at work on it.
 * - `state.diverged`: it is not the one that this one descends from.
 * - `state.operation`: it does not have what it was asked for.
 */
export class StateError extends FoundationError {
  static {
    this.define("StateError", "state.invalid");
  }
}
