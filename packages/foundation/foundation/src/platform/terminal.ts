// SPDX-License-Identifier: Apache-2.0

/** What the detection looks at; `process.stdout` and `process.env` have this form. */
export interface TerminalSources {
  readonly stream: { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform`. */
  readonly platform: string;
}

/** What can be written to a stream. */
export interface Terminal {
  /** Whether a person sits before it. */
  readonly isTty: boolean;
  /** How many colours: 0 for none, 16, 256, or 16,777,216. */
  readonly colors: 0 | 16 | 256 | 16_777_216;
  /** Whether signs outside of ASCII arrive as such. */
  readonly unicode: boolean;
  /** Whether a person sits before it who can and wants to see emoji. */
  readonly emoji: boolean;
  /** In characters; 80 when it is no terminal. */
  readonly columns: number;
}

/**
 * Detects what a stream can show.
 *
 * `NO_COLOR` takes the colours away by being there and not empty; `FORCE_COLOR` brings them to what is no terminal,
 * and wins over `NO_COLOR`, as in Node. Who wants no colours wants no emoji either; `PROVIDE_NO_EMOJI` takes them alone.
 *
 * Source: https://no-color.org; Node's `tty.WriteStream.getColorDepth`.
 */
export function detectTerminal(sources: Partial<TerminalSources> = {}): Terminal {
  const { stream = process.stdout, env = process.env, platform = process.platform } = sources;
  const isTty = stream.isTTY === true;
  const colors = countColors(isTty, env, platform);
  const unicode = showsUnicode(env, platform);
  return {
    isTty,
    colors,
    unicode,
    emoji: isTty && colors > 0 && unicode && !env["PROVIDE_NO_EMOJI"],
    columns: isTty && stream.columns ? stream.columns : 80,
  };
}

/** Whether a person sits before a file descriptor. */
export function isTerminal(fd: number): boolean {
  // A pipe or a file can be none, and to ask `node:tty` takes 4 ms: it loads `node:net` and all streams.
  return isCharacterDevice(fd) && process.getBuiltinModule("node:tty").isatty(fd);
}

function isCharacterDevice(fd: number): boolean {
  try {
    return process.getBuiltinModule("node:fs").fstatSync(fd).isCharacterDevice();
  } catch {
    return false; // It is closed.
  }
}

function countColors(isTty: boolean, env: TerminalSources["env"], platform: string): Terminal["colors"] {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forcedColors.get(forced) ?? 16;
  const { TERM: term = "", COLORTERM: colorTerm = "" } = env;
  if (env["NO_COLOR"] || !isTty || term === "dumb") return 0;
  if (/^(?:truecolor|24bit)$/i.test(colorTerm)) return 16_777_216;
  // Since Windows 10 its console knows them all.
  if (platform === "win32") return 16_777_216;
  return term.includes("256color") ? 256 : 16;
}

const forcedColors: ReadonlyMap<string, Terminal["colors"]> = new Map<string, Terminal["colors"]>([
  ["0", 0],
  ["false", 0],
  ["2", 256],
  ["3", 16_777_216],
]);

function showsUnicode(env: TerminalSources["env"], platform: string): boolean {
  if (platform === "win32") return Boolean(env["WT_SESSION"]) || env["TERM_PROGRAM"] === "vscode";
  // The console of the Linux kernel has few signs.
  if (env["TERM"] === "linux") return false;
  const charset = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return charset ? /utf-?8/i.test(charset) : platform === "darwin";
}
