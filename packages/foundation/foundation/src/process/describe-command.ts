// SPDX-License-Identifier: Apache-2.0

import { redactText } from "../redaction/redact-text.ts";
import { redacted } from "../redaction/redacted.ts";
import { isSecretKey } from "../redaction/secret-key.ts";

/**
 * A command as a person would type it, for messages: without the values of flags that name a secret and without texts
 * that have a secret's shape; cut after 500 characters.
 */
export function describeCommand(command: string, args: readonly string[]): string {
  const shown = args.map((arg, at) => (isSecretFlag(args[at - 1]) ? redacted : quote(arg)));
  const text = redactText([quote(command), ...shown].join(" "));
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
