// SPDX-License-Identifier: Apache-2.0

import { FunctionError, t } from "@provide-foundry/provider";

/** The function `provider::notes::checklist`. */
export const checklistSignature = {
  summary: "Items of a Markdown checklist",
  description:
    "Reads lines like `- [x] buy milk` into what `notes_note` takes as `checklist`. Empty lines are skipped.",
  parameters: [t.param("markdown", t.string().describe("The checklist, one item a line."))],
  returns: t.list(t.object({ text: t.string(), done: t.bool() })),
} as const;

export function parseChecklist(markdown: string): { text: string; done: boolean }[] {
  return markdown
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      const [, mark, text] = /^[-*] \[([ xX])\] +(\S.*)$/.exec(line) ?? [];
      if (mark === undefined || text === undefined) {
        throw new FunctionError(`line ${number} is no item like "- [ ] text": ${JSON.stringify(line)}`, {
          argument: "markdown",
        });
      }
      return { text, done: mark !== " " };
    });
}
