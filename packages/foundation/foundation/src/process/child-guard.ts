// SPDX-License-Identifier: Apache-2.0

/**
 * Ends child processes whose parent has died, however it died.
 *
 * A parent that is killed cannot clean up. So a small shell waits for the end
 * of a pipe that only the parent holds open, and then ends the process groups
 * that it was told about. It starts with the first child and needs no signal
 * handlers in the parent, which would change how that reacts to Ctrl-C.
 *
 * Where there is no `/bin/sh` children are not guarded.
 *
 * @module
 */

import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";

/** Lines `+ PID` and `- PID`; after the last, what is left over ends: first asked, then, after two seconds, killed. */
const script = `
groups=
while read -r operation pid; do
  rest=
  for group in $groups; do [ "$group" = "$pid" ] || rest="$rest $group"; done
  groups=$rest
  [ "$operation" = - ] || groups="$groups $pid"
done
for group in $groups; do kill -TERM "-$group"; done
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  alive=
  for group in $groups; do kill -0 "-$group" && alive=yes; done
  [ -n "$alive" ] || exit 0
  sleep 0.1
done
for group in $groups; do kill -KILL "-$group"; done
`;

let guard: ChildProcess | undefined;
const groups = new Set<number>();

/** Has the process group of `pid` ended when this process dies. */
export function guardGroup(pid: number): void {
  groups.add(pid);
  if (guard === undefined) startGuard();
  else guard.stdin?.write(`+ ${pid}\n`);
}

/** To be called when the group has ended: the system gives its number to others. */
export function releaseGroup(pid: number): void {
  groups.delete(pid);
  guard?.stdin?.write(`- ${pid}\n`);
}

function startGuard(): void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  // Detached: Ctrl-C goes to all processes of the terminal, and this one must survive it.
  const child = spawn("/bin/sh", ["-c", script], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard = child;
  const forget = (): void => {
    if (guard === child) guard = undefined;
  };
  // Without a shell, or when someone has killed it, the next child tries again.
  child.once("error", forget);
  child.once("exit", forget);
  child.stdin.on("error", forget);
  for (const pid of groups) child.stdin.write(`+ ${pid}\n`);
  // Neither may keep this process alive.
  child.unref();
  (child.stdin as Socket).unref();
}
