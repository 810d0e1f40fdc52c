// SPDX-License-Identifier: Apache-2.0

/**
 * The module of one resource or data source: schema, bodies and handlers.
 *
 * @module
 */

import { type Attribute, fieldsOf, hasWriteOnly, isProvided } from "./attribute.ts";
import { BodyCode, type Phase, isSent } from "./body-code.ts";
import { docComment, indent, member, objectLiteral, quote } from "./code.ts";
import type { Call, DataSourceModel, Envelope, ResourceModel } from "./component-model.ts";
import { Imports } from "./imports.ts";
import type { ModelTypes } from "./model-types.ts";
import { toAttributeName, toTypeName, toVariableName } from "./names.ts";
import type { PagesOverride, WaitOverride } from "./overrides.ts";
import { renderSchema } from "./schema-code.ts";
import type { Shape } from "./shape.ts";

const rest = "@provide-foundry/provider/rest";
const provider = "@provide-foundry/provider";

/** What a component's module has in common with its neighbours. */
export interface Surroundings {
  readonly types: ModelTypes;
  /** The class of the client. */
  readonly clientName: string;
}

export function renderResource(model: ResourceModel, surroundings: Surroundings): string {
  return new ResourceCode(model, surroundings).render();
}

export function renderDataSource(model: DataSourceModel, surroundings: Surroundings): string {
  return new DataSourceCode(model, surroundings).render();
}

/** Names in a component's module. */
function namesOf(name: string): { readonly variable: string; readonly schema: string; readonly handlers: string } {
  const variable = toVariableName(name);
  return { variable, schema: `${variable}Schema`, handlers: `${variable}Handlers` };
}

class ComponentCode {
  protected readonly imports: Imports = new Imports();
  protected readonly surroundings: Surroundings;
  protected readonly variable: string;
  protected readonly schemaName: string;
  protected readonly handlersName: string;
  protected readonly attributes: readonly Attribute[];
  /** Attributes that are not called after their property. */
  protected readonly renamed: ReadonlyMap<string, string>;
  #usesNames = false;

  constructor(
    { name, attributes }: { readonly name: string; readonly attributes: readonly Attribute[] },
    surroundings: Surroundings,
  ) {
    const { variable, schema, handlers } = namesOf(name);
    this.surroundings = surroundings;
    this.variable = variable;
    this.schemaName = schema;
    this.handlersName = handlers;
    this.attributes = attributes;
    this.renamed = new Map(findRenamed(attributes));
    this.imports.addType("../client.ts", surroundings.clientName);
  }

  /** The expression of a call: `client.getPet({ params: { petId: state.id }, signal })`. */
  protected callOf(
    call: Call,
    valueOf: (attribute: Attribute) => string,
    body?: string,
    extraQuery: readonly (readonly [string, string])[] = [],
  ): string {
    const argumentsOf = (list: Call["path"]): string =>
      objectLiteral(list.map(({ parameter, attribute }) => [parameter.name, valueOf(attribute)]));
    const query = call.query.map(({ parameter, attribute }) => [parameter.name, valueOf(attribute)] as const);
    const usesNames = body !== undefined && this.renamed.size > 0;
    this.#usesNames ||= usesNames;
    const parts: (readonly [string, string])[] = [
      ...(call.path.length > 0 ? [["params", argumentsOf(call.path)] as const] : []),
      ...(query.length + extraQuery.length > 0 ? [["query", objectLiteral([...query, ...extraQuery])] as const] : []),
      ...(body === undefined ? [] : [["body", body] as const]),
      ["signal", "signal"],
      ...(usesNames ? [["names", "names"] as const] : []),
    ];
    return `client.${call.operation.name}(${objectLiteral(parts)})`;
  }

  protected modelType(shape: Shape, direction: "sent" | "answered", hint: string): string {
    const type = this.surroundings.types.typeOf(shape, direction, hint);
    if (!/^[A-Z]\w*$/.test(type) || type === "Int64") return type;
    this.imports.addType("../models.ts", type);
    return type;
  }

  protected module(parts: readonly string[]): string {
    const entries = [...this.renamed].map(([property, name]) => [property, quote(name)] as const);
    const comment = docComment("Attributes that are not called after their property.");
    const names = this.#usesNames ? [`${comment}const names = ${objectLiteral(entries)};\n`] : [];
    return [this.imports.render(), ...parts.slice(0, 1), ...names, ...parts.slice(1)]
      .filter((part) => part !== "")
      .join("\n");
  }

