// SPDX-License-Identifier: Apache-2.0

/** A pattern that is no regular expression. */
export class RegexSyntaxError extends SyntaxError {
  static {
    this.prototype.name = "RegexSyntaxError";
  }

  /** What is wrong, in the words of Go's regexp/syntax. */
  readonly reason: string;
  /** The part of the pattern that it is about. */
  readonly part: string;

  constructor(reason: string, part: string) {
    super(`error parsing regexp: ${reason}: \`${part}\``);
    this.reason = reason;
    this.part = part;
  }
}
