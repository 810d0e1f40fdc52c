// SPDX-License-Identifier: Apache-2.0

/**
 * Command lines as Terraform takes them, `-auto-approve` and `-var=a=b`, with the two dashes that flags have here. A single
 * letter is a flag of its own, and nothing is changed after `--`.
 */
export function withDoubleDashes(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((arg, at) => {
    const isOption = /^-[a-z][a-z-]+(=|$)/.test(arg) && (end < 0 || at < end);
    return isOption ? `-${arg}` : arg;
  });
}
