// SPDX-License-Identifier: Apache-2.0

/**
 * Calls of Terraform's functions, made of arguments that their parameters may or may not take.
 *
 * @module
 */

import type { Type } from "@provide-foundry/cty";
import type { CtyFunction, Parameter } from "@provide-foundry/cty/function";
import { seededRandom } from "@provide-foundry/testkit";
import { charsetNames } from "../charset/names.ts";
import { yamlTexts } from "./yaml-texts.ts";

const texts = [
  `""`, `"a"`, `"Hello, w\\u00f6rld"`, `"a,b,,c"`, `"  x\\n\\n"`, `"true"`, `"12"`, `"-1.5"`, `"/[a-z]+/"`, `"e\\u0301\\U0001f469\\u200d\\U0001f680"`,
  `sensitive("s")`, `null`,
]; // prettier-ignore
const numbers = ["0", "1", "-1", "2", "3.7", "255", "1e30", `"4"`, `"x"`, "1/0", "-1/0", "sensitive(2)", "null"];
const lists = [
  "[]", `["b", "a", "b"]`, `tolist(["b", "", "a"])`, `toset(["y", "x"])`, "[1, 2.5, -3]", "[true, false]", "[true]", `[1, "a", [2, ["x"]]]`,
  `[["a", "b"], ["c"]]`, "[null, 1]", `[sensitive("a"), "b"]`, `tolist(["q"])`, "[{ a = 1 }, { a = 2 }]",
]; // prettier-ignore
const maps = [
  "{}", `{ a = "x", b = "y" }`, `tomap({ a = 1, k = 2 })`, `{ a = ["p", "q"], b = ["q"] }`, `{ a = sensitive(1), "b c" = null }`,
  `{ a = { b = [1, 2.5, null, true] } }`,
]; // prettier-ignore
const others = ["true", "false"];
const everything = [...texts, ...numbers, ...lists, ...maps, ...others];

const timestamps = [
  `"2020-02-29T12:30:00+02:00"`, `"2020-02-29T10:30:00Z"`, `"2017-11-22T0:00:00Z"`, `"2017-11-22T00:00:00,5Z"`, `"2017-13-01T00:00:00Z"`,
  `"2017-02-31T00:00:00Z"`, `"2017"`, `"x"`, `"2020-02-29T10:30:00.000000001Z"`, `"2020-02-29 10:30:00Z"`,
]; // prettier-ignore
const keys = [`"a"`, `"b"`, `"k"`, `"nope"`, `sensitive("nope")`, `sensitive("a")`, "1"];

const networks = [
  `"10.0.0.0/8"`, `"10.1.2.3/24"`, `"0.0.0.0/0"`, `"255.255.255.0/30"`, `"10.0.0.0/32"`, `"010.0.0.1/16"`, `"10.0.0.0/33"`, `"10.0.0/8"`,
  `"::/0"`, `"fe80::/64"`, `"fd00:0:0:1::/48"`, `"1:0:0:2:0:0:0:3/120"`, `"::ffff:10.0.0.0/112"`, `"::/96"`, `"1::2::3/8"`, `"x"`, `"1:2:3:4:5:6:7:8/128"`,
]; // prettier-ignore
const hosts = [
  "0",
  "1",
  "-1",
  "5",
  "-300",
  "256",
  "1.5",
  "18446744073709551615",
  "9223372036854775808",
  "1e40",
  "-1e40",
];
const encodings = [
  ...charsetNames.trim().split(/\s/).map((name) => `"${name}"`), ...charsetNames.trim().split("\n").map((line) => `"${line.split(" ")[0]!.toUpperCase()}"`),
  `"utf-8"`, `"UTF-16"`, `"UTF-16LE"`, `"utf-16be"`, `"us-ascii"`, `"ISO-8859-1"`, `"latin1"`, `"iso-8859-7"`, `"ISO-8859-15"`, `"windows-1252"`,
  `"windows-1251"`, `"KOI8-R"`, `"macintosh"`, `"nope"`, `"utf-32"`,
]; // prettier-ignore
/** Bytes that stand for something in an encoding of East Asia, and some that do not. */
const encodedTexts = [
  "93fa967bb1", "c6fc8eb18fb0a1", "1b2442467c1b284231", "1b2849311b2442467c", "d6d080", "a2e3a8a69439fc36", "7e7b56507e7d627e7e", "a4a488668862", "c7d18141a2e7",
  "81", "80", "ff", "e9", "1b24", "7e", "8130", "fa40fa4a", "00ff41",
]; // prettier-ignore
const files = [
  `"a.txt"`,
  `"./sub/../a.txt"`,
  `"nope"`,
  `"."`,
  `"sub"`,
  `"bytes.bin"`,
  `"a.txt/x"`,
  `"~x"`,
  `""`,
  `sensitive("nope")`,
  `sensitive("a.txt")`,
  `"/dev/null"`,
];

