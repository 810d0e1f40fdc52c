// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError, t } from "@provide-foundry/provider";
import type { Coremock } from "./provider.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { toDataFields } from "./schema/to-fields.ts";
import { inData } from "./store/absent-values.ts";
import { readRecord } from "./store/resource-record.ts";
import { findIdProblem } from "./store/resource-store.ts";

/**
 * Makes a data source part of the provider, which reads a file of the data folder.
 *
 * @param name Without the provider's: `simple_resource`.
 */
export function addDataSource(provider: Coremock, name: string, schema: ResourceSchema): void {
  const reading = { whenAbsent: inData, typeName: undefined };
  provider.dataSource({
    name,
    description: schema.description,
    schema: {
      ...toDataFields(schema.members),
      id: t.string().validate(findIdProblem).describe("Names the file that is read, without `.json`."),
    },
    async read({ config: { id }, client: { data: store, faults }, signal }) {
      await faults.meet("read", id, signal);
      const values = await readRecord({ ...reading, store }, schema, id);
      if (values !== undefined) return values;
      throw new DiagnosticError("No such data", { path: "id", detail: `There is no ${store.pathOf(id)}.` });
    },
  });
}
