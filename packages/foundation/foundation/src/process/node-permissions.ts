// SPDX-License-Identifier: Apache-2.0

/** What a Node program that is started may do besides computing. All is forbidden unless told. */
export interface NodePermissions {
  /** Files and folders that it may read; a folder with all in it. What it is started with must be among them. */
  readonly read?: readonly string[];
  /** Files and folders that it may write; a folder with all in it. */
  readonly write?: readonly string[];
  /** Whether it may start programs. These are confined only if they are Node and get such arguments as well. */
  readonly childProcesses?: boolean;
  readonly workers?: boolean;
  readonly addons?: boolean;
}

/**
 * Arguments for `node` that confine a program to what it needs.
 *
 * They stop mistakes and curious dependencies, not hostile code: Node says of its permission model that it is no
 * boundary against that. The network is not confined (Node 24), nor is what the program was handed open, nor memory or
 * time. Node 22.13 or later is needed.
 *
 * @throws RangeError for a path with a `*` or an empty one: Node would take more from it than was meant.
 *
 * @example
 * const confined = nodePermissionArguments({ read: [program], write: [work.path] });
 * await runProcess(process.execPath, [...confined, program], { env: { inherit: "minimal" } });
 */
export function nodePermissionArguments(permissions: NodePermissions): string[] {
  const { read = [], write = [], childProcesses = false, workers = false, addons = false } = permissions;
  const wild = [...read, ...write].find((path) => path === "" || path.includes("*"));
  if (wild !== undefined) throw new RangeError(`"${wild}" names no single file or folder`);
  return [
    "--permission",
    ...read.map((path) => `--allow-fs-read=${path}`),
    ...write.map((path) => `--allow-fs-write=${path}`),
    ...(childProcesses ? ["--allow-child-process"] : []),
    ...(workers ? ["--allow-worker"] : []),
    ...(addons ? ["--allow-addons"] : []),
  ];
}
