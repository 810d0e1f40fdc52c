// SPDX-License-Identifier: Apache-2.0

/**
 * YAML documents, many of them broken: some that people could have written, and those with small changes.
 *
 * @module
 */

import { seededRandom } from "@provide-foundry/testkit";

const documents = [
  "a: 1\nb:\n  - x\n  - y: z\n    w: [1, 2, {q: r}]\n",
  "- a\n-  b\n- |\n  lit\n   x\n- >-\n  fold\n  ed\n",
  "&a x: *a\ny: !!str 12\n",
  `'it''s': "e\\n\\x41"\n? k\n: v\n`,
  "%YAML 1.1\n---\nfoo: bar # c\n...\n",
  "base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  x: 3\n",
  "[a, b: c, ? d : e]\n",
  "plain text\n continued\n\n more\n",
  "a:\n- 1\n- 2\nb: ~\n",
  "{a: , b}\n",
  "t: 2001-12-14t21:59:43.10-05:00\nn: 0x1F\no: 0o17\nf: 1e3\ny: yes\n",
  "\ufeff\ufeffa: 1\nb: 2\nc:\n  d: e\n",
  `a: ${"w ".repeat(260)}\nb: &x [1, "q\\\n  r"]\nc: *x\n`,
  "- !!int 12\n- !!float 1.5\n- !!str yes\n- !!binary aGk=\n- ! x\n- &q !!null\n- *q\n",
  "- |-\n  true\n- >\n  12\n- |\n  .nan\n- |2\n    x\n\n- |+\n  k\n\n",
  "--- >\n folded\n  text\n\n more\n\n end\n--- second\n",
  "? [a, b]\n: c\n",
  `"a b\\\n  c\n\n  d": 'e\n  f'\n`,
  "%TAG !e! tag:yaml.org,2002:\n---\n- !e!int 1_000\n- !<tag:yaml.org,2002:str> 1\n",
  "a: &a\n  b: &b {c: *a}\n",
  "a: 1\na: 2\n<<: {a: 3, b: 4}\nb: 5\n",
  "",
];

const pieces = [
  ...Array.from(" \n\t:-?[]{},!|'\"#%@`~\\0aé\r\u0085\u2028\u2029\ufeff\u0007\ufffe\u{1f600}"),
  ": ", "- ", "? ", "&a ", "*a", "*b", "!!int ", "> ", " #", "---\n", "...\n", "  ", "\r\n", "\n\n",
  "!<tag:yaml.org,2002:int> ", "!!float ", "!!str ", "!!binary ", "!!timestamp ", "!!null ", "!!bool ", "!!map ", "!!seq ",
  "!x ", "! ", "!a!b ", "%TAG !a! tag:yaml.org,2002:\n", "%YAML 1.2\n", "|2\n", "|+\n", ">1-\n", "|-\n  yes\n",
  "\\x41", "\\u00e9", "\\U0001F600", "\\ud800", "\\\n", "\\ ", "%41", "%C3%A9",
  "yes", "NULL", ".inf", "-.Inf", ".nan", "0x1F", "0o17", "0b1", "1_000", "1e3", "1.", "+.5", "-0", "012", "1p3", "Inf",
  "18446744073709551615", "0xFFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFFF", "-0x8", "08", "aGk=", "aGk",
  "2001-12-14", "2001-1-1 1:2:3", "2001-12-14T21:59:43,5+24:60", "2001-02-29", "2001-12-14T1:2:3Z", "1900-02-29", "0000-2-29",
  "<<: {p: 1}\n", "<<: [{p: 1}]\n", "<<", `"<<": {p: 1}\n`, "null: 1\n", "[".repeat(20), "]".repeat(20),
  `${"x".repeat(300)}\n`, "y".repeat(1100), `# ${"z".repeat(500)}\n`,
]; // prettier-ignore

/** The same ones each time. */
export function yamlTexts(count: number): string[] {
  const next = seededRandom(20_11_04);
  const below = (limit: number): number => Math.floor(next() * limit);
  const oneOf = (choices: readonly string[]): string => choices[below(choices.length)]!;
  const changed = (text: string): string => {
    const position = below(text.length + 1);
    const removed = below(3) === 0 ? 0 : 1 + below(2);
    return text.slice(0, position) + (below(3) === 0 ? "" : oneOf(pieces)) + text.slice(position + removed);
  };
  const texts = new Set(documents);
  for (const piece of pieces) texts.add(piece).add(`k: ${piece}`);
  while (texts.size < count) {
    let text = oneOf(documents);
    for (let changes = below(3); changes >= 0; changes--) text = changed(text);
    texts.add(text.toWellFormed().normalize());
  }
  return [...texts].slice(0, count);
}
