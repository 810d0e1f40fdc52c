// SPDX-License-Identifier: Apache-2.0

/**
 * Resources and data sources as they are to be written: every name, type and
 * call is decided here, so that what renders them decides nothing.
 *
 * @module
 */

import { type Attribute, isProvided } from "./attribute.ts";
import { AttributeBuilder } from "./attribute-builder.ts";
import type { DataSourceDraft, ResourceDraft } from "./derive-components.ts";
import { toAttributeName, toSingular } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { Body, Operation, Parameter } from "./operation.ts";
import type { PagesOverride, WaitOverride } from "./overrides.ts";
import type { Property, Shape } from "./shape.ts";

/** A parameter of an operation and the attribute that gives its value. */
export interface Argument {
  readonly parameter: Parameter;
  readonly attribute: Attribute;
}

/** One operation, as a component calls it. */
export interface Call {
  readonly operation: Operation;
  readonly path: readonly Argument[];
  readonly query: readonly Argument[];
  readonly sent: Envelope | undefined;
  readonly answered: Envelope | undefined;
}

/** A body, and where in it the object stands. */
export interface Envelope {
  readonly body: Body;
  readonly property: string | undefined;
  readonly shape: Shape;
}

export interface ResourceModel {
  readonly kind: "resource";
  readonly name: string;
  readonly description: string | undefined;
  readonly attributes: readonly Attribute[];
  /** By which it is imported, in the order of the path. */
  readonly ids: readonly Attribute[];
  readonly create: Call;
  readonly read: Call;
  readonly update: Call | undefined;
  readonly delete: Call | undefined;
  readonly sendsChangedOnly: boolean;
  readonly wait: WaitOverride | undefined;
  readonly handlers: string | undefined;
}

export interface DataSourceModel {
  readonly kind: "dataSource";
  readonly name: string;
  readonly description: string | undefined;
  readonly attributes: readonly Attribute[];
  readonly read: Call;
  /** Of a list: the attribute that holds it, and where it stands in the answer. */
  readonly list:
    | {
        readonly attribute: Attribute;
        /** Undefined where the answer itself is the list. */
        readonly property: string | undefined;
        /** Whether an answer always has it. */
        readonly isCertain: boolean;
      }
    | undefined;
  readonly pages: PagesOverride | undefined;
}

/** Undefined, with a note or a problem, where no resource can be made. */
export function modelResource(draft: ResourceDraft, notes: Notes, problems: string[]): ResourceModel | undefined {
  const { name, override, create, read, update } = draft;
  const at = `resources.${name}`;
  const answered = openEnvelope(read.response(), override.envelope?.response, at, notes);
  const sent = openEnvelope(create.request(), override.envelope?.request, at, notes, false);
  const changed = update && openEnvelope(update.request(), override.envelope?.request, at, notes, false);
  if (answered?.shape.kind !== "object") {
    notes.add("unused", read.pointer, `${read.label} does not answer with an object: there is no resource ${name}`);
    return undefined;
  }
  const builder = new AttributeBuilder({
    at,
    overrides: override.attributes ?? {},
    notes,
    canUpdate: update !== undefined,
  });
  const attributes = builder.build({
    created: propertiesOf(sent?.shape),
    updated: propertiesOf(changed?.shape),
    answered: answered.shape.properties,
  });
  problems.push(...builder.unusedOverrides.map((path) => `${at}.attributes.${path}: there is no such property`));
  const arguments_ = new ArgumentFinder(attributes, { name, ids: override.ids ?? {}, at, notes });
  const ids = arguments_.findIds(read, create);
  if (ids === undefined) return undefined;
  const created = openEnvelope(create.response(), override.envelope?.response, at, notes);
  const untold = arguments_.findUntold(ids, create, created?.shape);
  if (untold !== undefined) {
    const message = `the answer to a creation does not tell ${untold.attribute.property}, so it could not be found again: there is no resource ${name}`;
    notes.add("unused", create.pointer, message);
    return undefined;
  }
  const call = (operation: Operation, envelopes: Pick<Call, "sent" | "answered">): Call => ({
    operation,
    path: arguments_.ofPath(operation, ids),
    query: arguments_.ofQuery(operation),
    ...envelopes,
  });
  const calls = {
    create: call(create, { sent, answered: created }),
    read: call(read, { sent: undefined, answered }),
    update:
      update &&
      call(update, {
        sent: changed,
        answered: openEnvelope(update.response(), override.envelope?.response, at, notes),
      }),
    delete: draft.delete && call(draft.delete, { sent: undefined, answered: undefined }),
  };
  if (draft.delete === undefined) notes.add("assumed", at, "nothing deletes it: a destroy only forgets it");
  return {
    kind: "resource",
    name,
    description: override.description ?? answered.body.description ?? create.summary ?? read.summary,
    attributes: arguments_.attributes,
    ids: ids.map(({ attribute }) => arguments_.current(attribute)),
    ...calls,
    sendsChangedOnly: (override.send ?? (update?.method === "PATCH" ? "changed" : "all")) === "changed",
    wait: override.wait,
    handlers: override.handlers,
  };
}