/** What the functions on files find. */
export const questionFiles: Readonly<Record<string, string>> = {
  "a.txt": "hello \u00e9\n",
  "b.txt": "",
  "sub/c.txt": "c",
  "tree/a.txt": "",
  "tree/b.txt": "",
  "tree/.hidden/d.txt": "",
  "tree/sub/c.txt": "",
  "tree/sub/deep/c.txt": "",
  "plain.tpl": "x${n}y",
  "list.tpl": "%{ for i in l ~}\n- ${i}\n%{ endfor ~}\n",
  "bare.tpl": "${n}",
  "null.tpl": "${null}",
  "broken.tpl": "a\n${",
  "nested.tpl": '${templatefile("plain.tpl", {})}',
  "wrong.tpl": "${upper(1, 2)} ${upper()}",
  "reads.tpl": '${file("a.txt")}',
};

const words = "some words ".repeat(12);
const yamlStrings = [
  ...texts, `"yes"`, `"null"`, `"a: b # c"`, `"---"`, `"a\\nb"`, `"a\\nb\\n"`, `"a\\n\\n"`, `"\\n"`, `"\\n\\n"`, `" a\\n  b"`, `"\\na"`, `"a\\nb "`, `"a \\nb"`,
  `"a\\r\\nb"`, `"a\\tb\\n"`, `"a\\\\b\\"c"`, `"\\u0000\\u0007\\u001b\\u0085\\u00a0"`, `"\\u2028"`, `"a\\u2028b\\n"`, `"a\\nb\\u2029"`, `"\\U0001f600"`,
  `"\\U0001f600\\n"`, `"\\ufeffa b"`, `"a\\ufeffb"`, `"\\ufffe\\ue000"`, `"${words}"`, `"${words.replaceAll(" ", "   ")}"`, `"${words}\\n${words}"`, `"\\n ${words}"`,
  `"${"x".repeat(90)} y z "`, `"${"\\u00e9".repeat(79)} y z"`,
]; // prettier-ignore
const yamlValues = [
  ...yamlStrings.slice(texts.length), "null", "true", "[]", "{}", "1.5", "1e30", "-0.000001", `toset(["b", "a"])`, `sensitive({ a = "s" })`, "[[], {}, [[], [{}]]]",
  ...yamlStrings.map((text) => `{ a = ${text}, b = [${text}, [${text}, { c = ${text}, d = [${text}] }]], e = { f = ${text} } }`),
  ...yamlStrings.filter((text) => text.startsWith('"')).map((text) => `{ (${text}) = ${text}, "\\n" = { (${text}) = [${text}, { (${text}) = 1 }] }, b = 1 }`),
  `{ ${"k".repeat(128)} = [1], ${"k".repeat(129)} = [1, { a = 2 }], ${"l".repeat(129)} = { ${"m".repeat(129)} = [] } }`,
  `[[1, [2, "a\\n"]], { a = [], b = {}, c = [{ d = "x", e = ["y"] }, null] }]`,
]; // prettier-ignore

const yamlDocuments = 700;

