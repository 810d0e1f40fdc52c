// SPDX-License-Identifier: Apache-2.0

/**
 * The events of a YAML document: its nodes in order, each collection with a start and an end.
 *
 * What is to be read next is a function, and those that go on once a node is over are on a stack. So the nesting of the
 * document is not the nesting of calls.
 *
 * Source: go-cty-yaml 1.1.0, `parserc.go`, after libyaml.
 *
 * @module
 */

import type { Mark } from "./reader.ts";
import { Scanner } from "./scanner.ts";
import { errorAt } from "./syntax-error.ts";
import type { ScalarStyle, Token, TokenKind } from "./token.ts";

export interface ScalarEvent {
  readonly kind: "scalar";
  readonly start: Mark;
  readonly text: string;
  readonly style: ScalarStyle;
  /** Whether its type follows from its text: it has no tag and no quotes. */
  readonly isPlain: boolean;
  /** In full; empty if there is none. */
  readonly tag: string;
  /** Empty if there is none. */
  readonly anchor: string;
}

export interface CollectionEvent {
  readonly kind: "sequenceStart" | "mappingStart";
  readonly start: Mark;
  readonly tag: string;
  readonly anchor: string;
}

export interface AliasEvent {
  readonly kind: "alias";
  readonly start: Mark;
  readonly anchor: string;
}

export interface MarkerEvent {
  readonly kind: "documentStart" | "documentEnd" | "streamEnd" | "sequenceEnd" | "mappingEnd";
  readonly start: Mark;
}

export type YAMLEvent = ScalarEvent | CollectionEvent | AliasEvent | MarkerEvent;

type State = () => YAMLEvent;

const standardTagPrefix = "tag:yaml.org,2002:";

export class EventParser {
  readonly #scanner: Scanner;
  readonly #tagPrefixes = new Map<string, string>();
  /** What goes on once the node that is being read is over. */
  readonly #later: State[] = [];
  #state: State = () => this.#documentStart(true);

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  /** @throws FunctionError for a syntax error, after which there are no events. */
  next(): YAMLEvent {
    return this.#state();
  }