export function modelDataSource(draft: DataSourceDraft, notes: Notes, problems: string[]): DataSourceModel | undefined {
  const { name, read, override, isList } = draft;
  const at = `dataSources.${name}`;
  const body = read.response();
  const answered = isList ? toEnvelope(body, undefined) : openEnvelope(body, override.envelope, at, notes);
  if (answered === undefined) {
    notes.add("unused", read.pointer, `${read.label} does not answer with JSON: there is no data source ${name}`);
    return undefined;
  }
  const list = isList ? findList(answered.shape, override.items) : undefined;
  if (isList && list === undefined) {
    const message = `${read.label} does not answer with one list: name it with items`;
    if (override.items === undefined) notes.add("unused", read.pointer, message);
    else problems.push(`${at}.items: the answer has no list ${JSON.stringify(override.items)}`);
    return undefined;
  }
  const properties =
    list === undefined
      ? propertiesOf(answered.shape)
      : [{ ...list.property, name, isRequired: true, isNullable: false }];
  const builder = new AttributeBuilder({ at, overrides: override.attributes ?? {}, notes, canUpdate: true });
  const attributes = builder.build({ answered: properties });
  if (attributes.length === 0) {
    notes.add("unused", read.pointer, `${read.label} does not answer with an object: there is no data source ${name}`);
    return undefined;
  }
  problems.push(...builder.unusedOverrides.map((path) => `${at}.attributes.${path}: there is no such property`));
  const pages = isList
    ? override.pages === false
      ? undefined
      : (override.pages ?? findPages(read, answered.shape, at, notes))
    : undefined;
  const arguments_ = new ArgumentFinder(attributes, { name, ids: {}, at, notes });
  const paged = new Set([pages?.parameter, pages?.sizeParameter]);
  const path = arguments_.configure(read.parameters.filter(({ place }) => place === "path"));
  const query = arguments_.configure(
    read.parameters.filter(
      ({ place, name: parameter, shape }) => place === "query" && !paged.has(parameter) && isSimple(shape),
    ),
  );
  return {
    kind: "dataSource",
    name,
    description: override.description ?? read.summary,
    attributes: arguments_.attributes,
    read: { operation: read, path, query, sent: undefined, answered },
    list: list && {
      attribute: arguments_.current(attributes[0]!),
      property: list.step,
      isCertain: list.property.isRequired && !list.property.isNullable,
    },
    pages,
  };
}

function isSimple(shape: Shape): boolean {
  return (
    ["string", "int", "bigint", "float", "bool"].includes(shape.kind) ||
    ((shape.kind === "list" || shape.kind === "set") && shape.of.kind === "string")
  );
}

function propertiesOf(shape: Shape | undefined): readonly Property[] {
  return shape?.kind === "object" ? shape.properties : [];
}

