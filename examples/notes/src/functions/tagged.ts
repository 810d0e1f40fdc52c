// SPDX-License-Identifier: Apache-2.0

import { taggedSchema } from "../schema/tagged.ts";
import { notes } from "./provider.ts";

export const tagged = notes.dataSource({
  name: "tagged",
  description: "Notes that have a tag.",
  schema: taggedSchema,
  async read({ config, client, signal }) {
    const found = await client.findByTag(config.tag, { signal });
    return { notes: found.map(({ id, title, folder, updated_at }) => ({ id, title, folder, updated_at })) };
  },
});
