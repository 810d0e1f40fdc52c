// SPDX-License-Identifier: Apache-2.0

/**
 * Encodings in seven bits: ASCII, and sequences that switch to another set of characters and back.
 *
 * Source: golang.org/x/text 0.22, `iso2022jp.go` and `hzgb2312.go`.
 *
 * @module
 */

import { decodeBy, encodeBy, isASCII, type Charset } from "./charset.ts";
import { gbk, jis0208, jis0212 } from "./east-asian-tables.ts";

type JapaneseSet = "ascii" | "katakana" | "jis0208" | "jis0212";

const escapes: readonly (readonly [sequence: string, set: JapaneseSet])[] = [
  ["\u001b(B", "ascii"],
  ["\u001b(J", "ascii"],
  ["\u001b(I", "katakana"],
  ["\u001b$@", "jis0208"],
  ["\u001b$B", "jis0208"],
  ["\u001b$(D", "jis0212"],
];
const written: Readonly<Record<JapaneseSet, string>> = {
  ascii: "\u001b(B",
  katakana: "\u001b(I",
  jis0208: "\u001b$B",
  jis0212: "\u001b$(D",
};
const katakanaOffset = 0xff61 - 0x21;

export const iso2022JP: Charset = {
  name: "ISO-2022-JP",
  decode: (bytes) => {
    let set: JapaneseSet = "ascii";
    return decodeBy(bytes, (at) => {
      const byte = bytes[at]!;
      if (byte >= 0x80) return undefined;
      if (byte === 0x1b) {
        const escape = escapes.find(([sequence]) => bytes.toString("latin1", at, at + sequence.length) === sequence);
        if (escape === undefined) return undefined;
        set = escape[1];
        return ["", escape[0].length];
      }
      if (set === "ascii") return [String.fromCharCode(byte), 1];
      if (set === "katakana") {
        return byte >= 0x21 && byte < 0x60 ? [String.fromCharCode(byte + katakanaOffset), 1] : undefined;
      }
      if (byte === 0x0a) {
        set = "ascii";
        return ["\n", 1];
      }
      const column = bytes[at + 1];
      if (column === undefined) return undefined;
      // As in the original, a byte out of range counts as a column of another row.
      const code = ((byte - 0x21) & 0xff) * 94 + ((column - 0x21) & 0xff);
      const character = (set === "jis0208" ? jis0208() : jis0212()).characterOf(code);
      return character === undefined ? undefined : [character, 2];
    });
  },
  encode: (text) => {
    let set: JapaneseSet = "ascii";
    const switchTo = (wanted: JapaneseSet): number[] => {
      const sequence = wanted === set ? "" : written[wanted];
      set = wanted;
      return [...Buffer.from(sequence)];
    };
    const bytes = encodeBy(text, (character) => {
      const unit = character.charCodeAt(0);
      if (isASCII(character)) return [...switchTo("ascii"), unit];
      if (unit >= 0xff61 && unit < 0xffa0) return [...switchTo("katakana"), unit - katakanaOffset];
      const code = jis0208().codeOf(character);
      if (code === undefined) return undefined;
      return [...switchTo("jis0208"), 0x21 + Math.floor(code / 94), 0x21 + (code % 94)];
    });
    return bytes && Buffer.from([...bytes, ...switchTo("ascii")]);
  },
};

const tilde = 0x7e;

/** The characters of GB 2312, which are those of GBK in the rows and columns of seven bits. */
export const hz: Charset = {
  name: "HZ-GB-2312",
  decode: (bytes) => {
    let isChinese = false;
    return decodeBy(bytes, (at) => {
      const byte = bytes[at]!;
      const second = bytes[at + 1] ?? 0;
      if (byte >= 0x80) return undefined;
      if (byte === tilde) {
        const letter = String.fromCharCode(second);
        if (letter === "{" || letter === "}") isChinese = letter === "{";
        else if (letter !== "~" && letter !== "\n") return undefined;
        return [letter === "~" ? "~" : "", 2];
      }
      if (!isChinese) return [String.fromCharCode(byte), 1];
      const isInRange = byte >= 0x21 && second >= 0x21 && second < 0x7f;
      const character = isInRange ? gbk().characterOf((byte + 0x80) * 256 + second + 0x80) : undefined;
      return character === undefined ? undefined : [character, 2];
    });
  },
  encode: (text) => {
    let isChinese = false;
    const bytes = encodeBy(text, (character) => {
      // The original writes a tilde without switching back, and does not switch back at the end.
      if (character === "~") return [tilde, tilde];
      if (isASCII(character)) {
        const back = isChinese ? [tilde, 0x7d] : [];
        isChinese = false;
        return [...back, character.charCodeAt(0)];
      }
      const code = gbk().codeOf(character) ?? 0;
      const [lead, trail] = [(code >> 8) - 0x80, (code & 0xff) - 0x80];
      if (lead < 0x21 || lead >= tilde || trail < 0x21 || trail > tilde) return undefined;
      const start = isChinese ? [] : [tilde, 0x7b];
      isChinese = true;
      return [...start, lead, trail];
    });
    return bytes && Buffer.from(bytes);
  },
};
