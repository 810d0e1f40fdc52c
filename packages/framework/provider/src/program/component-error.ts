// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/** A person asked the provider's program for a component that it does not have. */
export class ComponentError extends FoundationError<{ readonly component: string }> {
  static {
    this.define("ComponentError", "provider.no_component");
  }
}
