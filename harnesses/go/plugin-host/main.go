// SPDX-License-Identifier: Apache-2.0

// Command plugin-host starts a plugin as Terraform does, with go-plugin itself,
// takes it through the steps it is asked for and prints one JSON object with
// what each step gave. It is the independent peer of our plugin server.
//
//	plugin-host [flags] PLUGIN [ARGUMENT ...]
//
// Exit codes: 0 every step passed, 1 one did not, 2 wrong usage.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// options are what a test chooses about the host.
type options struct {
	cookieKey, cookieValue string
	versions               []int
	mutualTLS              bool
	key                    string
	multiplex              bool
	startTimeout           time.Duration
	steps                  []string
	readRequest            string
}

func main() {
	var opts options
	var versions, steps string
	flag.StringVar(&opts.cookieKey, "cookie-key", "TF_PLUGIN_MAGIC_COOKIE", "environment variable of the magic cookie")
	flag.StringVar(&opts.cookieValue, "cookie-value", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "magic cookie")
	flag.StringVar(&versions, "versions", "5,6", "protocol versions to offer")
	flag.BoolVar(&opts.mutualTLS, "auto-mtls", true, "exchange one-time certificates")
	flag.StringVar(&opts.key, "key", "", "the kind of key for mutual TLS; go-plugin's own choice when empty")
	flag.BoolVar(&opts.multiplex, "multiplex", false, "let the broker's connections share the first")
	flag.DurationVar(&opts.startTimeout, "start-timeout", 20*time.Second, "how long the handshake line may take")
	flag.StringVar(&steps, "steps", "ping,schema,unknown-method", "steps between start and shutdown: "+strings.Join(stepNames(), ", "))
	flag.StringVar(&opts.readRequest, "read", "{}", "the ReadResource request that read-speed sends, as JSON")
	flag.Parse()

	if flag.NArg() == 0 {
		usage("name the plugin to start")
	}
	for _, text := range strings.Split(versions, ",") {
		version, err := strconv.Atoi(text)
		if err != nil {
			usage(fmt.Sprintf("%q is not a protocol version", text))
		}
		opts.versions = append(opts.versions, version)
	}
	if steps != "" {
		opts.steps = strings.Split(steps, ",")
	}
	for _, name := range opts.steps {
		if _, ok := steppers[name]; !ok {
			usage(fmt.Sprintf("there is no step %q", name))
		}
	}

	result, err := runSession(exec.Command(flag.Arg(0), flag.Args()[1:]...), opts)
	if err != nil {
		usage(err.Error())
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(result); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !result.passed() {
		os.Exit(1)
	}
}

func usage(problem string) {
	fmt.Fprintln(os.Stderr, problem)
	flag.Usage()
	os.Exit(2)
}
