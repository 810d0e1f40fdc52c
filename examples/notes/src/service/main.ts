// SPDX-License-Identifier: Apache-2.0

/**
 * The notes service as a program: prints its URL as one line and serves until
 * SIGTERM or SIGINT.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startService, type ServiceOptions } from "./service.ts";

const usage = `Usage: notes-service --token-file FILE [--port PORT] [--file FILE]

Keeps notes in a SQLite file and serves them over HTTP on 127.0.0.1.

  --token-file FILE  holds the bearer token that clients must send
  --port PORT        0, the default, takes a free port
  --file FILE        the database; made if it does not exist (default: notes.db)
  --help             this text
`;

/** A command line that cannot be followed: exit code 2. */
class UsageError extends Error {}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(usage);
  } else {
    const service = await startService(options);
    process.stdout.write(`${service.url}\n`);
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void service.close());
  }
} catch (error) {
  process.stderr.write(`notes-service: ${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

function parseOptions(args: string[]): ServiceOptions | undefined {
  const values = parseFlags(args);
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port} is not a port`);
  if (values["token-file"] === undefined) throw new UsageError("--token-file is needed");
  return { port, file: values.file, token: readFileSync(values["token-file"], "utf8").trim() };
}

function parseFlags(args: string[]): { help: boolean; port: string; file: string; "token-file"?: string } {
  try {
    return parseArgs({
      args,
      options: {
        "token-file": { type: "string" },
        port: { type: "string", default: "0" },
        file: { type: "string", default: "notes.db" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
