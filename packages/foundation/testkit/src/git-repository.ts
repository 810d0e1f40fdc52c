// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { devNull } from "node:os";
import { promisify } from "node:util";
import { temporaryDirectory } from "./temporary-directory.ts";

/** A Git repository of a test's own. */
export interface GitRepository extends AsyncDisposable {
  /** Of its work tree. */
  readonly path: string;
  /** Runs Git in it and gives what it writes, without the last end of line. */
  git(...args: readonly string[]): Promise<string>;
  /**
   * Writes files, and commits all that has changed.
   *
   * @returns The hash of the commit, which is the same each time for the same history.
   */
  commit(message: string, files?: Readonly<Record<string, string>>): Promise<string>;
}

/**
 * Creates a repository with a branch `main` and nothing in it. The machine's and the user's settings have no part in it.
 *
 * @example
 * await using repository = await createGitRepository();
 * await repository.commit("first", { "main.tf": "" });
 */
export async function createGitRepository(): Promise<GitRepository> {
  const directory = temporaryDirectory();
  const run = promisify(execFile);
  let commits = 0;

  async function git(...args: readonly string[]): Promise<string> {
    const { stdout } = await run("git", args, { cwd: directory.path, env: environment(commits), maxBuffer: 2 ** 26 });
    return stdout.replace(/\n$/, "");
  }

  const repository: GitRepository = {
    path: directory.path,
    git,
    async commit(message, files = {}) {
      directory.write(files);
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--message", message);
      commits++;
      return git("rev-parse", "HEAD");
    },
    [Symbol.asyncDispose]: async () => directory[Symbol.dispose](),
  };
  try {
    await git("init", "--quiet", "--initial-branch=main");
  } catch (error) {
    directory[Symbol.dispose]();
    throw error;
  }
  return repository;
}

/** Each commit is a minute after the last one, from the year 2026 on. */
function environment(commits: number): NodeJS.ProcessEnv {
  const date = new Date(Date.UTC(2026, 0, 1) + commits * 60_000).toISOString();
  return {
    PATH: process.env["PATH"],
    HOME: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Test",
    GIT_AUTHOR_EMAIL: "test@example.com",
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: "Test",
    GIT_COMMITTER_EMAIL: "test@example.com",
    GIT_COMMITTER_DATE: date,
  };
}
