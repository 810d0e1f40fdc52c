// SPDX-License-Identifier: Apache-2.0

export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/**
 * The script that makes a shell complete a program's command lines. It asks the program itself, by `__complete` and
 * the words so far, the last of which may be empty; the program answers with one proposal a line, and what it means
 * after a tab. Without an answer the shell proposes files.
 *
 * @param name The program's; letters, digits, `-` and `_`.
 */
export function completionScript(shell: Shell, name: string): string {
  return scripts[shell](name, `_${name.replaceAll("-", "_")}_complete`);
}

const scripts: Readonly<Record<Shell, (name: string, fn: string) => string>> = {
  // Bash shows nothing but the words, and inserts them as they are; -o default is for files.
  bash: (name, fn) => `${fn}() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    COMPREPLY+=("$(printf '%q' "$word")")
  done < <(${name} __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F ${fn} ${name}
`,
  // _describe wants "word:meaning", with a backslash before the colons of the word.
  zsh: (name, fn) => `#compdef ${name}
${fn}() {
  local -a proposals
  local word meaning
  while IFS=$'\\t' read -r word meaning; do
    proposals+=("\${word//:/\\\\:}:\${meaning}")
  done < <(${name} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#proposals} )); then
    _describe '${name}' proposals
  else
    _files
  fi
}
compdef ${fn} ${name}
`,
  // The program writes just what fish takes for a proposal.
  fish: (name, fn) => `function ${fn}
  set -l words (commandline -opc) (commandline -ct)
  set -l proposals (${name} __complete $words[2..-1] 2>/dev/null)
  if set -q proposals[1]
    string join \\n -- $proposals
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c ${name} -f -a '(${fn})'
`,
};
