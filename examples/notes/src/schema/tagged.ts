// SPDX-License-Identifier: Apache-2.0

import { t } from "@provide-foundry/provider";

/** The data source `notes_tagged`: a few attributes of every note that has a tag. */
export const taggedSchema = {
  tag: t.string().describe("As notes have it, without `#`."),
  notes: t.nested
    .list({
      id: t.string().computed().describe("Of the note, as the service knows it."),
      title: t.string().computed().describe("What the note is called."),
      folder: t.string().computed().describe("Where the note is kept."),
      updated_at: t.string().computed().describe("RFC 3339, UTC."),
    })
    .computed()
    .describe("In the order of their creation."),
};
