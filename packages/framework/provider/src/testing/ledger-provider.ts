// SPDX-License-Identifier: Apache-2.0

/** A provider's program for the end-to-end tests of what it says beside its results: advice and its log. */

import { defineProvider, logRules, serve, t } from "../index.ts";

const ledger = defineProvider({
  name: "ledger",
  schema: { insecure_tls: t.bool().optional() },
  lint: [
    {
      id: "insecure-tls",
      groups: ["security"],
      message: "TLS certificates are not verified",
      check({ config, report }) {
        if (config.insecure_tls === true) report({ path: "insecure_tls", detail: "Anybody can answer in its place." });
      },
    },
  ],
});

ledger.dataSource({
  name: "account",
  schema: { iban: t.string(), days: t.int().default(365), balance: t.int().computed() },
  lint: [
    {
      id: "long-period",
      message: "A long period is slow",
      check({ config, report }) {
        if (typeof config.days === "number" && config.days > 100) report({ path: "days" });
      },
    },
  ],
  read({ config, logger }) {
    logger.info("looking up an account", { iban: config.iban });
    logger.debug(`account ${config.iban} is asked for`);
    const http = logger.child("http");
    http.info("heartbeat");
    http.debug("GET /accounts", { days: config.days });
    http.child("pool").debug("connected");
    return { balance: 0 };
  },
});

await serve(ledger, {
  address: "example/ledger",
  logProcessors: [
    logRules({ mask: { keys: ["iban"], messages: [/DE\d+/] } }),
    logRules({ subsystem: "http", omit: { messages: ["heartbeat"] } }),
  ],
});
