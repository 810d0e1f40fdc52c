// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests whose author logs all that
 * handlers get, at every level, and quotes it in errors.
 */

import { defineProvider, serve, t } from "../index.ts";

const careless = defineProvider({
  name: "careless",
  version: "0.1.0",
  schema: { token: t.string().sensitive() },
  configure({ config, logger }) {
    logger.trace(`configured with ${config.token} and ${process.env["CARELESS_API_KEY"]}`, { config });
    return config.token;
  },
});

careless.resource({
  name: "account",
  schema: {
    name: t.string(),
    password: t.string().sensitive(),
    pin: t.int().sensitive(),
    seed: t.string().optional().writeOnly(),
    made: t.string().computed().sensitive(),
  },
  plan: ({ config, logger }) => logger.trace(`planning ${JSON.stringify(config)}`, config),
  create({ plan, secrets, client, logger }) {
    for (const level of ["trace", "debug", "info", "warn", "error"] as const) {
      logger[level](`create ${plan.password} ${secrets.seed} for ${client}`, { plan, secrets });
    }
    if (plan.name === "failing") {
      throw new Error(`401 for ${plan.password} and ${plan.pin} and ${secrets.seed} with ${client}`);
    }
    return { made: `minted ${plan.name}` };
  },
  read({ state, logger }) {
    logger.info(`read ${state.made}`, state);
    return state;
  },
  delete: ({ state, logger }) => logger.info(`delete ${state.made} of ${state.password}`, { state }),
});

await serve(careless);
