// SPDX-License-Identifier: Apache-2.0

import type { DifferentialCase, DifferentialStep } from "./differential.ts";

function main(text: string, more: Readonly<Record<string, string>> = {}): DifferentialStep {
  return { files: { "main.tf": text, ...more } };
}

const destroy: DifferentialStep = { plan: { mode: "destroy" } };

const child = `
variable "i" {
  type = string
  validation {
    condition     = length(var.i) > 1
    error_message = "too short"
  }
}
resource "terraform_data" "x" {
  input            = var.i
  triggers_replace = var.i
  lifecycle {
    create_before_destroy = true
  }
}
output "o" {
  value = terraform_data.x.output
}
`;

/** What is compared with Terraform, without any provider but the one that it has itself. */
export const differentialCases: Readonly<Record<string, DifferentialCase>> = {
  "repetition, outputs, and a change of both": {
    steps: [
      main(`
variable "n" {
  default = 2
}
locals {
  x = length(terraform_data.a)
}
resource "terraform_data" "a" {
  count = var.n
  input = "x\${count.index}"
}
resource "terraform_data" "b" {
  for_each = toset(["k", "l"])
  input    = { k = each.key, all = terraform_data.a[*].output }
}
output "o" {
  value = terraform_data.b["k"].output
}
output "l" {
  value = local.x
}
`),
      {},
      main(`
resource "terraform_data" "a" {
  count            = 1
  input            = "y"
  triggers_replace = [1]
}
output "o" {
  value = terraform_data.a[0].output
}
output "n" {
  value = null
}
`),
      destroy,
      destroy,
    ],
  },
  "objects move with and without moved blocks": {
    steps: [
      main(`resource "terraform_data" "a" {\n  input = 1\n}`),
      main(`resource "terraform_data" "a" {\n  count = 2\n  input = 1\n}`),
      main(`resource "terraform_data" "a" {\n  input = 1\n}`),
      main(`
resource "terraform_data" "c" {
  for_each = { k = 1 }
  input    = 1
}
moved {
  from = terraform_data.a
  to   = terraform_data.b
}
moved {
  from = terraform_data.b
  to   = terraform_data.c["k"]
}
`),
      main(`
moved {
  from = terraform_data.c
  to   = terraform_data.gone
}
`),
    ],
  },
  "modules with count, depends_on and a move of one": {
    steps: [
      main(
        `
module "m" {
  source = "./m"
  count  = 2
  i      = "v\${count.index}"
}
module "n" {
  source     = "./m"
  i          = module.m[1].o
  depends_on = [terraform_data.z]
}
resource "terraform_data" "z" {
  input = module.m[*].o
}
output "all" {
  value = [module.m[*].o, module.n.o]
}
`,
        { "m/main.tf": child },
      ),
      main(`module "m" {\n  source = "./m"\n  i = "ww"\n}`),
      main(`module "m" {\n  source = "./m"\n  i = "www"\n}\nmoved {\n  from = module.n\n  to = module.m\n}`),
    ],
  },
  "sensitive values stay so, and marks alone are an update": {
    steps: [
      main(`
variable "s" {
  default   = "hush"
  sensitive = true
}
resource "terraform_data" "x" {
  input = { a = var.s, b = 1 }
}
output "o" {
  value     = terraform_data.x.output
  sensitive = true
}
`),
      {},
      main(`
resource "terraform_data" "x" {
  input = { a = "hush", b = 1 }
}
output "o" {
  value = terraform_data.x.output
}
`),
    ],
  },
  "conditions that do not hold": {
    steps: [
      main(`
resource "terraform_data" "x" {
  input = 1
  lifecycle {
    precondition {
      condition     = 1 == 1
      error_message = "no"
    }
    postcondition {
      condition     = self.output == 2
      error_message = "output is \${self.output}"
    }
  }
}
check "c" {
  assert {
    condition     = terraform_data.x.output == 3
    error_message = "not three but \${terraform_data.x.output}"
  }
}
output "o" {
  value = 1
  precondition {
    condition     = false
    error_message = "bad output"
  }
}
`),
      main(`
resource "terraform_data" "x" {
  input = 1
}
check "c" {
  assert {
    condition     = terraform_data.x.output == 3
    error_message = "not three but \${terraform_data.x.output}"
  }
}
`),
    ],
  },
  "references that lead nowhere": {
    steps: [
      main(`
resource "terraform_data" "x" {
  input = var.none
  count = terraform_data.y.id
}
resource "terraform_data" "y" {
  for_each = [1]
  input    = local.nope
}
resource "terraform_data" "z" {
  input = data.foo.bar.x
}
output "a" { value = terraform_data.q.id }
output "b" { value = module.m.x }
output "c" { value = each.key }
output "d" { value = count.index }
output "e" { value = self.x }
output "f" { value = path.modul }
output "g" { value = terraform.workspace }
`),
    ],
  },
  "repetition that is not known, or not allowed": {
    steps: [
      main(`
resource "terraform_data" "x" {}
resource "terraform_data" "n" {
  count = length(terraform_data.x.id)
}
`),
      main(`
resource "terraform_data" "x" {}
resource "terraform_data" "n" {
  for_each = toset([terraform_data.x.id])
}
`),
      main(`
variable "s" {
  default   = "x"
  sensitive = true
}
resource "terraform_data" "n" {
  for_each = toset([var.s])
}
output "bad" { value = var.s }
resource "terraform_data" "m" {
  count = -1
}
resource "terraform_data" "o" {
  count = 1.5
}
resource "terraform_data" "p" {
  count = null
}
`),
    ],
  },
  "ephemeral values where they may not be": {
    steps: [
      main(`
variable "e" {
  default   = "x"
  ephemeral = true
}
resource "terraform_data" "n" {
  input = var.e
}
resource "terraform_data" "c" {
  count = var.e == "x" ? 1 : 0
}
output "e" { value = var.e }
output "f" {
  value     = 1
  ephemeral = true
}
`),
    ],
  },
  "functions of providers, and such that change": {
    steps: [
      main(`
terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
locals {
  a = provider::terraform::encode_expr([1, "x"])
  b = provider::terraform::encode_tfvars({ q = local.a })
}
resource "terraform_data" "u" {
  input = uuid()
}
output "b" { value = local.b }
output "t" { value = timestamp() == "" }
output "f" { value = "\${path.module} \${path.root} \${fileexists("main.tf")}" }
`),
    ],
  },
  "destruction is prevented": {
    steps: [
      main(`
resource "terraform_data" "u" {
  input = 1
  lifecycle {
    prevent_destroy = true
  }
}
`),
      destroy,
      main(`
resource "terraform_data" "u" {
  triggers_replace = 1
  lifecycle {
    prevent_destroy = true
  }
}
`),
    ],
  },
  "references to attributes that there are not, and to itself": {
    steps: [
      main(`
resource "terraform_data" "x" {
  input = 1
}
output "o" { value = terraform_data.x.outpat }
output "p" { value = terraform_data.x.id.foo }
`),
      main(`
resource "terraform_data" "x" {
  input = terraform_data.x.id
}
`),
    ],
  },
  "moves and imports to where nothing is": {
    steps: [
      main(`resource "terraform_data" "x" {\n  input = 1\n}`),
      main(`
resource "terraform_data" "x" {
  input = 1
}
resource "terraform_data" "y" {
  input = 1
}
moved {
  from = terraform_data.x
  to   = terraform_data.y
}
`),
      main(`
import {
  to = terraform_data.q
  id = "x"
}
`),
      main(`
resource "terraform_data" "q" {
  count = 1
}
import {
  to = terraform_data.q[1]
  id = "x"
}
`),
      main(`
resource "terraform_data" "q" {}
import {
  to = terraform_data.q
  id = "x"
}
`),
    ],
  },
  "variables of a file, one that breaks a rule, and one that is missing": {
    steps: [
      main(
        `
variable "a" { type = string }
variable "b" {
  type    = object({ x = optional(number, 3), y = list(string) })
  default = { y = ["q"] }
}
variable "c" {
  type    = number
  default = 5
  validation {
    condition     = var.c < 3
    error_message = "c is \${var.c}"
  }
}
output "all" { value = [var.a, var.b, var.c] }
`,
        { "terraform.tfvars": "a = 5\nc = 1\n" },
      ),
      { files: { "terraform.tfvars": "a = 5\nc = 4\n" } },
      { files: { "terraform.tfvars": "c = 1\n" } },
    ],
  },
};
