// SPDX-License-Identifier: Apache-2.0

import { DataSource, dataSource } from "@provide-foundry/provider";
import { taggedSchema } from "../schema/tagged.ts";
import { Notes } from "./provider.ts";

@dataSource("tagged", { description: "Notes that have a tag." })
export class Tagged extends DataSource(taggedSchema, Notes) {
  read = this.on.read(async ({ config, client, signal }) => {
    const found = await client.findByTag(config.tag, { signal });
    return { notes: found.map(({ id, title, folder, updated_at }) => ({ id, title, folder, updated_at })) };
  });
}