  protected use(name: string): string {
    this.imports.add(rest, name);
    return name;
  }

  protected answerOf(envelope: Envelope | undefined, expression: string): string {
    return envelope?.property === undefined ? expression : `(${expression}).${envelope.property}`;
  }
}

class ResourceCode extends ComponentCode {
  readonly #model: ResourceModel;
  readonly #answerType: string;
  readonly #toState: string;
  readonly #usesKnown: boolean;

  constructor(model: ResourceModel, surroundings: Surroundings) {
    super(model, surroundings);
    this.#model = model;
    this.#answerType = this.modelType(model.read.answered!.shape, "answered", model.name);
    this.#toState = `to${toTypeName(model.name)}State`;
    this.#usesKnown = usesKnown(this.#renderToState());
  }

  render(): string {
    const { schemaName, handlersName, imports } = this;
    const { clientName } = this.surroundings;
    imports.addType(provider, "ResourceHandlers");
    const wait = this.#model.wait;
    const timeouts = 't.timeouts({ create: "20m", update: "20m", delete: "20m" })';
    const schema = renderConst(
      schemaName,
      renderSchema(this.attributes, imports, wait === undefined ? [] : [["timeouts", timeouts]]),
    );
    const handlers = [
      this.#renderCreate(),
      this.#renderRead(),
      this.#model.update === undefined ? "" : this.#renderUpdate(this.#model.update),
      this.#model.delete === undefined ? "" : this.#renderDelete(this.#model.delete),
      this.#renderImport(),
    ].filter((code) => code !== "");
    return this.module([
      schema,
      ...this.#renderBodies(),
      this.#renderToState(),
      ...(wait === undefined ? [] : [this.#renderWait(wait)]),
      `export const ${handlersName}: ResourceHandlers<typeof ${schemaName}, ${clientName}> = {\n${indent(handlers.join("\n\n"))}\n};\n`,
    ]);
  }

  #renderCreate(): string {
    const { create, read, wait, ids } = this.#model;
    const answer = create.answered;
    const own = this.#ownArguments(create.sent !== undefined);
    const sent = this.callOf(create, planned, this.#body("create", create.sent));
    const isWhole =
      answer !== undefined &&
      this.surroundings.types.typeOf(answer.shape, "answered", this.#model.name) === this.#answerType;
    const { variable } = this;
    const lines: string[] = [];
    const given = new Set(create.path.map(({ attribute }) => attribute.name));
    const told = ids.filter((id) => !given.has(id.name) && isProvided(id));
    if (isWhole && wait === undefined) {
      lines.push(`const ${variable} = ${this.answerOf(answer, `await ${sent}`)};`);
      return method("create", own, [...lines, `return ${this.#stateOf(variable, "plan")};`]);
    }
    const source = isWhole ? variable : "created";
    const code = new BodyCode(this.imports, [variable, "created"]);
    if (told.length > 0) {
      lines.push(`const ${source} = ${this.answerOf(answer, `await ${sent}`)};`);
      const values = code.answered(asAnswered(told, answer?.shape), source, "plan");
      lines.push(`const id = ${values};`, "savePartialState(id);");
    } else {
      lines.push(`await ${sent};`);
    }
    const idOf = (attribute: Attribute): string =>
      told.some(({ name }) => name === attribute.name) ? member("id", attribute.name) : planned(attribute);
    const again = this.callOf(read, idOf);
    const last = isWhole ? "settled" : variable;
    lines.push(`const ${last} = ${this.#settle(again, read.answered)};`);
    return method("create", told.length > 0 ? [...own, "savePartialState"] : own, [
      ...lines,
      `return ${this.#stateOf(last, "plan")};`,
    ]);
  }

  #renderRead(): string {
    const { read } = this.#model;
    const { variable } = this;
    const answer = `await ${this.use("found")}(${this.callOf(read, stored)})`;
    const property = read.answered?.property;
    const whole = property === undefined ? variable : "answer";
    const inner = property === undefined ? variable : member("answer", property);
    const lines = [
      `const ${whole} = ${answer};`,
      `return ${whole} === undefined ? null : ${this.#stateOf(inner, "state")};`,
    ];
    return method("read", ["state", "client", "signal"], lines);
  }

  #renderUpdate(update: Call): string {
    const { read, wait } = this.#model;
    const { variable } = this;
    const answer = update.answered;
    const sent = this.callOf(update, prior, this.#body("update", update.sent));
    const isWhole =
      answer !== undefined &&
      this.surroundings.types.typeOf(answer.shape, "answered", this.#model.name) === this.#answerType;
    const own = ["plan", "prior", ...this.#ownArguments(update.sent !== undefined).slice(1)];
    const lines =
      isWhole && wait === undefined
        ? [`const ${variable} = ${this.answerOf(answer, `await ${sent}`)};`]
        : [`await ${sent};`, `const ${variable} = ${this.#settle(this.callOf(read, prior), read.answered)};`];
    return method("update", own, [...lines, `return ${this.#stateOf(variable, "plan")};`]);
  }

  #renderDelete(remove: Call): string {
    const { wait, read } = this.#model;
    const lines = [`await ${this.use("found")}(${this.callOf(remove, stored)});`];
    if (wait?.deletion === true) {
      this.imports.add(`${provider}/wait`, "waitFor");
      const refresh = `async () => observe(await ${this.use("found")}(${this.callOf(read, stored)}))`;
      lines.push(`await waitFor({ refresh: ${refresh}, target: [], signal });`);
    }
    return method("delete", ["state", "client", "signal"], lines);
  }

  #renderImport(): string {
    const { ids } = this.#model;
    if (ids.length === 0) return "";
    const holes = ids.map(({ name, type }) => `{${name}${type.kind === "int" || type.kind === "float" ? ":int" : ""}}`);
    if (ids.some(({ type }) => type.kind === "bigint")) return this.#renderExactImport(holes.join("/"));
    this.imports.add(provider, "importBy");
    const pattern = holes.length === 1 && ids[0]!.type.kind === "string" ? ids[0]!.name : holes.join("/");
    return `import: importBy(${quote(pattern)}),`;
  }

  /** Whole numbers of 64 bits have no place in a pattern. */
  #renderExactImport(pattern: string): string {
    const { ids } = this.#model;
    this.imports.add(provider, "parseImportId");
    const members = ids.map(({ name, type }): readonly [string, string] => {
      const value = member("parts", name);
      return [name, type.kind === "bigint" ? `${this.use("parseInt64")}(${value})` : value];
    });
    return method(
      "import",
      ["id"],
      [`const parts = parseImportId(${quote(pattern)}, id ?? "");`, `return ${objectLiteral(members)};`],
      "",
    );
  }

  #renderBodies(): string[] {
    const { create, update } = this.#model;
    const functions = [create, ...(update === undefined ? [] : [update])].flatMap((call) => {
      if (call.sent === undefined) return [];
      return [this.#renderBody(call === create ? "create" : "update", call.sent)];
    });
    return [...new Set(functions)];
  }

  /** One function serves both when they send the same. */
  #bodyName(phase: Phase): string {
    const { create, update, name } = this.#model;
    const isShared =
      create.sent === undefined ||
      update?.sent === undefined ||
      (this.attributes.every((attribute) => isSameInBoth(attribute)) &&
        this.#sentType(create.sent) === this.#sentType(update.sent));
    const type = toTypeName(name);
    return isShared ? `to${type}` : phase === "create" ? `toNew${type}` : `toChanged${type}`;
  }

  #sentType(envelope: Envelope): string {
    return this.modelType(envelope.shape, "sent", `${this.#model.name}_input`);
  }

