// SPDX-License-Identifier: Apache-2.0

/** How often to look. A plugin outlives a host that was killed by this time at most. */
const intervalMs = 500;

/**
 * Calls back when the process that started this one is gone, however it ended.
 *
 * The end of stdin would not tell: Terraform hands its own on to its plugins.
 * The system gives an orphan another parent, which shows in `process.ppid`; on
 * Windows the number stays, and the process is looked for.
 *
 * @param parent `process.ppid`, read while the parent was certainly there.
 */
export function watchParent(parent: number, onGone: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === parent && (process.platform !== "win32" || isAlive(parent))) return;
    clearInterval(timer);
    onGone();
  }, intervalMs);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
