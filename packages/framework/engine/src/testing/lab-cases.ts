// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import type { DifferentialCase, DifferentialStep } from "./differential.ts";

const program = path.join(import.meta.dirname, "lab-program.js");
const header = `terraform {
  required_providers {
    lab = { source = "example/lab" }
  }
}
`;

const destroy: DifferentialStep = { plan: { mode: "destroy" } };

function lab(...steps: readonly DifferentialStep[]): DifferentialCase {
  return { providers: { "example/lab": [process.execPath, program] }, steps };
}

function configuration(text: string): DifferentialStep {
  return { files: { "main.tf": header + text } };
}

/** What is compared with Terraform with a provider that has attributes of all kinds. */
export const labCases: Readonly<Record<string, DifferentialCase>> = {
  "ephemeral values go to what is only written": lab(
    configuration(`
ephemeral "lab_token" "t" {
  name = "a"
}
ephemeral "lab_token" "late" {
  name = lab_vault.v.name == "v" ? "x\${lab_vault.v.length}" : "y"
}
resource "lab_vault" "v" {
  name = "v"
  secret = ephemeral.lab_token.t.value
  secret_version = 1
}
resource "lab_vault" "w" {
  name = "w"
  secret = ephemeral.lab_token.late.value
}
output "l" { value = lab_vault.w.length }
`),
    {},
    configuration(`
ephemeral "lab_token" "t" {
  name = "ab"
}
resource "lab_vault" "v" {
  name = "v"
  secret = ephemeral.lab_token.t.value
  secret_version = 2
}
`),
    configuration(`
ephemeral "lab_token" "t" {
  count = 2
  name = "ab"
}
resource "lab_vault" "v" {
  name = ephemeral.lab_token.t[0].value
}
output "x" { value = ephemeral.lab_token.t[1].value }
locals { n = length(ephemeral.lab_token.t) }
output "n" { value = local.n }
`),
    destroy,
  ),
  "nested attributes and blocks of all kinds, with ignored changes, dynamic blocks and an import": lab(
    configuration(`
resource "lab_net" "n" {
  name = "n"
  password = "hush"
  tags = { a = "1" }
  labels = ["x", "y"]
  rules = [{ port = 1 }, { port = 2, note = "two" }]
  owners = { z = { mail = "m" }, a = { mail = "b", role = "writer" } }
  meta = {}
  route { to = "a" }
  route {
    to = "b"
    cost = 5
  }
  peer { name = "p" }
  peer { name = "q" }
}
output "r" { value = lab_net.n.rules[1].level }
output "all" {
  value = lab_net.n
  sensitive = true
}
`),
    {},
    configuration(`
resource "lab_net" "n" {
  name = "n2"
  size = 4
  labels = ["y", "z"]
  rules = [{ port = 2, note = "two" }]
  owners = { z = { mail = "m2" } }
  route {
    to = "b"
  }
  peer { name = "q" }
  peer { name = "r" }
  lifecycle { ignore_changes = [size, owners["z"], route[0].cost] }
}
`),
    configuration(`
variable "names" { default = ["u", "v"] }
resource "lab_net" "n" {
  name = "n2"
  zone = "z"
  dynamic "route" {
    for_each = var.names
    content {
      to = "\${route.value}\${route.key}"
      cost = terraform_data.c.output
    }
  }
  dynamic "peer" {
    for_each = terraform_data.d.output
    content { name = peer.value }
  }
}
resource "terraform_data" "c" { input = 7 }
resource "terraform_data" "d" { input = ["k"] }
data "lab_echo" "e" { text = lab_net.n.id }
data "lab_echo" "f" { text = "f" }
output "e" { value = [data.lab_echo.e.answer, data.lab_echo.f.answer] }
`),
    {},
    configuration(`
resource "lab_net" "n" {
  name = "imported"
}
resource "lab_net" "i" {
  name = "im"
}
import {
  to = lab_net.i
  id = "im"
}
`),
  ),
  "configurations that do not fit their schemas": lab(
    configuration(`
resource "lab_net" "n" {
  name = 1
  size = "x"
  nope = 3
  route { }
  rules = [{ note = "x" }]
}
resource "lab_nett" "m" {}
data "lab_ech" "x" {}
ephemeral "lab_tok" "x" {}
`),
  ),
  "replacement on request, and a postcondition": lab(
    configuration(`
resource "lab_net" "n" {
  name = "a"
}
`),
    { plan: { replace: ["lab_net.n"] } },
    configuration(`
resource "lab_net" "n" {
  name = "a"
  lifecycle { 
    postcondition {
      condition = self.size == 4
      error_message = "size"
    }
  }
}
`),
  ),
  "replacement of one instance, and of what is made from it": lab(
    configuration(`
resource "lab_net" "n" {
  count = 2
  name = "a\${count.index}"
  zone = "z"
}
resource "lab_net" "m" {
  name = lab_net.n[1].id
}
`),
    configuration(`
resource "lab_net" "n" {
  count = 2
  name = "a\${count.index}"
  zone = count.index == 1 ? "y" : "z"
}
resource "lab_net" "m" {
  name = lab_net.n[1].id
}
`),
    configuration(`
resource "lab_net" "n" {
  count = 1
  name = "b\${count.index}"
}
`),
  ),
};