  #renderBody(phase: Phase, envelope: Envelope): string {
    const type = this.#sentType(envelope);
    const name = this.#bodyName(phase);
    const code = new BodyCode(this.imports, ["plan", "secrets"]);
    const body = code.sent(this.attributes, phase, "plan", "secrets");
    this.imports.addType(provider, "Planned");
    const parameters = [`${/\bplan\./.test(body) ? "plan" : "_plan"}: Planned<typeof ${this.schemaName}>`];
    if (this.#hasSecrets()) {
      this.imports.addType(provider, "Secrets");
      parameters.push(`secrets?: Secrets<typeof ${this.schemaName}>`);
    }
    // Where the document wants what a practitioner may leave out, the service has the last word.
    const cast = isCovered(this.attributes, envelope.shape, phase) ? "" : ` as ${type}`;
    const comment = docComment(`What the service is sent of ${withArticle(this.#model.name)}.`);
    return `${comment}function ${name}(${parameters.join(", ")}): ${type} {\n${indent(`return ${body}${cast};`)}\n}\n`;
  }

  #body(phase: Phase, envelope: Envelope | undefined): string | undefined {
    if (envelope === undefined) return undefined;
    const name = this.#bodyName(phase);
    const whole = `${name}(plan${this.#hasSecrets() ? ", secrets" : ""})`;
    const body =
      phase === "update" && this.#model.sendsChangedOnly
        ? `${this.use("changedOnly")}(${name}(prior), ${whole})`
        : whole;
    return envelope.property === undefined ? body : objectLiteral([[envelope.property, body]]);
  }

  #renderToState(): string {
    const code = new BodyCode(this.imports, [this.variable, "known"]);
    const body = code.answered(this.attributes, this.variable, "known");
    const timeouts =
      this.#model.wait === undefined
        ? body
        : body.replace(/\n?\}$/, (end) =>
            end.startsWith("\n") ? `\n  timeouts: known.timeouts,\n}` : `, timeouts: known.timeouts }`,
          );
    const parameters = [`${this.variable}: ${this.#answerType}`];
    if (usesKnown(timeouts)) {
      this.imports.addType(provider, "Planned");
      parameters.push(`known: Planned<typeof ${this.schemaName}>`);
    }
    this.imports.addType(provider, "State");
    const comment = docComment(
      `The state of ${withArticle(this.#model.name)}${parameters.length > 1 ? "; `known` has what no answer tells" : ""}.`,
    );
    return `${comment}function ${this.#toState}(${parameters.join(", ")}): State<typeof ${this.schemaName}> {\n${indent(`return ${timeouts};`)}\n}\n`;
  }

  #stateOf(answer: string, known: string): string {
    return `${this.#toState}(${answer}${this.#usesKnown ? `, ${known}` : ""})`;
  }

  #renderWait(wait: WaitOverride): string {
    const { variable } = this;
    this.imports.addType(`${provider}/wait`, "Observation");
    const state = `String(${member(variable, wait.property)})`;
    return [
      docComment("What waiting looks at."),
      `function observe(${variable}: ${this.#answerType} | undefined): Observation<string, ${this.#answerType}> | undefined {\n`,
      indent(`return ${variable} && { state: ${state}, value: ${variable} };`),
      "\n}\n",
    ].join("");
  }

  /** What is read, once it has settled. */
  #settle(read: string, envelope: Envelope | undefined): string {
    const { wait } = this.#model;
    if (wait === undefined) return this.answerOf(envelope, `await ${read}`);
    this.imports.add(`${provider}/wait`, "waitFor");
    const property = envelope?.property;
    const looked = `await ${this.use("found")}(${read})`;
    const refresh = `async () => observe(${property === undefined ? looked : `(${looked})?.${property}`})`;
    const options = objectLiteral([
      ["refresh", refresh],
      ...(wait.pending === undefined ? [] : [["pending", JSON.stringify(wait.pending)] as const]),
      ["target", JSON.stringify(wait.target)],
      ["signal", "signal"],
    ]);
    return `${this.use("required")}(await waitFor(${options}), ${quote(this.#model.name)})`;
  }

  #ownArguments(isSent: boolean): string[] {
    return ["plan", ...(isSent && this.#hasSecrets() ? ["secrets"] : []), "client", "signal"];
  }

  #hasSecrets(): boolean {
    return this.attributes.some(hasWriteOnly);
  }
}

