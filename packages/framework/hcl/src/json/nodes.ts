// SPDX-License-Identifier: Apache-2.0

import type { SourceRange } from "../source/position.ts";
import type { JsonTokens } from "./tokens.ts";

export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull | JsonInvalid;

/** A value, from one token to another. */
abstract class JsonValue {
  readonly tokens: JsonTokens;
  readonly first: number;
  readonly last: number;

  constructor(tokens: JsonTokens, first: number, last: number = first) {
    this.tokens = tokens;
    this.first = first;
    this.last = last;
  }

  get range(): SourceRange {
    return this.tokens.range(this.first, this.last);
  }

  /** The value, or the bracket that it starts with. */
  get startRange(): SourceRange {
    return this.tokens.range(this.first);
  }
}

export class JsonObject extends JsonValue {
  readonly kind = "object";
  readonly properties: readonly JsonProperty[];

  constructor(tokens: JsonTokens, first: number, last: number, properties: readonly JsonProperty[]) {
    super(tokens, first, last);
    this.properties = properties;
  }

  get closeRange(): SourceRange {
    return this.tokens.range(this.last);
  }
}

export interface JsonProperty {
  readonly name: JsonString;
  readonly value: JsonNode;
}

export class JsonArray extends JsonValue {
  readonly kind = "array";
  readonly values: readonly JsonNode[];

  constructor(tokens: JsonTokens, first: number, last: number, values: readonly JsonNode[]) {
    super(tokens, first, last);
    this.values = values;
  }
}

export class JsonString extends JsonValue {
  readonly kind = "string";
  readonly text: string;

  constructor(tokens: JsonTokens, token: number, text: string) {
    super(tokens, token);
    this.text = text;
  }
}

export class JsonNumber extends JsonValue {
  readonly kind = "number";

  /** The number in decimal, as written. */
  get text(): string {
    return this.tokens.textAt(this.first);
  }
}

export class JsonBoolean extends JsonValue {
  readonly kind = "boolean";
  readonly value: boolean;

  constructor(tokens: JsonTokens, token: number, value: boolean) {
    super(tokens, token);
    this.value = value;
  }
}

export class JsonNull extends JsonValue {
  readonly kind = "null";
}

/** What stands for a value that could not be read. */
export class JsonInvalid extends JsonValue {
  readonly kind = "invalid";
}
