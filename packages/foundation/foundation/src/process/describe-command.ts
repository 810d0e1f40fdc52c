// SPDX-License-Identifier: Apache-2.0

import { redacted } from "../redaction/redacted.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { isSecretKey } from "../redaction/secret-key.ts";

/**
 * A command as a person would type it, for messages: without the values of flags that name a secret, and without what
 * `redactor` knows or tells by its shape; cut after 500 characters.
 */
export function describeCommand(command: string, args: readonly string[], redactor: Redactor): string {
  // Each by itself first: what is known may be a whole argument, or have a blank in it.
  const shown = args.map((arg, at) => (isSecretFlag(args[at - 1]) ? redacted : quote(redactor.hide(arg))));
  const text = redactor.redact([quote(command), ...shown].join(" "));
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`;
}

const maxLength = 500;

/** A flag whose value is the next argument: `--token`, `-token`. */
function isSecretFlag(arg: string | undefined): boolean {
  return arg !== undefined && /^--?[A-Za-z][\w-]*$/.test(arg) && isSecretKey(arg);
}

function quote(arg: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(arg) ? arg : `'${arg}'`;
}
