// SPDX-License-Identifier: Apache-2.0

import { findNameProblems, throwProblems } from "../definition/definition-error.ts";
import { type ServeOptions, serveServer } from "../serve.ts";
import { type MuxableProvider, partsOf } from "./mux-part.ts";

/** The providers together, as the log and the variables know them: `TF_LOG_PROVIDER_ACME`. */
export interface CombinedProvider {
  readonly name: string;
  readonly version: string;
}

/**
 * Serves several providers as one to the Terraform or OpenTofu that started this process; with `--debug`, to those of
 * a person. As `serve` does it for one provider, but without commands for people. While it is debugged, each connection
 * has programs of its own, which end with this one.
 *
 * @param providers As for `muxProviders`.
 * @throws DefinitionError as `serve` and `muxProviders`, and for a name that is none.
 *
 * @example
 * await serveMux({ name: "acme", version: "2.0.0" }, [acme, proxy(new URL("../bin/acme-in-go", import.meta.url))]);
 */
export async function serveMux(
  combined: CombinedProvider,
  providers: readonly MuxableProvider[],
  options: Omit<ServeOptions, "config"> = {},
): Promise<void> {
  throwProblems("combined provider", findNameProblems(combined.name));
  const parts = partsOf(providers);
  const advice = "Start it with --debug to use it with a Terraform of your own.";
  await serveServer({ ...combined, advice }, options, async () => {
    const { muxProviders } = await import("./mux-providers.ts");
    return (shared) => muxProviders(parts, shared);
  });
}