function toEnvelope(body: Body | undefined, property: string | undefined): Envelope | undefined {
  if (body === undefined) return undefined;
  if (property === undefined) return { body, property, shape: body.shape };
  const inner = propertiesOf(body.shape).find(({ name }) => name === property);
  return inner === undefined
    ? { body, property: undefined, shape: body.shape }
    : { body, property, shape: inner.shape };
}

/** What stands beside the object in an answer that wraps it. */
const besides: ReadonlySet<string> = new Set([
  "meta",
  "metadata",
  "links",
  "success",
  "errors",
  "messages",
  "message",
  "status",
  "included",
  "jsonapi",
]);

/** The object in a body: where the override says, or in a `data` with nothing but remarks beside it. */
function openEnvelope(
  body: Body | undefined,
  named: string | undefined,
  at: string,
  notes: Notes,
  guess = true,
): Envelope | undefined {
  if (named !== undefined || body === undefined) return toEnvelope(body, named);
  const properties = propertiesOf(body.shape);
  const inner = properties.find(({ name, shape }) => (name === "data" || name === "result") && shape.kind === "object");
  const isWrapped = guess && inner !== undefined && properties.every((one) => one === inner || besides.has(one.name));
  if (!isWrapped) return toEnvelope(body, undefined);
  notes.add("assumed", at, `the answer's ${inner.name} is the object`);
  return toEnvelope(body, inner.name);
}

function findList(
  shape: Shape,
  named: string | undefined,
): { readonly property: Property; readonly step: string | undefined } | undefined {
  if (shape.kind === "list" || shape.kind === "set") {
    if (named !== undefined) return undefined;
    const described = {
      isReadOnly: true,
      isWriteOnly: false,
      isSensitive: false,
      default: undefined,
      description: undefined,
    };
    return {
      property: {
        ...described,
        name: "",
        shape: { ...shape, kind: "list" },
        isRequired: true,
        isNullable: false,
        isDeprecated: false,
        pointer: "",
      },
      step: undefined,
    };
  }
  const lists = propertiesOf(shape).filter(
    ({ name, shape: { kind } }) => (named === undefined || name === named) && (kind === "list" || kind === "set"),
  );
  const [only, ...others] =
    lists.length > 1 ? lists.filter(({ name }) => ["data", "items", "results", "values"].includes(name)) : lists;
  return only === undefined || others.length > 0 ? undefined : { property: only, step: only.name };
}

const sizeParameters = [
  "per_page",
  "perPage",
  "page_size",
  "pageSize",
  "limit",
  "max_results",
  "maxResults",
  "size",
  "count",
];
const cursorParameters = [
  "cursor",
  "page_token",
  "pageToken",
  "after",
  "starting_after",
  "next_token",
  "nextToken",
  "continuation_token",
];
const cursorProperties = [
  "next_cursor",
  "nextCursor",
  "next_page_token",
  "nextPageToken",
  "next_token",
  "nextToken",
  "cursor",
  "after",
];

/** How the answer comes in pages, as far as the names of parameters tell. */
function findPages(read: Operation, shape: Shape, at: string, notes: Notes): PagesOverride | undefined {
  const find = (names: readonly string[]): Parameter | undefined =>
    names
      .map((name) => read.parameters.find((parameter) => parameter.place === "query" && parameter.name === name))
      .find((found) => found !== undefined);
  const size = find(sizeParameters);
  const most = size !== undefined && "max" in size.shape ? size.shape.max : undefined;
  const sized = size && { sizeParameter: size.name, size: Math.min(most ?? 100, 100) };
  const pages = ((): PagesOverride | undefined => {
    const cursor = find(cursorParameters);
    const next = cursorPathIn(shape);
    if (cursor !== undefined && next !== undefined) return { kind: "cursor", parameter: cursor.name, next, ...sized };
    const page = find(["page", "page_number", "pageNumber"]);
    if (page !== undefined) return { kind: "page", parameter: page.name, ...sized };
    const offset = find(["offset", "skip"]);
    return offset && sized && { kind: "offset", parameter: offset.name, ...sized };
  })();
  if (pages !== undefined) notes.add("assumed", at, `the list comes in pages, told by ${pages.parameter}`);
  return pages;
}