  #skip(): Token {
    this.#scanner.skip();
    return this.#scanner.peek();
  }

  /** An event of that kind, and what comes after it. */
  #emit<Event extends YAMLEvent>(event: Event, state: State): Event {
    this.#state = state;
    return event;
  }

  #endNode<Event extends YAMLEvent>(event: Event): Event {
    return this.#emit(event, this.#later.pop()!);
  }

  #emptyScalar(start: Mark, state: State): ScalarEvent {
    return this.#emit({ kind: "scalar", start, text: "", style: "plain", isPlain: true, tag: "", anchor: "" }, state);
  }

  /** A node with something that goes on after it. */
  #node(later: State, isInBlock: boolean, mayBeUnindented = false): YAMLEvent {
    this.#later.push(later);
    return this.#startNode(isInBlock, mayBeUnindented);
  }

  /** @param isFirst Whether the document may do without `---`. */
  #documentStart(isFirst: boolean): YAMLEvent {
    let token = this.#scanner.peek();
    if (!isFirst) token = this.#passDocumentEnds(token);
    const { start } = token;
    if (token.kind === "streamEnd") return this.#emit({ kind: "streamEnd", start }, this.#state);
    const isImplicit = isFirst && !["versionDirective", "tagDirective", "documentStart"].includes(token.kind);
    token = this.#readDirectives(token);
    this.#later.push(this.#documentEnd);
    if (isImplicit) return this.#emit({ kind: "documentStart", start }, () => this.#startNode(true, false));
    if (token.kind !== "documentStart") throw errorAt(token.start, "did not find expected <document start>");
    this.#scanner.skip();
    return this.#emit({ kind: "documentStart", start }, this.#documentContent);
  }

  #passDocumentEnds(first: Token): Token {
    let token = first;
    while (token.kind === "documentEnd") token = this.#skip();
    return token;
  }

  #readDirectives(first: Token): Token {
    let token = first;
    let hasVersion = false;
    for (; token.kind === "versionDirective" || token.kind === "tagDirective"; token = this.#skip()) {
      const { start, text = "", suffix = "" } = token;
      if (token.kind === "tagDirective") {
        if (this.#tagPrefixes.has(text)) throw errorAt(start, "found duplicate %TAG directive");
        this.#tagPrefixes.set(text, suffix);
      } else {
        if (hasVersion) throw errorAt(start, "found duplicate %YAML directive");
        if (text !== "1.1") throw errorAt(start, "found incompatible YAML document");
        hasVersion = true;
      }
    }
    if (!this.#tagPrefixes.has("!")) this.#tagPrefixes.set("!", "!");
    if (!this.#tagPrefixes.has("!!")) this.#tagPrefixes.set("!!", standardTagPrefix);
    return token;
  }

  readonly #documentContent = (): YAMLEvent => {
    const { kind, start } = this.#scanner.peek();
    const isEmpty = ["versionDirective", "tagDirective", "documentStart", "documentEnd", "streamEnd"].includes(kind);
    return isEmpty ? this.#emptyScalar(start, this.#later.pop()!) : this.#startNode(true, false);
  };

  readonly #documentEnd = (): YAMLEvent => {
    const { kind, start } = this.#scanner.peek();
    if (kind === "documentEnd") this.#scanner.skip();
    this.#tagPrefixes.clear();
    return this.#emit({ kind: "documentEnd", start }, () => this.#documentStart(false));
  };

  /** @param mayBeUnindented Whether the dashes of a sequence may be as far left as the key before it. */
  #startNode(isInBlock: boolean, mayBeUnindented: boolean): YAMLEvent {
    const first = this.#scanner.peek();
    if (first.kind === "alias") {
      this.#scanner.skip();
      return this.#endNode({ kind: "alias", start: first.start, anchor: first.text! });
    }
    const { start } = first;
    const { token, anchor, tag } = this.#readProperties(first);
    const collection = (kind: CollectionEvent["kind"], state: State): YAMLEvent =>
      this.#emit({ kind, start, tag, anchor }, state);
    if (mayBeUnindented && token.kind === "blockEntry") return collection("sequenceStart", this.#unindentedEntry);
    if (token.kind === "scalar") {
      const style = token.style!;
      const isPlain = (tag === "" && style === "plain") || tag === "!";
      this.#scanner.skip();
      return this.#endNode({ kind: "scalar", start, text: token.text!, style, isPlain, tag, anchor });
    }
    if (token.kind === "flowSequenceStart") return collection("sequenceStart", () => this.#flowSequenceEntry(true));
    if (token.kind === "flowMappingStart") return collection("mappingStart", () => this.#flowMappingKey(true));
    if (isInBlock && token.kind === "blockSequenceStart") return collection("sequenceStart", this.#firstBlockEntry);
    if (isInBlock && token.kind === "blockMappingStart") return collection("mappingStart", this.#firstBlockKey);
    if (anchor !== "" || tag !== "") {
      return this.#endNode({ kind: "scalar", start, text: "", style: "plain", isPlain: tag === "", tag, anchor });
    }
    throw errorAt(token.start, "did not find expected node content");
  }

  /** An anchor and a tag, in any order; and the token after them. */
  #readProperties(first: Token): { token: Token; anchor: string; tag: string } {
    let token = first;
    let anchor: Token | undefined;
    let tag: Token | undefined;
    for (;;) {
      if (token.kind === "anchor" && anchor === undefined) anchor = token;
      else if (token.kind === "tag" && tag === undefined) tag = token;
      else return { token, anchor: anchor?.text ?? "", tag: tag === undefined ? "" : this.#resolveTag(tag) };
      token = this.#skip();
    }
  }

  #resolveTag({ start, text = "", suffix = "" }: Token): string {
    if (text === "") return suffix;
    const prefix = this.#tagPrefixes.get(text);
    if (prefix === undefined) throw errorAt(start, "found undefined tag handle");
    return prefix + suffix;
  }

  readonly #firstBlockEntry = (): YAMLEvent => {
    this.#scanner.skip();
    return this.#blockEntry();
  };

  readonly #blockEntry = (): YAMLEvent => {
    const token = this.#scanner.peek();
    if (token.kind === "blockEntry") return this.#entryNode(token, ["blockEntry", "blockEnd"], this.#blockEntry);
    if (token.kind !== "blockEnd") throw errorAt(token.start, "did not find expected '-' indicator");
    this.#scanner.skip();
    return this.#endNode({ kind: "sequenceEnd", start: token.start });
  };

  readonly #unindentedEntry = (): YAMLEvent => {
    const token = this.#scanner.peek();
    if (token.kind !== "blockEntry") return this.#endNode({ kind: "sequenceEnd", start: token.start });
    return this.#entryNode(token, ["blockEntry", "key", "value", "blockEnd"], this.#unindentedEntry);
  };

  /** The node after a dash, a question mark or a colon in a block; an empty one if one of those tokens comes instead. */
  #entryNode(indicator: Token, instead: readonly TokenKind[], later: State, mayBeUnindented = false): YAMLEvent {
    const { kind } = this.#skip();
    if (instead.includes(kind)) return this.#emptyScalar(indicator.end, later);
    return this.#node(later, true, mayBeUnindented);
  }

  readonly #firstBlockKey = (): YAMLEvent => {
    this.#scanner.skip();
    return this.#blockKey();
  };

  readonly #blockKey = (): YAMLEvent => {
    const token = this.#scanner.peek();
    if (token.kind === "key") return this.#entryNode(token, ["key", "value", "blockEnd"], this.#blockValue, true);
    if (token.kind !== "blockEnd") throw errorAt(token.start, "did not find expected key");
    this.#scanner.skip();
    return this.#endNode({ kind: "mappingEnd", start: token.start });
  };

  readonly #blockValue = (): YAMLEvent => {
    const token = this.#scanner.peek();
    if (token.kind === "value") return this.#entryNode(token, ["key", "value", "blockEnd"], this.#blockKey, true);
    return this.#emptyScalar(token.start, this.#blockKey);
  };

  #flowSequenceEntry(isFirst: boolean): YAMLEvent {
    if (isFirst) this.#scanner.skip();
    const token = this.#nextInFlow(isFirst, "flowSequenceEnd", "did not find expected ',' or ']'");
    const { kind, start } = token;
    if (kind === "flowSequenceEnd") {
      this.#scanner.skip();
      return this.#endNode({ kind: "sequenceEnd", start });
    }
    if (kind !== "key") return this.#node(this.#laterFlowEntry, false);
    this.#scanner.skip();
    return this.#emit({ kind: "mappingStart", start, tag: "", anchor: "" }, this.#pairKey);
  }

  readonly #laterFlowEntry = (): YAMLEvent => this.#flowSequenceEntry(false);

  /** The token that an entry of a flow collection starts with, after the comma; or the one that ends it. */
  #nextInFlow(isFirst: boolean, end: TokenKind, problem: string): Token {
    const token = this.#scanner.peek();
    if (isFirst || token.kind === end) return token;
    if (token.kind !== "flowEntry") throw errorAt(token.start, problem);
    return this.#skip();
  }

  /** In a flow sequence, `key: value` is a mapping of its own. */
  readonly #pairKey = (): YAMLEvent => {
    const { kind, end } = this.#scanner.peek();
    if (!["value", "flowEntry", "flowSequenceEnd"].includes(kind)) return this.#node(this.#pairValue, false);
    // As in the original, the token is passed, be it a colon, a comma or a bracket.
    this.#scanner.skip();
    return this.#emptyScalar(end, this.#pairValue);
  };

  readonly #pairValue = (): YAMLEvent => this.#flowValue("flowSequenceEnd", this.#pairEnd);

  readonly #pairEnd = (): YAMLEvent => {
    const { start } = this.#scanner.peek();
    return this.#emit({ kind: "mappingEnd", start }, this.#laterFlowEntry);
  };

  /** What is after the colon, if there is one and anything after it. */
  #flowValue(end: TokenKind, later: State): YAMLEvent {
    let token = this.#scanner.peek();
    if (token.kind === "value") {
      token = this.#skip();
      if (token.kind !== "flowEntry" && token.kind !== end) return this.#node(later, false);
    }
    return this.#emptyScalar(token.start, later);
  }

  #flowMappingKey(isFirst: boolean): YAMLEvent {
    if (isFirst) this.#scanner.skip();
    let token = this.#nextInFlow(isFirst, "flowMappingEnd", "did not find expected ',' or '}'");
    if (token.kind === "flowMappingEnd") {
      this.#scanner.skip();
      return this.#endNode({ kind: "mappingEnd", start: token.start });
    }
    if (token.kind !== "key") return this.#node(this.#flowMappingNoValue, false);
    token = this.#skip();
    if (["value", "flowEntry", "flowMappingEnd"].includes(token.kind)) {
      return this.#emptyScalar(token.start, this.#flowMappingValue);
    }
    return this.#node(this.#flowMappingValue, false);
  }

  readonly #laterFlowKey = (): YAMLEvent => this.#flowMappingKey(false);

  readonly #flowMappingValue = (): YAMLEvent => this.#flowValue("flowMappingEnd", this.#laterFlowKey);

  readonly #flowMappingNoValue = (): YAMLEvent => this.#emptyScalar(this.#scanner.peek().start, this.#laterFlowKey);
}