class DataSourceCode extends ComponentCode {
  readonly #model: DataSourceModel;

  constructor(model: DataSourceModel, surroundings: Surroundings) {
    super(model, surroundings);
    this.#model = model;
  }

  render(): string {
    const { schemaName, handlersName, imports, attributes } = this;
    const { clientName } = this.surroundings;
    imports.addType(provider, "DataSourceHandlers");
    return this.module([
      renderConst(schemaName, renderSchema(attributes, imports)),
      `export const ${handlersName}: DataSourceHandlers<typeof ${schemaName}, ${clientName}> = {\n${indent(this.#renderRead())}\n};\n`,
    ]);
  }

  #renderRead(): string {
    const { read, list } = this.#model;
    const configured = (attribute: Attribute): string => member("config", attribute.name);
    const own = [...(read.path.length + read.query.length > 0 ? ["config"] : []), "client", "signal"];
    const lines = list === undefined ? this.#readOne(configured) : this.#readMany(configured, list);
    return method("read", own, lines);
  }

  #readOne(valueOf: (attribute: Attribute) => string): string[] {
    const { read } = this.#model;
    const code = new BodyCode(this.imports, [this.variable, "config"]);
    const answer = this.answerOf(read.answered, `await ${this.callOf(read, valueOf)}`);
    return [
      `const ${this.variable} = ${answer};`,
      `return ${code.answered(this.attributes, this.variable, "config")};`,
    ];
  }

  #readMany(valueOf: (attribute: Attribute) => string, list: NonNullable<DataSourceModel["list"]>): string[] {
    const { read, pages } = this.#model;
    const { attribute } = list;
    const code = new BodyCode(this.imports, ["config", "page", "answer", "items", "all"]);
    const others = this.attributes.filter(({ name }) => name !== attribute.name);
    const result = (access: string): string =>
      objectLiteral([
        ...others.map((one) => [one.name, valueOf(one)] as const),
        [attribute.name, code.elements(attribute, access)],
      ]);
    const itemsOf = (answer: string): string => {
      if (list.property === undefined) return answer;
      return member(answer, list.property) + (list.isCertain ? "" : " ?? []");
    };
    if (pages === undefined) {
      const lines = [`const answer = await ${this.callOf(read, valueOf)};`];
      if (list.isCertain) return [...lines, `return ${result(itemsOf("answer"))};`];
      return [...lines, `const items = ${itemsOf("answer")};`, `return ${result("items")};`];
    }
    const size = pages.sizeParameter === undefined ? [] : [[pages.sizeParameter, String(pages.size ?? 100)] as const];
    const query = [[pages.parameter, "page"] as const, ...size];
    const body = [
      `const answer = await ${this.callOf(read, valueOf, undefined, query)};`,
      `const items = ${itemsOf("answer")};`,
      `return { items, next: ${nextPage(pages)} };`,
    ].join("\n");
    const parameter = {
      page: `page: number = ${pages.first ?? 1}`,
      offset: "page: number = 0",
      cursor: "page: string | undefined",
    }[pages.kind];
    return [
      `const all = await ${this.use("allPages")}(async (${parameter}) => {\n${indent(body)}\n});`,
      `return ${result("all")};`,
    ];
  }
}

