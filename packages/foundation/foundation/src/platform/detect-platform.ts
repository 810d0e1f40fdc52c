// SPDX-License-Identifier: Apache-2.0

/**
 * What kind of machine and surroundings a program runs in.
 *
 * @module
 */

/** What the detection looks at; a test gives another. */
export interface PlatformSources {
  /** As `process.platform`. */
  readonly platform: string;
  /** As `process.arch`. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The version of the system's C library if that is glibc, as `process.report` tells it. */
  readonly glibcVersion: () => string | undefined;
  /** The text of a file of the system; undefined when it cannot be read. */
  readonly readText: (file: string) => string | undefined;
}

export interface Platform {
  /** As Go and Terraform name it: `linux`, `darwin`, `windows`, `freebsd`. */
  readonly os: string;
  /** As Go and Terraform name it: `amd64`, `arm64`, `386`, `arm`. */
  readonly arch: string;
  /** As in the names of providers and tools: `linux_amd64`. */
  readonly terraformName: string;
  /** The C library, on Linux only. */
  readonly libc?: "glibc" | "musl";
  /** The continuous integration, by name where that is known, else `unknown`. */
  readonly ci?: string;
  /** The container around the program. */
  readonly container?: "docker" | "podman" | "kubernetes" | "unknown";
  /** The version of the Windows Subsystem for Linux around the program. */
  readonly wsl?: 1 | 2;
}

/** Detects the platform. Reads a few small files on Linux, and otherwise only what the process knows of itself. */
export function detectPlatform(sources: Partial<PlatformSources> = {}): Platform {
  const from: PlatformSources = { ...systemSources, ...sources };
  const os = goOs.get(from.platform) ?? from.platform;
  const arch = goArch.get(from.arch) ?? from.arch;
  const libc = os === "linux" ? (from.glibcVersion() === undefined ? "musl" : "glibc") : undefined;
  const ci = detectCi(from.env);
  const container = os === "linux" ? detectContainer(from) : undefined;
  const wsl = os === "linux" ? detectWsl(from) : undefined;
  return {
    os,
    arch,
    terraformName: `${os}_${arch}`,
    ...(libc !== undefined && { libc }),
    ...(ci !== undefined && { ci }),
    ...(container !== undefined && { container }),
    ...(wsl !== undefined && { wsl }),
  };
}

/** Source: Go's list of GOOS and GOARCH (`go tool dist list`), Node's of `process.platform` and `process.arch`. */
const goOs: ReadonlyMap<string, string> = new Map([
  ["win32", "windows"],
  ["sunos", "solaris"],
]);

const goArch: ReadonlyMap<string, string> = new Map([
  ["x64", "amd64"],
  ["ia32", "386"],
  ["mipsel", "mipsle"],
]);

/** Each sets the variable; the general ones are last. */
const ciVariables: readonly (readonly [variable: string, name: string])[] = [
  ["GITHUB_ACTIONS", "github"],
  ["GITLAB_CI", "gitlab"],
  ["CIRCLECI", "circleci"],
  ["BUILDKITE", "buildkite"],
  ["TF_BUILD", "azure"],
  ["JENKINS_URL", "jenkins"],
  ["TEAMCITY_VERSION", "teamcity"],
  ["BITBUCKET_BUILD_NUMBER", "bitbucket"],
  ["CODEBUILD_BUILD_ID", "codebuild"],
  ["TRAVIS", "travis"],
  ["DRONE", "drone"],
  ["CI", "unknown"],
];

/** The continuous integration around the program, as in {@link Platform}. */
export function detectCi(env: PlatformSources["env"]): string | undefined {
  // `CI=false` is how one tells a tool that this is none, whatever else is set.
  if (/^(?:false|0)$/i.test(env["CI"] ?? "")) return undefined;
  return ciVariables.find(([variable]) => env[variable])?.[1];
}

function detectContainer({ env, readText }: PlatformSources): Platform["container"] {
  if (env["KUBERNETES_SERVICE_HOST"]) return "kubernetes";
  if (readText("/run/.containerenv") !== undefined || env["container"] === "podman") return "podman";
  if (readText("/.dockerenv") !== undefined) return "docker";
  // With the first version of control groups; with the second the file says nothing.
  const groups = readText("/proc/1/cgroup") ?? "";
  if (groups.includes("kubepods")) return "kubernetes";
  if (groups.includes("docker")) return "docker";
  return env["container"] ? "unknown" : undefined;
}

/** Source: the kernels of Microsoft: `4.4.0-19041-Microsoft` is version 1, `5.15.90.1-microsoft-standard-WSL2` is 2. */
function detectWsl({ readText }: PlatformSources): 1 | 2 | undefined {
  const release = readText("/proc/sys/kernel/osrelease") ?? "";
  if (!/microsoft/i.test(release)) return undefined;
  return /WSL2|microsoft-standard/i.test(release) ? 2 : 1;
}

const systemSources: PlatformSources = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  glibcVersion() {
    // Without this, the report looks up the names of all network peers.
    Object.assign(process.report, { excludeNetwork: true });
    const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
    return header?.glibcVersionRuntime;
  },
  readText(file) {
    try {
      return process.getBuiltinModule("node:fs").readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  },
};
