// SPDX-License-Identifier: Apache-2.0

import { t } from "@provide-foundry/provider";

/** The data source `notes_tagged`: a few attributes of every note that has a tag. */
export const taggedSchema = {
  tag: t.string(),
  notes: t.nested
    .list({
      id: t.string().computed(),
      title: t.string().computed(),
      folder: t.string().computed(),
      updated_at: t.string().computed().describe("RFC 3339, UTC."),
    })
    .computed()
    .describe("In the order of their creation."),
};
