// SPDX-License-Identifier: Apache-2.0

/**
 * The example from beginning to end: `npm run demo`. Starts the notes service,
 * and has Terraform, or where there is none our own engine, create, change,
 * replace and destroy notes in it through the provider.
 *
 * @module
 */

import path from "node:path";
import { parseArgs } from "node:util";
import { findTool } from "@provide-foundry/testkit";
import { runScenes } from "./demo/scenes.ts";
import { Show } from "./demo/show.ts";
import { Stage, type Tool } from "./demo/stage.ts";

const usage = `Usage: npm run demo [-- --form functions|decorators] [-- --tool foundry|terraform|tofu]

Starts a notes service on loopback and has notes created, changed, replaced and
destroyed in it through a provider written in TypeScript. Everything lives in a
temporary folder and is gone afterwards.

  --form FORM  which form of the provider to run: functions (default) or decorators
  --tool TOOL  who plans and applies: terraform or tofu where there is one, else
               foundry, which comes along and needs nothing but Node
  --help       this text

Exit codes: 0 all went as it should, 1 something did not, 2 a wrong command line
or a tool that is not there.
`;

const tools = ["terraform", "tofu", "foundry"] as const;
const foundry = path.join(import.meta.dirname, "../../../applications/foundry/dist/main.js");

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (options === undefined) return 2;
  const tool = chooseTool(options.tool);
  if (tool === undefined) {
    console.error(`${options.tool} is not on PATH. Without --tool the demo takes what is there.`);
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

type ToolName = (typeof tools)[number];

interface Options {
  readonly form: "functions" | "decorators";
  readonly tool: ToolName | undefined;
}

/** The program that was asked for, or the first that there is; foundry is always there. */
function chooseTool(name: ToolName | undefined): Tool | undefined {
  for (const candidate of name === undefined ? tools : [name]) {
    const command = candidate === "foundry" ? process.execPath : findTool(candidate);
    if (command === undefined) continue;
    return { name: candidate, command, args: candidate === "foundry" ? [foundry] : [] };
  }
  return undefined;
}

function parseOptions(args: string[]): Options | "help" | undefined {
  try {
    const options = {
      form: { type: "string", default: "functions" },
      tool: { type: "string" },
      help: { type: "boolean" },
    } as const;
    const { form, tool, help } = parseArgs({ args, options }).values;
    if (help) return "help";
    const known = tools.find((one) => one === tool);
    if (tool !== undefined && known === undefined) {
      console.error(`--tool is one of ${tools.join(", ")}, not ${tool}`);
      return undefined;
    }
    if (form === "functions" || form === "decorators") return { form, tool: known };
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
