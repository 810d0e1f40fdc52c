// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError, type Planned, t } from "@provide-foundry/provider";
import { NotesClient } from "../client/notes-client.ts";
import { NotesError } from "../client/notes-error.ts";

export const providerSchema = {
  endpoint: t.string().optional().describe("Where the service is. Default: the environment variable `NOTES_ENDPOINT`."),
  token: t
    .string()
    .optional()
    .sensitive()
    .describe("The service's token. Default: the environment variable `NOTES_TOKEN`."),
};

/**
 * The client that the configuration describes, proven to work: a wrong token is
 * then one error at its attribute, and not one for every resource.
 */
export async function connect(config: Planned<typeof providerSchema>, signal: AbortSignal): Promise<NotesClient> {
  const endpoint = config.endpoint ?? process.env["NOTES_ENDPOINT"];
  const token = config.token ?? process.env["NOTES_TOKEN"];
  if (!endpoint) throw missing("endpoint", "NOTES_ENDPOINT");
  if (!token) throw missing("token", "NOTES_TOKEN");
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new DiagnosticError("The endpoint is not a URL", {
      path: "endpoint",
      detail: `It is ${JSON.stringify(endpoint)}.`,
    });
  }
  const client = new NotesClient({ endpoint, token });
  try {
    await client.check({ signal });
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    const path = error.status === 401 ? "token" : "endpoint";
    throw new DiagnosticError(`The notes service cannot be used: check ${path}`, {
      path,
      detail: error.context.detail,
      cause: error.cause,
    });
  }
  return client;
}

function missing(path: "endpoint" | "token", variable: string): DiagnosticError {
  const detail = `Set ${path} in the provider's block, or the environment variable ${variable}.`;
  return new DiagnosticError(`The notes service's ${path} is not set`, { path, detail });
}