function cursorPathIn(shape: Shape): string | undefined {
  const properties = propertiesOf(shape);
  const own = cursorProperties.find((name) =>
    properties.some((one) => one.name === name && one.shape.kind === "string"),
  );
  if (own !== undefined) return own;
  const inner = properties.find(
    ({ name, shape: { kind } }) => kind === "object" && /^(meta|pagination|paging|page_info)$/.test(name),
  );
  const found = inner && cursorPathIn(inner.shape);
  return found && `${inner.name}.${found}`;
}

interface ArgumentOptions {
  readonly name: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly at: string;
  readonly notes: Notes;
}

/** Finds the attributes that give parameters their values, and adds those that no body has. */
class ArgumentFinder {
  readonly #options: ArgumentOptions;
  #attributes: readonly Attribute[];
  /** How many of them no body has; they come first. */
  #added = 0;

  constructor(attributes: readonly Attribute[], options: ArgumentOptions) {
    this.#attributes = attributes;
    this.#options = options;
  }

  get attributes(): readonly Attribute[] {
    return this.#attributes;
  }

  /** An attribute as it is after all changes. */
  current({ name }: Attribute): Attribute {
    return this.#attributes.find((one) => one.name === name)!;
  }

  /** The attributes that the path of a resource names. */
  findIds(read: Operation, create: Operation): Argument[] | undefined {
    const parameters = pathParameters(read);
    const inCreation = new Set(pathParameters(create).map(({ name }) => name));
    const found = parameters.map((parameter): Argument | undefined => {
      if (inCreation.has(parameter.name)) return { parameter, attribute: this.#require(parameter) };
      const attribute = this.#findAnswered(parameter);
      if (attribute !== undefined) return { parameter, attribute: this.#fix(attribute) };
      const { notes, at } = this.#options;
      notes.add(
        "unused",
        read.pointer,
        `nothing in the answer tells {${parameter.name}}: name it with ${at}.ids, or there is no resource`,
      );
      return undefined;
    });
    return found.every((one) => one !== undefined) ? found : undefined;
  }

  /** The first of `ids` that neither a configuration nor the answer to a creation tells. */
  findUntold(ids: readonly Argument[], create: Operation, answered: Shape | undefined): Argument | undefined {
    const given = new Set(pathParameters(create).map(({ name }) => name));
    const told = new Set(propertiesOf(answered).map(({ name }) => name));
    return ids.find(
      ({ parameter, attribute }) =>
        !given.has(parameter.name) && attribute.mode !== "required" && !told.has(attribute.property),
    );
  }

  ofPath(operation: Operation, ids: readonly Argument[]): Argument[] {
    return pathParameters(operation).map((parameter, index) => {
      const known = ids.find((id) => id.parameter.name === parameter.name) ?? ids[index];
      return { parameter, attribute: known === undefined ? this.#require(parameter) : this.current(known.attribute) };
    });
  }

  /** Those that have to be there. */
  ofQuery(operation: Operation): Argument[] {
    const required = operation.parameters.filter(({ place, isRequired }) => place === "query" && isRequired);
    return required.map((parameter) => ({ parameter, attribute: this.#require(parameter) }));
  }

  /** Attributes that a practitioner sets, named as the parameters. */
  configure(parameters: readonly Parameter[]): Argument[] {
    return parameters.map((parameter) => ({ parameter, attribute: this.#require(parameter, false) }));
  }

  /** The property that has the parameter's name, or is what an identifier is called. */
  #findAnswered({ name }: Parameter): Attribute | undefined {
    const { ids, name: resource } = this.#options;
    const find = (property: string): Attribute | undefined =>
      this.#attributes.find((one) => one.property === property && (one.isAnswered || one.mode === "required"));
    const override = Object.hasOwn(ids, name) ? ids[name] : undefined;
    if (override !== undefined) return find(override);
    const wanted = toAttributeName(name);
    const last = resource.split("_").at(-1)!;
    const short = [resource, last, toSingular(last)]
      .map((prefix) => `${prefix}_`)
      .find((prefix) => wanted.startsWith(prefix));
    const names = [
      wanted,
      ...(short === undefined ? [] : [wanted.slice(short.length)]),
      ...(/(^|_)(id|uuid)$/.test(wanted) ? ["id", "uuid"] : []),
      `${resource}_${wanted}`,
    ];
    return names
      .map((candidate) =>
        this.#attributes.find((one) => toAttributeName(one.property) === candidate && find(one.property)),
      )
      .find((one) => one !== undefined);
  }

  /** What names a resource changes only with the resource. */
  #fix(attribute: Attribute): Attribute {
    const isInput = attribute.mode !== "computed";
    return this.#replace({
      ...attribute,
      isStable: isProvided(attribute),
      isNullable: false,
      replaces: isInput && !attribute.isUpdated && !attribute.isWriteOnly,
    });
  }

  /** An attribute for a parameter that has to be given. */
  #require(parameter: Parameter, isResource = true): Attribute {
    const name = toAttributeName(parameter.name);
    const existing = this.#attributes.find((one) => one.name === name);
    const isOptional = !parameter.isRequired;
    const configured = {
      mode: isOptional ? "optional" : "required",
      replaces: isResource,
      isNullable: false,
      isStable: false,
    } as const;
    if (existing !== undefined && existing.type.kind !== "nested") {
      const isGiven = existing.mode === "required" || (existing.mode === "optional" && isOptional);
      // Kept as it was given: an answer may write it otherwise.
      const changed = { ...existing, ...configured, isAnswered: isResource && existing.isAnswered };
      return isGiven && !isResource ? existing : this.#replace(changed);
    }
    if (existing !== undefined) {
      const { notes, at } = this.#options;
      notes.add("assumed", `${at}.${name}`, `the path's parameter has the name: the object is ${name}_details`);
      this.#attributes = this.#attributes.map((one) => (one === existing ? { ...one, name: `${name}_details` } : one));
    }
    const { shape } = parameter;
    const added: Attribute = {
      name: ["count", "for_each", "provider", "depends_on", "lifecycle"].includes(name) ? `${name}_value` : name,
      property: parameter.name,
      type: isSimple(shape) ? toParameterType(shape) : { kind: "string" },
      default: undefined,
      isSensitive: parameter.isSensitive,
      isWriteOnly: false,
      description: parameter.description,
      isDeprecated: parameter.isDeprecated,
      isCreated: false,
      isUpdated: false,
      isAnswered: false,
      isAlwaysAnswered: false,
      ...configured,
    };
    this.#attributes = this.#attributes.toSpliced(this.#added++, 0, added);
    return added;
  }

  #replace(attribute: Attribute): Attribute {
    this.#attributes = this.#attributes.map((one) => (one.name === attribute.name ? attribute : one));
    return attribute;
  }
}

function toParameterType(shape: Shape): Attribute["type"] {
  if (shape.kind !== "list" && shape.kind !== "set") return shape as Attribute["type"];
  return { kind: shape.kind, of: { kind: "string" }, isNullable: false, minItems: undefined, maxItems: undefined };
}

function pathParameters(operation: Operation): Parameter[] {
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
  return names.map(
    (name) =>
      operation.parameters.find((parameter) => parameter.place === "path" && parameter.name === name) ??
      undeclared(name, operation),
  );
}

/** Some documents name parameters only in the path. */
function undeclared(name: string, { pointer }: Operation): Parameter {
  return {
    name,
    place: "path",
    isRequired: true,
    shape: { kind: "string" },
    isNullable: false,
    isReadOnly: false,
    isWriteOnly: false,
    isSensitive: false,
    default: undefined,
    description: undefined,
    isDeprecated: false,
    pointer,
  };
}
