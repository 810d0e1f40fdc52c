// SPDX-License-Identifier: Apache-2.0

import { SyntaxNode } from "./syntax/node.ts";
import type { Literal } from "./syntax/literal.ts";
import type { Source } from "./source/source.ts";

/** Steps from a variable, or from any value, to a value inside it. Absolute if the first step is a root. */
export type Traversal = readonly TraversalStep[];

export type TraversalStep = RootStep | AttrStep | IndexStep | SplatStep;

/** The name of a variable: `a` in `a.b`. */
export class RootStep extends SyntaxNode {
  readonly name: string;

  constructor(source: Source, start: number, end: number, name: string) {
    super(source, start, end);
    this.name = name;
  }

  get kind(): "root" {
    return "root";
  }
}

/** An attribute: `.b`. */
export class AttrStep extends SyntaxNode {
  readonly name: string;

  constructor(source: Source, start: number, end: number, name: string) {
    super(source, start, end);
    this.name = name;
  }

  get kind(): "attr" {
    return "attr";
  }
}

/** An element by a literal key: `[0]`, `["k"]`, or `.0` of old. */
export class IndexStep extends SyntaxNode {
  readonly key: Literal;

  constructor(source: Source, start: number, end: number, key: Literal) {
    super(source, start, end);
    this.key = key;
  }

  get kind(): "index" {
    return "index";
  }
}

/** All elements: `[*]`, in partial traversals only. */
export class SplatStep extends SyntaxNode {
  get kind(): "splat" {
    return "splat";
  }
}
