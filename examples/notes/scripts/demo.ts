// SPDX-License-Identifier: Apache-2.0

/**
 * The example from beginning to end: `npm run demo`. Starts the notes service,
 * and has Terraform create, change, replace and destroy notes in it through the
 * provider.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { findTool } from "@provide-foundry/testkit";
import { runScenes } from "./demo/scenes.ts";
import { Show } from "./demo/show.ts";
import { Stage } from "./demo/stage.ts";

const usage = `Usage: npm run demo [-- --form functions|decorators]

Starts a notes service on loopback and has terraform (or tofu) create, change,
replace and destroy notes in it through a provider written in TypeScript.
Everything lives in a temporary folder and is gone afterwards.

  --form FORM  which form of the provider to run: functions (default) or decorators
  --help       this text

Exit codes: 0 all went as it should, 1 something did not, 2 a wrong command line
or no terraform.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (options === undefined) return 2;
  const tool = findTool("terraform") ?? findTool("tofu");
  if (tool === undefined) {
    console.error("The demo needs terraform or tofu: neither is on PATH. https://opentofu.org/docs/intro/install/");
    return 2;
  }
  const interruption = listenForInterruption();
  const show = new Show(process.stdout, process.env);
  try {
    await using stage = await Stage.open({ tool, form: options.form, show, signal: interruption });
    await runScenes(stage, show);
    return 0;
  } catch (error) {
    console.error(interruption.aborted ? "Interrupted; everything is cleaned up." : (error as Error).message);
    return 1;
  }
}

function parseOptions(args: string[]): { form: "functions" | "decorators" } | "help" | undefined {
  try {
    const options = { form: { type: "string", default: "functions" }, help: { type: "boolean" } } as const;
    const { form, help } = parseArgs({ args, options }).values;
    if (help) return "help";
    if (form === "functions" || form === "decorators") return { form };
    console.error(`--form is functions or decorators, not ${form}`);
  } catch (error) {
    console.error((error as Error).message);
  }
  return undefined;
}

/** Aborts on the first Ctrl-C; what runs is then ended in order, so that nothing is left behind. */
function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}