/** Arguments that come nearer to what a function is about than those of the parameter's type, by position. */
const special: Readonly<Record<string, readonly (readonly string[])[]>> = {
  base64decode: [[`"aGk="`, `"aGk"`, `"aGl="`, `"aGk=\\n"`, `"a GVsbG8="`, `"/w=="`, `sensitive("a")`, `""`]],
  bcrypt: [[`"x"`]],
  cidrhost: [networks, hosts],
  cidrnetmask: [networks],
  cidrsubnet: [networks, ["0", "1", "8", "16", "64", "200", "-1"], hosts],
  cidrsubnets: [networks],
  file: [files],
  filebase64: [files],
  filebase64sha256: [files],
  fileexists: [files],
  filemd5: [files],
  filesha1: [files],
  filesha512: [files],
  fileset: [
    [`"tree"`, `"tree/sub"`, `"nope"`, `"./tree/sub/../."`],
    [`"*"`, `"**"`, `"**/*.txt"`, `"*.{txt,tpl}"`, `"[a-c].t?t"`, `"[!a]*"`, `"["`, `"{a"`, `"sub/**/c.txt"`, `"../[b-c]*"`, `"{sub,x}/**/*"`, `"*{b,c}.txt"`, `"**/**"`, `"a.txt"`, `""`, `"\\\\*"`],
  ],
  rsadecrypt: [[`"x"`, `"eA=="`], [`"a"`, `""`]],
  templatefile: [
    [`"plain.tpl"`, `"list.tpl"`, `"bare.tpl"`, `"null.tpl"`, `"broken.tpl"`, `"nested.tpl"`, `"wrong.tpl"`, `"reads.tpl"`, `"nope"`, `"."`],
    ["{ n = 5, l = [1, 2] }", "{}", `{ n = "x" }`, "5", "null", `{ "a b" = 1 }`, "{ n = sensitive(1), l = [] }", "tomap({ n = 5 })"],
  ],
  templatestring: [[`"a"`, `"$$\{x}"`, `upper("a")`, "null", "5"], ["{}"]],
  textdecodebase64: [[...encodedTexts.map((hex) => `"${Buffer.from(hex, "hex").toString("base64")}"`), `"aGk="`, `"/v8A6Q=="`, `"//7pAA=="`, `"/w=="`, `"gIE="`, `"aGk$"`, `"aGk"`, `""`], encodings],
  textencodebase64: [[...["a日本ｱ丂", "繁體中文~b简", "한갂€®", "Ê😀", "ЖΔשกا", "şł"].map(quote), `"a"`, `"\\u00e9"`, `"\\U0001f600"`, `"\\u20ac"`, `""`], encodings],
  uuidv5: [
    [`"dns"`, `"x500"`, `"x"`, `"6ba7b810-9dad-11d1-80b4-00c04fd430c8"`, `"urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"`,
      `"urn:xxxx:6ba7b810-9dad-11d1-80b4-00c04fd430c8"`, `"{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"`, `"6ba7b8109dad11d180b400c04fd430c8"`,
      `"6ba7b8109dad11d180b400c04fd430cZ"`, `"constructor"`],
    texts,
  ],
  formatdate: [[`"YYYY-MM-DD'T'hh:mm:ssZ"`, `"EEEE, D MMM YY"`, `"q"`], timestamps],
  format: [[`"%s-%s"`, `"%d%%"`, `"%v"`, `"%#v"`, `"%5.2f|%-4s|"`, `"%[2]v %[1]v"`, `"%t"`]],
  formatlist: [[`"%s-%s"`, `"%v"`, `"x%sy"`]],
  lookup: [maps, keys],
  regex: [[`"[a-z]+"`, `"(?P<x>\\\\d)(?P<y>.)?"`, `"(a)(b)?"`, `"("`], texts],
  regexall: [[`"[a-z]+"`, `"(?P<x>\\\\d)"`, `"(l)(o)?"`], texts],
  replace: [texts, [`"a"`, `""`, `"/[a-l]+/"`, `"/(?P<x>l)(o)?/"`, `"/("`, `"/"`], [`"-"`, `"$1"`, `"<$$\{x}>"`, `"$0$0"`]],
  substr: [texts, ["0", "1", "-2", "100"], ["1", "-1", "3", "0"]],
  timeadd: [timestamps, [`"1h30m"`, `"-1.5h"`, `"1d"`, `"0"`]],
  timecmp: [timestamps, timestamps],
  yamldecode: [[...yamlTexts(yamlDocuments).map(quote), "null", "12", "true", "[]", `sensitive("a: [1, yes]")`, `sensitive("[")`]],
  yamlencode: [yamlValues],
}; // prettier-ignore

/** Functions whose argument is a language of its own. */
const manyCalls: Readonly<Record<string, number>> = { textdecodebase64: 400, textencodebase64: 400, yamldecode: 500 };

/** Calls of a function, the same ones each time; most of those that there are if these are no more than is usual. */
export function questionsAbout(name: string, fn: CtyFunction, usual: number): string[] {
  const most = manyCalls[name] ?? usual;
  const fixed = fn.parameters.map((parameter, i) => special[name]?.[i] ?? argumentsFor(parameter));
  const { variadicParameter } = fn;
  const more = variadicParameter && argumentsFor(variadicParameter);
  const calls = new Set<string>();
  const next = seededRandom(name.length);
  const below = (limit: number): number => Math.floor(next() * limit);
  for (let i = 0; i < most * 3 && calls.size < most; i++) {
    const extra = more === undefined ? [] : Array.from({ length: below(4) }, () => more);
    const args = [...fixed, ...extra].map((choices) => choices[below(choices.length)]!);
    calls.add(`${name}(${args.join(", ")})`);
  }
  return [...calls];
}

function argumentsFor({ type }: Parameter): readonly string[] {
  return choicesFor(type);
}

function choicesFor({ kind }: Type): readonly string[] {
  if (kind === "string") return texts;
  if (kind === "number") return numbers;
  if (kind === "list" || kind === "set") return lists;
  if (kind === "map") return maps;
  return everything;
}

/** A string as the language writes it, in ASCII and without what could start a template. */
function quote(text: string): string {
  const characters = Array.from(text, (character) => {
    if (/[ !#-[\]-z|}~]/.test(character)) return character;
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
  return `"${characters.join("")}"`;
}
