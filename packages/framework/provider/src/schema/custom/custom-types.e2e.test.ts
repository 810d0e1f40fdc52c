// SPDX-License-Identifier: Apache-2.0

/**
 * The same texts to our custom types and to those of terraform-plugin-framework:
 * which are taken, and which two mean the same.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { missing, seededRandom } from "@provide-foundry/testkit";
import { askFrameworkRules } from "../../testing/framework-rules.ts";
import { type Codec, normalizeText } from "../codec.ts";
import * as ip from "./ip.ts";
import { normalizedJson } from "./json.ts";
import { macAddress } from "./mac.ts";
import { duration, rfc3339 } from "./time.ts";

/** For each type texts from which others are made by chance. */
const samples: Readonly<Record<string, { readonly codec: Codec<unknown>; readonly texts: readonly string[] }>> = {
  json: {
    codec: normalizedJson,
    texts: [
      '{"a":[1,2.5,-3e2,true,null],"b":"x\\u00e9"}',
      '{ "b" : "xé", "a":[1, 2.5, -3e2, true, null] }',
      "[]",
      '""',
      "12",
      " null\n",
    ],
  },
  rfc3339: {
    codec: rfc3339,
    texts: [
      "2024-02-29T23:59:59Z",
      "2024-02-29T23:59:59+00:00",
      "0000-01-01T00:00:00.123456789Z",
      "2023-07-25T20:43:16-04:30",
      "9999-12-31T5:04:05,5Z",
    ],
  },
  duration: {
    codec: duration,
    texts: ["1h30m", "90m", "1.5h", "-2us", "0", "3µs", "100ns", "2562047h47m16.854775807s"],
  },
  ip: {
    codec: ip.ipAddress,
    texts: ["10.0.0.1", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "::ffff:1.2.3.4", "fe80::1%eth0", "::"],
  },
  ipv4: { codec: ip.ipv4Address, texts: ["10.0.0.1", "255.255.255.255", "0.0.0.0", "::ffff:1.2.3.4", "010.0.0.1"] },
  ipv6: {
    codec: ip.ipv6Address,
    texts: [
      "2001:db8::1",
      "2001:0db8::0001",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7::",
      "::ffff:102:304",
      "64:ff9b::10.0.0.1",
    ],
  },
  ipPrefix: { codec: ip.ipPrefix, texts: ["10.0.0.0/8", "10.1.2.3/32", "2001:db8::/32", "2001:DB8:0::/32", "::/0"] },
  ipv4Prefix: { codec: ip.ipv4Prefix, texts: ["10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/032", "1.2.3.4/33"] },
  ipv6Prefix: { codec: ip.ipv6Prefix, texts: ["2001:db8::/32", "2001:db8:0::/32", "::/128", "fe80::%e/10"] },
  mac: {
    codec: macAddress,
    texts: [
      "00:00:5e:00:53:01",
      "00-00-5E-00-53-01",
      "0000.5e00.5301",
      "02:00:5e:10:00:00:00:01",
      "0200.5e10.0000.0001",
    ],
  },
};

suite("custom types take what terraform-plugin-framework's take", { skip: missing("go") }, () => {
  for (const [type, { codec, texts }] of Object.entries(samples)) {
    test(`V05 ${type}`, async () => {
      const random = seededRandom(3339);
      const questions = Array.from({ length: 2500 }, (_, i) => ({
        op: "rules.text",
        type,
        text: damage(texts[i % texts.length]!, random),
        other: texts[Math.floor(random() * texts.length)]!,
      }));
      const answers = await askFrameworkRules<{ accepted: boolean; same: boolean }>(questions);
      const differences = questions.filter(({ text, other }, i) => {
        const accepted = isAccepted(codec, text);
        const same = accepted && isAccepted(codec, other) && isSame(type, codec, text, other);
        return accepted !== answers[i]!.accepted || same !== answers[i]!.same;
      });
      assert.deepEqual(differences.map(({ text, other }) => [text, other]).slice(0, 10), []);
      for (const accepted of [true, false]) {
        assert.ok(answers.filter((answer) => answer.accepted === accepted).length > 100, `hardly any are ${accepted}`);
      }
      assert.ok(answers.some(({ same }) => same));
    });
  }
});

function isAccepted(codec: Codec<unknown>, text: string): boolean {
  try {
    codec.decode(text);
    return true;
  } catch {
    return false;
  }
}

function isSame(type: string, codec: Codec<unknown>, text: string, other: string): boolean {
  if (type === "rfc3339") {
    // The original compares what is left of a time without its fraction, and holds zones apart.
    const [a, b] = [text, other].map((each) => each.replace(/[.,]\d+/, ""));
    const zone = (each: string): string => /[+-](?!00:00)\d{2}:\d{2}$/.exec(each)?.[0] ?? "Z";
    return isAccepted(codec, a!) && normalizeText(codec, a!) === normalizeText(codec, b!) && zone(text) === zone(other);
  }
  // The original compares the digits of numbers, as it was given them.
  if (type === "json" && /\d/.test(text)) return JSON.stringify(sorted(text)) === JSON.stringify(sorted(other));
  return normalizeText(codec, text) === normalizeText(codec, other);
}

/** What JSON says, with numbers as they are written and names in order. */
function sorted(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value === "number") return { number: context?.source };
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The text with up to three characters left out, doubled or replaced. */
function damage(text: string, random: () => number): string {
  const alphabet = Array.from(text + ':.-%/+Zz019afgT "\\{}[],é');
  let damaged = text;
  for (let n = Math.floor(random() * 4); n > 0; n--) {
    const at = Math.floor(random() * (damaged.length + 1));
    const character = alphabet[Math.floor(random() * alphabet.length)]!;
    const kind = Math.floor(random() * 3);
    damaged = damaged.slice(0, at) + (kind === 0 ? "" : character) + damaged.slice(kind === 1 ? at : at + 1);
  }
  return damaged;
}
