// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError, type Planned, UNKNOWN, type Unknown, t, upgradeFrom } from "@provide-foundry/provider";
import { atLeastSumOf } from "@provide-foundry/provider/validators";
import { keepers } from "./keepers.ts";
import { random } from "./provider.ts";
import { type CharacterClass, randomText } from "./random-text.ts";

/** What a password is taken for of which nothing else is known. */
const defaults = {
  special: true,
  upper: true,
  lower: true,
  number: true,
  numeric: true,
  min_numeric: 0,
  min_upper: 0,
  min_lower: 0,
  min_special: 0,
};

const specialCharacters = "!@#$%&*()-_=+[]{}<>:?";

const allow = (what: string) => t.bool().default(true).requiresReplace().describe(`Whether to use ${what}.`);
const atLeast = (what: string) =>
  t.int().min(0).default(0).requiresReplace().describe(`How many ${what} there must be at least.`);
/** One of two names for the same thing: what is not configured is as the other one is, also while that is unknown. */
const digitsBy = (twin: "number" | "numeric") =>
  t
    .bool()
    .optionalComputed()
    .requiresReplace()
    .modifyPlan(({ config }) => (config[twin] as boolean | Unknown | null) ?? true);

const schema = {
  keepers,
  length: t
    .int()
    .min(1)
    .validate(atLeastSumOf("min_upper", "min_lower", "min_numeric", "min_special"))
    .requiresReplace()
    .describe("How many characters, at least as many as the `min_…` ask for."),
  special: allow(`\`${specialCharacters}\``),
  upper: allow("upper case letters"),
  lower: allow("lower case letters"),
  number: digitsBy("numeric").describe("An earlier name of `numeric`.").deprecated("Use `numeric` instead."),
  numeric: digitsBy("number").describe("Whether to use digits; unless told, yes."),
  min_numeric: atLeast("digits"),
  min_upper: atLeast("upper case letters"),
  min_lower: atLeast("lower case letters"),
  min_special: atLeast("special characters"),
  override_special: t
    .string()
    .optional()
    // Some versions stored an empty text for none.
    .requiresReplaceIf(({ prior, planned }) => planned !== UNKNOWN && !(planned === null && prior === ""))
    .describe("The special characters to use instead."),
  result: t.string().computed().sensitive().useStateForUnknown().describe("The password."),
  bcrypt_hash: t
    .string()
    .computed()
    .sensitive()
    .useStateForUnknown()
    .describe("Its bcrypt hash, of the first 72 bytes if it is longer."),
  id: t.string().computed().useStateForUnknown().describe("Always `none`."),
};

// Imports of earlier versions left everything null but the password itself.
const v0 = {
  keepers,
  length: t.int().optional(),
  special: t.bool().optional(),
  upper: t.bool().optional(),
  lower: t.bool().optional(),
  number: t.bool().optional(),
  min_numeric: t.int().optional(),
  min_upper: t.int().optional(),
  min_lower: t.int().optional(),
  min_special: t.int().optional(),
  override_special: t.string().optional(),
  result: t.string().sensitive(),
  id: t.string().computed(),
};
const v1 = { ...v0, bcrypt_hash: t.string().computed().sensitive() };
const v2 = { ...v1, numeric: t.bool().optional() };

export const password = random.resource({
  name: "password",
  description: "A random password, from the operating system's secure source. The state holds it in plain text.",
  schema,
  upgrades: upgradeFrom(0, v0)
    .to(1, v1, async ({ state }) => ({ ...state, bcrypt_hash: await hash(state.result) }))
    .to(2, v2, ({ state }) => ({ ...state, numeric: state.number }))
    .to(3, schema, async ({ state }) => ({
      ...state,
      length: state.length ?? Buffer.byteLength(state.result),
      special: state.special ?? defaults.special,
      upper: state.upper ?? defaults.upper,
      lower: state.lower ?? defaults.lower,
      number: state.number ?? defaults.number,
      numeric: state.number ?? defaults.numeric,
      min_numeric: state.min_numeric ?? defaults.min_numeric,
      min_upper: state.min_upper ?? defaults.min_upper,
      min_lower: state.min_lower ?? defaults.min_lower,
      min_special: state.min_special ?? defaults.min_special,
      bcrypt_hash: await rightHash(state.bcrypt_hash, state.result),
    })),
  validate({ config, diags }) {
    if (config.special !== false || config.upper !== false || config.lower !== false) return;
    for (const path of ["number", "numeric"] as const) {
      if (config[path] !== false) continue;
      const detail = `At least one of special, upper, lower, ${path} must be true.`;
      diags.error("Invalid Attribute Combination", { path, detail });
    }
  },
  plan({ config: { number, numeric }, diags }) {
    const isDecided = typeof number === "boolean" && typeof numeric === "boolean";
    if (!isDecided || number === numeric) return;
    const detail = "number is an earlier name of numeric: leave it out.";
    diags.error("Number and numeric are both configured with different values", { detail });
  },
  async create({ plan }) {
    const result = generate(plan);
    return { id: "none", result, bcrypt_hash: await hash(result) };
  },
  read: ({ state }) => state,
  update: () => {},
  import: async ({ id }) => ({
    id: "none",
    result: id,
    bcrypt_hash: await hash(id),
    length: Buffer.byteLength(id),
    ...defaults,
  }),
});

function generate(plan: Planned<typeof schema>): string {
  const classes: CharacterClass[] = [
    { characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", isAllowed: plan.upper, atLeast: plan.min_upper },
    { characters: "abcdefghijklmnopqrstuvwxyz", isAllowed: plan.lower, atLeast: plan.min_lower },
    { characters: "0123456789", isAllowed: plan.numeric ?? true, atLeast: plan.min_numeric },
    { characters: plan.override_special || specialCharacters, isAllowed: plan.special, atLeast: plan.min_special },
  ];
  try {
    return randomText(plan.length, classes);
  } catch (cause) {
    throw new DiagnosticError("Random Read Error", { detail: (cause as Error).message, cause });
  }
}

/** As Go writes it, which says `2a` where others say `2b` and mean the same. */
async function hash(text: string): Promise<string> {
  const bcrypt = await import("bcryptjs");
  return bcrypt.hash(text, (await bcrypt.genSalt(10)).replace("$2b$", "$2a$"));
}

/** Version 2 could store a hash of something else. */
async function rightHash(hashed: string | null, text: string): Promise<string> {
  const { compare } = await import("bcryptjs");
  return hashed !== null && (await compare(text, hashed)) ? hashed : hash(text);
}
