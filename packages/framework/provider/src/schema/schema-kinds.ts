// SPDX-License-Identifier: Apache-2.0

/** Whose schema it is. */
export type SchemaKind =
  | "resource"
  | "dataSource"
  | "ephemeralResource"
  | "provider"
  | "action"
  | "listResource"
  | "stateStore"
  | "providerMeta"
  | "identity";

/**
 * What the schemas of one kind may say: at run time what `Fields`,
 * `DataFields` and so on of `field.ts` say to the compiler.
 */
export interface SchemaRules {
  /** With its article, as the subject of a sentence. */
  readonly noun: string;
  /** Whether the provider gives values, and not only the practitioner. */
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  /** Whether a plan decides what becomes of a value. */
  readonly planned: boolean;
  readonly blocks: boolean;
  /** Names that Terraform itself reads where the attributes are written, so that a provider would never see them. */
  readonly reserved: readonly string[];
}

const metaArguments = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

const configured = { computed: false, sensitive: false, writeOnly: false, planned: false, blocks: true, reserved: [] };
const read = { ...configured, computed: true, sensitive: true, reserved: metaArguments };

/**
 * Actions and list resources have their attributes in a `config` block of its
 * own, where nothing is reserved.
 *
 * Source: Terraform 1.14 `configs`; terraform-plugin-framework 1.19, its schema packages.
 */
export const schemaKinds: Readonly<Record<SchemaKind, SchemaRules>> = {
  resource: { ...read, noun: "a resource", writeOnly: true, planned: true },
  dataSource: { ...read, noun: "a data source" },
  ephemeralResource: { ...read, noun: "an ephemeral resource" },
  provider: { ...configured, noun: "a provider", sensitive: true, reserved: ["alias", "version"] },
  action: { ...configured, noun: "an action", writeOnly: true },
  listResource: { ...configured, noun: "a list resource" },
  stateStore: { ...configured, noun: "a state store", reserved: ["provider"] },
  providerMeta: { ...configured, noun: "provider_meta", blocks: false },
  identity: { ...configured, noun: "an identity", blocks: false },
};
