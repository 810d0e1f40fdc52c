// SPDX-License-Identifier: Apache-2.0

/** The files of a configuration by relative path, or the text of a `main.tf` alone. */
export type Snippet = string | Readonly<Record<string, string>>;

const use = 'module "m" {\n  source = "./m"\n}\n';

/** Configurations that Terraform has something to say about, by what is wrong with them. */
export const badSnippets: Readonly<Record<string, Snippet>> = {
  "syntax error": "variable {",
  "unclosed block": 'resource "terraform_data" "a" {\n',
  "unknown block": 'resourse "a" "b" {}',
  "unknown block far from any": "zzz {}",
  "argument at the top": "a = 1",
  "block name as argument": "locals = {}",
  "missing label": "variable {}",
  "missing second label": 'resource "terraform_data" {}',
  "extra label": 'locals "a" {}',
  "extra second label": 'variable "a" "b" {}',
  "required_providers at the top": "required_providers {}",

  "variable name with a dot": 'variable "a.b" {}',
  "variable name with a digit first": 'variable "1a" {}',
  "variable named source": 'variable "source" {}',
  "variable named lifecycle": 'variable "lifecycle" {}',
  "variable named count": 'variable "count" {}',
  "variable twice": 'variable "a" {}\nvariable "a" {}',
  "variable thrice": 'variable "a" {}\nvariable "a" {}\nvariable "a" {}',
  "variable in two files": { "a.tf": 'variable "a" {}', "b.tf": '\n  variable "a" {\n}' },
  "variable with unknown argument": 'variable "a" {\n  descripton = "x"\n}',
  "variable with unknown block": 'variable "a" {\n  validations {}\n}',
  "variable description list": 'variable "a" {\n  description = []\n}',
  "variable description reference": 'variable "a" {\n  description = local.x\n}',
  "variable description null": 'variable "a" {\n  description = null\n}',
  "variable sensitive text": 'variable "a" {\n  sensitive = "maybe"\n}',
  "variable sensitive null": 'variable "a" {\n  sensitive = null\n}',
  "variable nullable number": 'variable "a" {\n  nullable = 1\n}',
  "variable ephemeral object": 'variable "a" {\n  ephemeral = {}\n}',
  "variable default is wrong": 'variable "a" {\n  type = number\n  default = "x"\n}',
  "variable default is wrong inside": 'variable "a" {\n  type = list(number)\n  default = [1, "x"]\n}',
  "variable default lacks attribute":
    'variable "a" {\n  type = object({ a = string, b = object({ c = number }) })\n  default = { a = "", b = {} }\n}',
  "variable default is wrong deep inside":
    'variable "a" {\n  type = map(object({ c = number }))\n  default = { k = { c = "x" } }\n}',
  "variable default refers": 'variable "a" {\n  default = var.b\n}',
  "variable default calls": 'variable "a" {\n  default = upper("a")\n}',
  "variable default null": 'variable "a" {\n  nullable = false\n  default = null\n}',
  "variable type unknown": 'variable "a" {\n  type = strin\n}',
  "variable type quoted": 'variable "a" {\n  type = "string"\n}',
  "variable type quoted list": 'variable "a" {\n  type = "list"\n}',
  "variable type quoted map": 'variable "a" {\n  type = "map"\n}',
  "variable type quoted other": 'variable "a" {\n  type = "number"\n}',
  "variable type list of nothing": 'variable "a" {\n  type = list()\n}',
  "variable type is an expression": 'variable "a" {\n  type = 1 + 2\n}',
  "variable type optional outside": 'variable "a" {\n  type = optional(string)\n}',
  "variable type optional default": 'variable "a" {\n  type = object({ a = optional(number, "x") })\n}',
  "validation about something else":
    'variable "b" {}\nvariable "a" {\n  validation {\n    condition = var.b != ""\n    error_message = "No."\n  }\n}',
  "validation constant": 'variable "a" {\n  validation {\n    condition = true\n    error_message = "No."\n  }\n}',
  "validation without message": 'variable "a" {\n  validation {\n    condition = var.a != ""\n  }\n}',
  "validation empty": 'variable "a" {\n  validation {}\n}',
  "validation of a whole object":
    'variable "a" {\n  validation {\n    condition = var == 1\n    error_message = "No."\n  }\n}',

  "local twice": "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}",
  "local twice in a block": "locals {\n  a = 1\n  a = 2\n}",
  "locals with a block": "locals {\n  a {}\n}",

  "output without value": 'output "a" {}',
  "output twice": 'output "a" {\n  value = 1\n}\noutput "a" {\n  value = 2\n}',
  "output name": 'output "a b" {\n  value = 1\n}',
  "output sensitive": 'output "a" {\n  value = 1\n  sensitive = "x"\n}',
  "output depends_on text": 'output "a" {\n  value = 1\n  depends_on = "x"\n}',
  "output depends_on call": 'output "a" {\n  value = 1\n  depends_on = [upper("x")]\n}',
  "output postcondition": 'output "a" {\n  value = 1\n  postcondition {}\n}',
  "output precondition constant":
    'output "a" {\n  value = 1\n  precondition {\n    condition = true\n    error_message = "No."\n  }\n}',
  "output unknown argument": 'output "a" {\n  vale = 1\n}',

  "resource twice": 'resource "terraform_data" "a" {}\nresource "terraform_data" "a" {}',
  "data twice": 'data "http" "a" {}\ndata "http" "a" {}',
  "ephemeral twice": 'ephemeral "random_password" "a" {}\nephemeral "random_password" "a" {}',
  "resource type": 'resource "a b" "c" {}',
  "resource name": 'resource "terraform_data" "1" {}',
  "data type and name": 'data "a b" "c d" {}',
  "ephemeral type and name": 'ephemeral "a b" "c d" {}',
  "count and for_each": 'resource "terraform_data" "a" {\n  count = 1\n  for_each = {}\n}',
  "count and for_each of data": 'data "http" "a" {\n  for_each = {}\n  count = 1\n}',
  "count and for_each of ephemeral": 'ephemeral "random_password" "a" {\n  count = 1\n  for_each = {}\n}',
  "reserved block": 'resource "terraform_data" "a" {\n  locals {}\n}',
  "reserved block in data": 'data "http" "a" {\n  locals {}\n}',
  "reserved block in ephemeral": 'ephemeral "random_password" "a" {\n  locals {}\n}',
  "escape twice": 'resource "terraform_data" "a" {\n  _ {}\n  _ {}\n}',
  "escape twice in data": 'data "http" "a" {\n  _ {}\n  _ {}\n}',
  "escape twice in ephemeral": 'ephemeral "random_password" "a" {\n  _ {}\n  _ {}\n}',
  "lifecycle twice": 'resource "terraform_data" "a" {\n  lifecycle {}\n  lifecycle {}\n}',
  "lifecycle unknown argument": 'resource "terraform_data" "a" {\n  lifecycle {\n    prevent_destory = true\n  }\n}',
  "lifecycle unknown block": 'resource "terraform_data" "a" {\n  lifecycle {\n    condition {}\n  }\n}',
  "lifecycle of data":
    'data "http" "a" {\n  lifecycle {\n    create_before_destroy = true\n    ignore_changes = all\n  }\n}',
  "lifecycle of ephemeral": 'ephemeral "random_password" "a" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}',
  "prevent_destroy text": 'resource "terraform_data" "a" {\n  lifecycle {\n    prevent_destroy = "x"\n  }\n}',
  "prevent_destroy variable":
    'variable "p" {}\nresource "terraform_data" "a" {\n  lifecycle {\n    prevent_destroy = var.p\n  }\n}',
  "create_before_destroy null":
    'resource "terraform_data" "a" {\n  lifecycle {\n    create_before_destroy = null\n  }\n}',
  "ignore_changes star": 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = ["*"]\n  }\n}',
  "ignore_changes star and more":
    'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = ["*", input]\n  }\n}',
  "ignore_changes quoted": 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = ["input"]\n  }\n}',
  "ignore_changes text": 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = "all"\n  }\n}',
  "ignore_changes call": 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = [upper("x")]\n  }\n}',
  "ignore_changes splat": 'resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = [input[*].x]\n  }\n}',
  "replace_triggered_by self":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [self.id]\n  }\n}',
  "replace_triggered_by variable":
    'variable "v" {}\nresource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [var.v]\n  }\n}',
  "replace_triggered_by two":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = ["${terraform_data.b.id}${terraform_data.c.id}"]\n  }\n}',
  "replace_triggered_by each.value":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [terraform_data.b[each.value].id]\n  }\n}',
  "replace_triggered_by count.x":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [terraform_data.b[count.x].id]\n  }\n}',
  "replace_triggered_by type alone":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [terraform_data]\n  }\n}',
  "replace_triggered_by constant":
    'resource "terraform_data" "a" {\n  lifecycle {\n    replace_triggered_by = [1]\n  }\n}',
  "precondition on itself":
    'resource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition = terraform_data.a.id != ""\n      error_message = "No ${terraform_data.a.id}."\n    }\n  }\n}',
  "postcondition on itself by key":
    'resource "terraform_data" "a" {\n  count = 1\n  lifecycle {\n    postcondition {\n      condition = terraform_data.a[0].id != ""\n      error_message = "No."\n    }\n  }\n}',
  "precondition constant":
    'resource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition = 1 == 1\n      error_message = "No."\n    }\n  }\n}',
  "depends_on text": 'resource "terraform_data" "a" {\n  depends_on = "terraform_data.b"\n}',
  "depends_on expression": 'resource "terraform_data" "a" {\n  depends_on = [1 + 2]\n}',
  "depends_on bad quoted": 'resource "terraform_data" "a" {\n  depends_on = ["1a"]\n}',
  "depends_on index expression": 'resource "terraform_data" "a" {\n  depends_on = [terraform_data.b[var.x]]\n}',

  "provider reference quoted and too long": 'resource "terraform_data" "a" {\n  provider = "aws.x.y"\n}',
  "provider reference too long": 'resource "terraform_data" "a" {\n  provider = aws.x.y\n}',
  "provider reference call": 'resource "terraform_data" "a" {\n  provider = upper("x")\n}',
  "provider reference index": 'resource "terraform_data" "a" {\n  provider = aws["x"]\n}',
  "provider reference number": 'resource "terraform_data" "a" {\n  provider = 1\n}',
  "provider reference upper case": 'resource "terraform_data" "a" {\n  provider = AWS\n}',
  "provider reference underscore": 'resource "terraform_data" "a" {\n  provider = my_aws.x\n}',

  "provider name upper case": 'provider "AWS" {}',
  "provider name underscore": 'provider "my_aws" {}',
  "provider name dashes": 'provider "my--aws" {}',
  "provider name dot": 'provider "my.aws" {}',
  "provider name empty": 'provider "" {}',
  "provider name dash at the end": 'provider "aws-" {}',
  "provider twice": 'provider "aws" {}\nprovider "aws" {}',
  "provider alias twice": 'provider "aws" {\n  alias = "x"\n}\nprovider "aws" {\n  alias = "x"\n}',
  "provider alias bad": 'provider "aws" {\n  alias = "a b"\n}',
  "provider alias reference": 'provider "aws" {\n  alias = var.x\n}',
  "provider reserved arguments": 'provider "aws" {\n  count = 1\n  depends_on = []\n  for_each = {}\n  source = ""\n}',
  "provider reserved block": 'provider "aws" {\n  lifecycle {}\n}',
  "provider escape twice": 'provider "aws" {\n  _ {}\n  _ {}\n}',
  "provider version bad": 'provider "aws" {\n  version = "x"\n}',

  "required_providers twice":
    'terraform {\n  required_providers {}\n}\nterraform {\n  required_providers {\n    aws = "1.0"\n  }\n}',
  "required_providers block": "terraform {\n  required_providers {\n    aws {}\n  }\n}",
  "required_providers list": "terraform {\n  required_providers {\n    aws = []\n  }\n}",
  "required_providers unknown key":
    'terraform {\n  required_providers {\n    aws = { sauce = "hashicorp/aws" }\n  }\n}',
  "required_providers version bad": 'terraform {\n  required_providers {\n    aws = { version = "latest" }\n  }\n}',
  "required_providers version number": "terraform {\n  required_providers {\n    aws = { version = 1 }\n  }\n}",
  "required_providers version of old bad": 'terraform {\n  required_providers {\n    aws = "latest"\n  }\n}',
  "required_providers source number": "terraform {\n  required_providers {\n    aws = { source = 1 }\n  }\n}",
  "required_providers source too long": 'terraform {\n  required_providers {\n    aws = { source = "a/b/c/d" }\n  }\n}',
  "required_providers source empty": 'terraform {\n  required_providers {\n    aws = { source = "" }\n  }\n}',
  "required_providers source part empty":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp//aws" }\n  }\n}',
  "required_providers source type":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/a_b" }\n  }\n}',
  "required_providers source namespace":
    'terraform {\n  required_providers {\n    aws = { source = "a--b/aws" }\n  }\n}',
  "required_providers source host":
    'terraform {\n  required_providers {\n    aws = { source = "a..b/hashicorp/aws" }\n  }\n}',
  "required_providers source with prefix":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/terraform-provider-aws" }\n  }\n}',
  "required_providers source of the registry alone":
    'terraform {\n  required_providers {\n    aws = { source = "registry.terraform.io/aws" }\n  }\n}',
  "required_providers alias of another":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", configuration_aliases = [gcp.x] }\n  }\n}',
  "required_providers alias text":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", configuration_aliases = ["aws.x"] }\n  }\n}',
  "required_providers aliases not a list":
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", configuration_aliases = aws.x }\n  }\n}',
  "required_providers local name":
    'terraform {\n  required_providers {\n    my_aws = { source = "hashicorp/aws" }\n  }\n}',
  "required_providers local name upper case":
    'terraform {\n  required_providers {\n    AWS = { source = "hashicorp/aws" }\n  }\n}',
  "required_providers old local name": 'terraform {\n  required_providers {\n    my_aws = "1.0"\n  }\n}',
  "required_providers key reference":
    'terraform {\n  required_providers {\n    aws = { (var.x) = "hashicorp/aws" }\n  }\n}',

  "required_version too new": 'terraform {\n  required_version = ">= 99"\n}\nzzz {}',
  "required_version twice":
    'terraform {\n  required_version = "< 1"\n}\nterraform {\n  required_version = "~> 1.10.0"\n}',
  "required_version bad": 'terraform {\n  required_version = "newest"\n}',
  "required_version number": "terraform {\n  required_version = 1.11\n}",
  "required_version list": "terraform {\n  required_version = []\n}",
  "terraform unknown argument": "terraform {\n  require_version = 1\n}",
  "terraform unknown block": "terraform {\n  require_providers {}\n}",
  "terraform label": 'terraform "x" {}',
  "language edition": "terraform {\n  language = TF2099\n}",
  "language edition of old": "terraform {\n  language = TF2020\n}",
  "language edition number": "terraform {\n  language = 1\n}",
  "language edition text": 'terraform {\n  language = "TF2021"\n}',

  "module twice": { "main.tf": use + use, "m/main.tf": "" },
  "module name": { "main.tf": 'module "a b" {\n  source = "./m"\n}', "m/main.tf": "" },
  "module source missing": 'module "m" {}',
  "module source reference": 'module "m" {\n  source = var.s\n}',
  "module source number": 'module "m" {\n  source = []\n}',
  "module source without dot": 'module "m" {\n  source = "m"\n}',
  "module source without dot in a folder": 'module "m" {\n  source = "modules/m"\n}',
  "module local with version": { "main.tf": 'module "m" {\n  source = "./m"\n  version = "1.0"\n}', "m/main.tf": "" },
  "module count and for_each": {
    "main.tf": 'module "m" {\n  source = "./m"\n  count = 1\n  for_each = {}\n}',
    "m/main.tf": "",
  },
  "module reserved blocks": {
    "main.tf": 'module "m" {\n  source = "./m"\n  lifecycle {}\n  locals {}\n  provider "x" {}\n}',
    "m/main.tf": "",
  },
  "module escape twice": { "main.tf": 'module "m" {\n  source = "./m"\n  _ {}\n  _ {}\n}', "m/main.tf": "" },
  "module providers text": { "main.tf": 'module "m" {\n  source = "./m"\n  providers = "x"\n}', "m/main.tf": "" },
  "module providers twice": {
    "main.tf": 'module "m" {\n  source = "./m"\n  providers = {\n    aws = aws\n    aws = aws.x\n  }\n}',
    "m/main.tf": "",
  },
  "module providers call": {
    "main.tf": 'module "m" {\n  source = "./m"\n  providers = { aws = upper("x") }\n}',
    "m/main.tf": "",
  },
  "module depends_on": { "main.tf": 'module "m" {\n  source = "./m"\n  depends_on = [1]\n}', "m/main.tf": "" },
  "error in a module": { "main.tf": use, "m/main.tf": 'variable "a.b" {}' },
  "error in a module's module": {
    "main.tf": use,
    "m/main.tf": 'module "n" {\n  source = "../n"\n}',
    "n/main.tf": 'output "o" {}',
  },
  "duplicates in a module": { "main.tf": use, "m/a.tf": 'variable "a" {}', "m/b.tf": 'variable "a" {}' },
  "import in a module": {
    "main.tf": use,
    "m/main.tf": 'resource "terraform_data" "a" {}\nimport {\n  to = terraform_data.a\n  id = "x"\n}',
  },
  "required_version of a module": { "main.tf": use, "m/main.tf": 'terraform {\n  required_version = "> 99"\n}' },

  "alias not handed over": {
    "main.tf": use,
    "m/main.tf":
      'terraform {\n  required_providers {\n    foo = { source = "example/foo", configuration_aliases = [foo.x] }\n  }\n}',
  },
  "alias not handed over of a default provider": {
    "main.tf": use,
    "m/main.tf":
      'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", configuration_aliases = [aws.x, aws.y] }\n  }\n}',
  },
  "configuration overridden": {
    "main.tf": 'provider "aws" {}\nmodule "m" {\n  source = "./m"\n  providers = { aws = aws }\n}',
    "m/main.tf": 'provider "aws" {\n  region = "x"\n}',
  },
  "legacy module with count": {
    "main.tf": 'module "m" {\n  source = "./m"\n  count = 2\n}',
    "m/main.tf": 'provider "aws" {\n  region = "x"\n}',
  },
  "legacy module with depends_on": {
    "main.tf": 'resource "terraform_data" "a" {}\nmodule "m" {\n  source = "./m"\n  depends_on = [terraform_data.a]\n}',
    "m/main.tf": 'provider "aws" {\n  region = "x"\n}',
  },
  "legacy module deep below for_each": {
    "main.tf": 'module "m" {\n  source = "./m"\n  for_each = {}\n}',
    "m/main.tf": 'module "n" {\n  source = "../n"\n}',
    "n/main.tf": 'provider "aws" {\n  region = "x"\n}',
  },
  "provider types differ": {
    "main.tf":
      'terraform {\n  required_providers {\n    foo = { source = "example/foo" }\n  }\n}\nmodule "m" {\n  source = "./m"\n  providers = { foo = foo }\n}',
    "m/main.tf": 'terraform {\n  required_providers {\n    foo = { source = "other/foo" }\n  }\n}',
  },
  "handed over and unknown": {
    "main.tf":
      'terraform {\n  required_providers {\n    foo = { source = "example/foo" }\n  }\n}\nmodule "m" {\n  source = "./m"\n  providers = { bar = foo }\n}',
    "m/main.tf": "",
  },

  "check without assertion": 'check "c" {}',
  "check name":
    'check "a b" {\n  assert {\n    condition = terraform.workspace != ""\n    error_message = "No."\n  }\n}',
  "check constant": 'check "c" {\n  assert {\n    condition = true\n    error_message = "No."\n  }\n}',
  "check twice":
    'check "c" {\n  assert {\n    condition = path.root != ""\n    error_message = "No."\n  }\n}\ncheck "c" {\n  assert {\n    condition = path.root != ""\n    error_message = "No."\n  }\n}',
  "check with two data":
    'check "c" {\n  data "http" "a" {}\n  data "http" "b" {}\n  assert {\n    condition = data.http.a.id != ""\n    error_message = "No."\n  }\n}',
  "check with data of another":
    'data "http" "a" {}\ncheck "c" {\n  data "http" "a" {}\n  assert {\n    condition = data.http.a.id != ""\n    error_message = "No."\n  }\n}',
  "check with count":
    'check "c" {\n  data "http" "a" {\n    count = 1\n    lifecycle {}\n  }\n  assert {\n    condition = data.http.a.id != ""\n    error_message = "No."\n  }\n}',
  "check with for_each":
    'check "c" {\n  data "http" "a" {\n    for_each = {}\n  }\n  assert {\n    condition = data.http.a.id != ""\n    error_message = "No."\n  }\n}',
  "check with a resource": 'check "c" {\n  resource "a" "b" {}\n}',

  "moved without to": "moved {\n  from = terraform_data.a\n}",
  "moved of two kinds": "moved {\n  from = terraform_data.a\n  to = module.m\n}",
  "moved by expression": "moved {\n  from = terraform_data.a[var.x]\n  to = terraform_data.b\n}",
  "moved type alone": "moved {\n  from = terraform_data\n  to = terraform_data.b\n}",
  "moved key by dot": "moved {\n  from = terraform_data.a.b\n  to = terraform_data.b\n}",
  "moved too long": "moved {\n  from = terraform_data.a[0].b\n  to = terraform_data.b\n}",
  "moved fraction": "moved {\n  from = terraform_data.a[1.5]\n  to = terraform_data.b\n}",
  "moved module without name": "moved {\n  from = module\n  to = module.b\n}",
  "moved module by index": "moved {\n  from = module[0]\n  to = module.b\n}",
  "moved module fraction": "moved {\n  from = module.a[1.5]\n  to = module.b\n}",
  "moved data": "moved {\n  from = data.http\n  to = terraform_data.b\n}",
  "moved in quotes": 'moved {\n  from = "terraform_data.a"\n  to = terraform_data.b\n}',

  "removed without from": "removed {}",
  "removed data": "removed {\n  from = data.http.a\n}",
  "removed instance": "removed {\n  from = terraform_data.a[0]\n}",
  "removed module instance": "removed {\n  from = module.a[0]\n}",
  "removed in a module instance": 'removed {\n  from = module.a["x"].terraform_data.b\n}',
  "removed destroy text": 'removed {\n  from = terraform_data.a\n  lifecycle {\n    destroy = "x"\n  }\n}',
  "removed unknown argument": "removed {\n  from = terraform_data.a\n  destroy = true\n}",

  "import without id": "import {\n  to = terraform_data.a\n}",
  "import without to": 'import {\n  id = "x"\n}',
  "import text": 'import {\n  id = "x"\n  to = "terraform_data.a"\n}',
  "import module": 'import {\n  id = "x"\n  to = module.a\n}',
  "import type alone": 'import {\n  id = "x"\n  to = terraform_data\n}',
  "import data": 'import {\n  id = "x"\n  to = data.http.a\n}',
  "import call": 'import {\n  id = "x"\n  to = upper("x")\n}',
  "import with provider in a module": 'import {\n  id = "x"\n  to = module.a.terraform_data.b\n  provider = aws\n}',
  "import twice":
    'resource "terraform_data" "a" {}\nimport {\n  id = "x"\n  to = terraform_data.a\n}\nimport {\n  id = "y"\n  to = terraform_data.a\n}',

  "override of no variable": { "a_override.tf": 'variable "a" {}' },
  "override of no local": { "override.tf": "locals {\n  a = 1\n}" },
  "override of no output": { "override.tf": 'output "a" {\n  value = 1\n}' },
  "override of no resource": { "override.tf": 'resource "terraform_data" "a" {}' },
  "override of no data": { "override.tf": 'data "http" "a" {}' },
  "override of no module": { "override.tf": 'module "a" {\n  source = "./m"\n}' },
  "override of no alias": { "override.tf": 'provider "aws" {\n  alias = "x"\n}' },
  "override of depends_on": {
    "main.tf": 'resource "terraform_data" "a" {}',
    "override.tf": 'resource "terraform_data" "a" {\n  depends_on = [terraform_data.b]\n}',
  },
  "override of output's depends_on": {
    "main.tf": 'output "a" {\n  value = 1\n}',
    "override.tf": 'output "a" {\n  depends_on = [terraform_data.b]\n}',
  },
  "override of a check": { "override.tf": 'check "c" {}' },
  "override of moved": { "override.tf": "moved {}" },
  "override of import": { "override.tf": "import {}" },
  "override of a precondition": {
    "main.tf": 'resource "terraform_data" "a" {}',
    "override.tf": 'resource "terraform_data" "a" {\n  lifecycle {\n    precondition {}\n  }\n}',
  },
  "override of a validation": { "main.tf": 'variable "a" {}', "override.tf": 'variable "a" {\n  validation {}\n}' },
  "override makes default wrong": {
    "main.tf": 'variable "a" {\n  default = "x"\n}',
    "override.tf": 'variable "a" {\n  type = number\n}',
  },
  "override has wrong default": {
    "main.tf": 'variable "a" {\n  type = number\n}',
    "override.tf": 'variable "a" {\n  default = "x"\n}',
  },
  "override has null default": {
    "main.tf": 'variable "a" {\n  nullable = false\n}',
    "override.tf": 'variable "a" {\n  default = null\n}',
  },
  "override has both wrong": {
    "main.tf": 'variable "a" {}',
    "override.tf": 'variable "a" {\n  type = number\n  default = "x"\n}',
  },

  "JSON syntax": { "main.tf.json": "{" },
  "JSON text": { "main.tf.json": '"x"' },
  "JSON unknown block": { "main.tf.json": '{"resourse": {}}' },
  "JSON variable": { "main.tf.json": '{"variable": {"a": {"type": "strin"}}}' },
  "JSON duplicate": { "main.tf.json": '{"variable": [{"a": {}}, {"a": {}}]}' },
  "JSON locals": { "main.tf.json": '{"locals": {"a b": 1}}' },
  "JSON depends_on": { "main.tf.json": '{"resource": {"terraform_data": {"a": {"depends_on": ["1 + 2"]}}}}' },
  "JSON provider": { "main.tf.json": '{"resource": {"terraform_data": {"a": {"provider": "aws.x.y"}}}}' },
  "JSON ignore_changes": {
    "main.tf.json": '{"resource": {"terraform_data": {"a": {"lifecycle": {"ignore_changes": ["*"]}}}}}',
  },
  "JSON replace_triggered_by": {
    "main.tf.json": '{"resource": {"terraform_data": {"a": {"lifecycle": {"replace_triggered_by": ["var.x"]}}}}}',
  },
  "JSON import": { "main.tf.json": '{"import": {"to": "module.x", "id": "1"}}' },
  "JSON moved": { "main.tf.json": '{"moved": {"from": "terraform_data.a", "to": "module.m"}}' },
  "JSON required_providers": {
    "main.tf.json": '{"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "sauce": ""}}}}',
  },
  "JSON aliases": {
    "main.tf.json":
      '{"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "configuration_aliases": ["gcp.x"]}}}}',
  },
  "JSON check": { "main.tf.json": '{"check": {"c": {"assert": {"condition": "${true}", "error_message": "No."}}}}' },
};