function nextPage({ kind, size, sizeParameter, next }: PagesOverride): string {
  if (kind === "cursor") return `answer.${(next ?? "next").replaceAll(".", "?.")}`;
  const isLast = sizeParameter === undefined ? "items.length === 0" : `items.length < ${size ?? 100}`;
  return `${isLast} ? undefined : page + ${kind === "page" ? "1" : "items.length"}`;
}

function findRenamed(attributes: readonly Attribute[]): [string, string][] {
  return attributes.flatMap((attribute): [string, string][] => {
    const { name, property } = attribute;
    const own: [string, string][] = name === toAttributeName(property) ? [] : [[property, name]];
    return [...own, ...findRenamed(fieldsOf(attribute))];
  });
}

/** Attributes as a creation answers them, which may do so less surely than a reading. */
function asAnswered(attributes: readonly Attribute[], shape: Shape | undefined): Attribute[] {
  const properties = shape?.kind === "object" ? shape.properties : [];
  return attributes.map((attribute) => {
    const property = properties.find(({ name }) => name === attribute.property);
    return { ...attribute, isAlwaysAnswered: property?.isRequired === true && !property.isNullable };
  });
}

function isSameInBoth(attribute: Attribute): boolean {
  return attribute.isCreated === attribute.isUpdated && fieldsOf(attribute).every(isSameInBoth);
}

/** Whether a body has all that its schema requires, so that the compiler can see to it. */
function isCovered(attributes: readonly Attribute[], shape: Shape, phase: Phase): boolean {
  if (shape.kind !== "object") return shape.kind !== "union";
  return shape.properties.every((property) => {
    const attribute = attributes.find((one) => one.property === property.name && isSent(one, phase));
    if (property.isReadOnly) return true;
    if (attribute === undefined) return !property.isRequired;
    const isCertain = attribute.mode === "required" || attribute.mode === "defaulted";
    if (property.isRequired && (!isCertain || attribute.isWriteOnly)) return false;
    const inner = "of" in property.shape ? property.shape.of : property.shape;
    return attribute.type.kind !== "nested" || isCovered(attribute.type.fields, inner, phase);
  });
}

function withArticle(name: string): string {
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name.replaceAll("_", " ")}`;
}

function usesKnown(code: string): boolean {
  return /\bknown\??\./.test(code);
}

const planned = ({ name }: Attribute): string => member("plan", name);
const stored = ({ name }: Attribute): string => member("state", name);
const prior = ({ name }: Attribute): string => member("prior", name);

function renderConst(name: string, value: string): string {
  return `export const ${name} = ${value};\n`;
}

function method(name: string, parameters: readonly string[], lines: readonly string[], prefix = "async "): string {
  return `${prefix}${name}({ ${parameters.join(", ")} }) {\n${indent(lines.join("\n"))}\n},`;
}
