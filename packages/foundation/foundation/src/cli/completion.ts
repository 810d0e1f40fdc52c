// SPDX-License-Identifier: Apache-2.0

export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/**
 * The script that makes a shell complete a program's command lines. It asks the program itself, by `__complete` and
 * the words so far, the last of which may be empty; the program answers with one proposal a line.
 *
 * @param name The program's; letters, digits, `-` and `_`.
 */
export function completionScript(shell: Shell, name: string): string {
  return scripts[shell](name, `_${name.replaceAll("-", "_")}_complete`);
}

const scripts: Readonly<Record<Shell, (name: string, fn: string) => string>> = {
  bash: (name, fn) => `${fn}() {
  local IFS=$'\\n'
  COMPREPLY=($(${name} __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F ${fn} ${name}
`,
  zsh: (name, fn) => `#compdef ${name}
${fn}() {
  local -a proposals
  proposals=("\${(@f)$(${name} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a proposals
}
compdef ${fn} ${name}
`,
  fish: (name, fn) => `function ${fn}
  set -l words (commandline -opc) (commandline -ct)
  ${name} __complete $words[2..-1] 2>/dev/null
end
complete -c ${name} -f -a '(${fn})'
`,
};