/** Configurations with which nothing is wrong. They need no provider but that which is built in. */
export const goodSnippets: Readonly<Record<string, Snippet>> = {
  nothing: {},
  everything: {
    "main.tf": `
terraform {
  required_version = ">= 1.5, < 2"
  language = TF2021
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
variable "a" {
  type = object({ n = optional(number, 3), s = string })
  default = { s = "x" }
  nullable = false
  sensitive = true
  description = "d"
  validation {
    condition = var.a.n > 1 && local.l != ""
    error_message = "No \${var.a.s}."
  }
}
variable "l" {
  type = list
  default = []
}
locals {
  l = "x"
}
resource "terraform_data" "a" {
  count = 2
  input = local.l
  depends_on = [terraform_data.b, module.m]
  lifecycle {
    create_before_destroy = true
    prevent_destroy = "false"
    ignore_changes = [input, output["x"].y]
    replace_triggered_by = [terraform_data.b["k"].id, terraform_data.c[count.index]]
    precondition {
      condition = local.l != ""
      error_message = "No."
    }
    postcondition {
      condition = self.id != ""
      error_message = "No."
    }
  }
}
resource "terraform_data" "b" {
  for_each = toset(["k"])
  triggers_replace = each.key
  lifecycle {
    ignore_changes = all
  }
}
resource "terraform_data" "c" {
  count = 2
}
module "m" {
  source = "./m"
  for_each = toset(["x"])
  in = "\${each.key}"
}
output "o" {
  value = module.m["x"].out
  depends_on = [terraform_data.a]
  sensitive = true
  precondition {
    condition = path.root != ""
    error_message = "No."
  }
}
check "c" {
  assert {
    condition = terraform.workspace == "default"
    error_message = "No."
  }
}
moved {
  from = terraform_data.old
  to = terraform_data.c
}
moved {
  from = module.old["x"]
  to = module.m["x"]
}
removed {
  from = module.gone.terraform_data.x
  lifecycle {
    destroy = false
  }
}
import {
  for_each = toset([0, 1])
  to = terraform_data.c[each.key]
  id = "x"
}
`,
    "m/main.tf": 'variable "in" {}\noutput "out" {\n  value = var.in\n}\nmodule "n" {\n  source = "../n"\n}\n',
    "n/main.tf": "",
  },
  overrides: {
    "main.tf": `
variable "a" {
  type = number
  default = 1
}
locals {
  x = 1
}
output "o" {
  value = 1
}
resource "terraform_data" "a" {
  input = 1
}
module "m" {
  source = "./m"
  in = 1
}
`,
    "a_override.tf": `
variable "a" {
  type = string
}
locals {
  x = 2
}
output "o" {
  description = "d"
}
resource "terraform_data" "a" {
  count = 2
  input = 2
  lifecycle {
    prevent_destroy = true
  }
}
module "m" {
  in = 2
}
`,
    "m/main.tf": 'variable "in" {}',
  },
  JSON: {
    "main.tf.json": JSON.stringify({
      "//": "comment",
      terraform: { required_version: "~> 1.0" },
      variable: { a: { type: "list(string)", default: ["x"] } },
      locals: { l: "${var.a[0]}" },
      resource: {
        terraform_data: {
          a: { input: "${local.l}", provider: "terraform" },
          b: {
            depends_on: ["terraform_data.a"],
            lifecycle: { ignore_changes: ["input"], replace_triggered_by: ["terraform_data.a.id"] },
          },
        },
      },
      output: { o: { value: "${terraform_data.b.id}" } },
      moved: [{ from: "terraform_data.x", to: "terraform_data.a" }],
      import: [{ to: "terraform_data.a", id: "i" }],
    }),
  },
  "resources by their long names":
    'resource "terraform_data" "a" {}\noutput "o" {\n  value = resource.terraform_data.a.id\n}',
  "escaped arguments": 'resource "terraform_data" "a" {\n  _ {\n    input = 1\n  }\n}',
  "provider in quotes": 'resource "terraform_data" "a" {\n  provider = "terraform"\n}',
  "warning of quotes":
    'resource "terraform_data" "a" {}\nresource "terraform_data" "b" {\n  depends_on = ["terraform_data.a"]\n}',
};
