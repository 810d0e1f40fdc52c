// SPDX-License-Identifier: Apache-2.0

module provide-foundry.dev/harnesses/yamux-peer

go 1.25.0

require github.com/hashicorp/yamux v0.1.2
