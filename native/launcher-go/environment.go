// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// environmentFilter says what becomes of the user's variables.
type environmentFilter struct {
	Unset []string          `json:"unset"`
	Pass  []string          `json:"pass"`
	Map   map[string]string `json:"map"`
	Set   map[string]string `json:"set"`
}

// alwaysPassed are variables that programs started by Terraform, or behind a proxy, cannot do without.
var alwaysPassed = []string{
	"TF_*", "PLUGIN_*", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy",
	"all_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
}

var passedOnWindows = []string{"SYSTEMROOT", "WINDIR", "TEMP", "TMP", "PATHEXT", "COMSPEC"}

// programEnvironment makes the program's environment of the user's.
func programEnvironment(p *pack, tree, self string) []string {
	filter := p.metadata.Runtime.Env
	variables := map[string]string{}
	for _, entry := range os.Environ() {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" {
			variables[name] = value
		}
	}
	passed := slices.Concat(filter.Pass, alwaysPassed)
	if runtime.GOOS == "windows" {
		passed = append(passed, passedOnWindows...)
	}
	for name := range variables {
		if matchesAny(name, filter.Unset) && !matchesAny(name, passed) {
			delete(variables, name)
		}
	}
	for from, to := range filter.Map {
		if value, ok := variables[from]; ok {
			delete(variables, from)
			variables[to] = value
		}
	}
	expand := expander(p, tree)
	sets := []map[string]string{filter.Set, p.metadata.Workenv.Env, p.metadata.Execution.Environment, p.metadata.Execution.Env}
	for _, set := range sets {
		for name, value := range set {
			variables[name] = expand(value)
		}
	}
	variables["FLAVOR_WORKENV"] = tree
	variables["FLAVOR_ORIGINAL_COMMAND"] = self
	variables["FLAVOR_COMMAND_NAME"] = filepath.Base(self)
	variables["PATH"] = strings.TrimSuffix(filepath.Join(tree, "bin")+string(os.PathListSeparator)+variables["PATH"], string(os.PathListSeparator))
	environment := make([]string, 0, len(variables))
	for name, value := range variables {
		environment = append(environment, name+"="+value)
	}
	slices.Sort(environment)
	return environment
}

func matchesAny(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matches, err := path.Match(pattern, name)
		return err == nil && matches
	})
}

// expander replaces the placeholders of a text.
func expander(p *pack, tree string) func(string) string {
	pairs := []string{"{workenv}", tree, "{package_name}", p.metadata.Package.Name, "{version}", p.metadata.Package.Version}
	for at, signed := range p.metadata.Slots {
		target := strings.TrimPrefix(strings.TrimPrefix(signed.Target, "{workenv}"), "/")
		pairs = append(pairs, "{slot:"+itoa(at)+"}", filepath.Join(tree, filepath.FromSlash(target)))
	}
	return strings.NewReplacer(pairs...).Replace
}
