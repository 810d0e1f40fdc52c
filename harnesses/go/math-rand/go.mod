// SPDX-License-Identifier: Apache-2.0

module provide-foundry.dev/harnesses/math-rand

go 1.26.8
