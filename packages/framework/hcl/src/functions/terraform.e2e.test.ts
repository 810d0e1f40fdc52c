// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { constants, generateKeyPairSync, publicEncrypt } from "node:crypto";
import { suite, test } from "node:test";
import type { Value } from "@provide-foundry/cty";
import { marshal, unmarshal } from "@provide-foundry/cty/json";
import { missing, temporaryDirectory, TerraformProject } from "@provide-foundry/testkit";
import { hasErrors } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { parseExpression } from "../syntax/parse.ts";
import { askTerraform } from "../testing/terraform-answers.ts";
import { terraformFunctions } from "./index.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const cipher = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from("secret é"));

const files = {
  "key.pem.txt": privateKey.export({ type: "pkcs1", format: "pem" }) as string,
  "cipher.txt": cipher.toString("base64"),
  "greeting.txt": "hello é\n",
  "bytes.bin.txt": "a\nb",
  "page.tmpl": "%{ for n in names ~}\n- ${upper(n)}\n%{ endfor ~}\n",
  "value.tmpl": "${names}",
  "missing.tmpl": "${nobody}",
  "broken.tmpl": "${",
  "nested.tmpl": '${templatefile("page.tmpl", {})}',
  "null.tmpl": "${null}",
  "sub/inner.txt": "inner",
  "sub/deep/er/inner.txt": "inner",
  "sub/.hidden.txt": "",
};

/** What expressions may refer to: strings that are templates, most of them. */
const locals = String.raw`{
  page = "%\u007b for n in names ~}\n- $\u007bupper(n)}\n%\u007b endfor ~}\n"
  pages = {
    number = "$\u007bn}"
    text = "<$\u007bupper(n)}>"
    broken = "$\u007b"
    reads = "$\u007bfile(\"greeting.txt\")}"
    nested = "$\u007btemplatestring(n, {})}"
    list = "$\u007b[n, n]}"
  }
  list = ["x$\u007bn}y"]
  secret = sensitive("x$\u007bn}")
  five = 5
  none = null
}`;

/** Calls, two spaces or a line apart. */
const calls = String.raw`
  length("abc")  length("héllo👩‍👧")  length([])  length([1,2])  length({})  length({a=1})  length(1)  length(true)
  length(null)
  length(tolist([1]))  length(toset([1,1]))  length(tomap({a=1}))
  alltrue([])  alltrue([true,true])  alltrue([true,false])  alltrue([true,null])  alltrue(["true"])  alltrue([1])
  alltrue(null)
  anytrue([])  anytrue([false,true])  anytrue([false,null])  anytrue([null])  anytrue(["x"])
  coalesce("a","b")  coalesce("","b")  coalesce(null,2)  coalesce("",null)  coalesce()  coalesce(1,"a")
  coalesce([],[1])  coalesce([]...)  coalesce(null,"")  coalesce({},1)
  index(["a","b"],"b")  index(["a"],"z")  index([],1)  index({a=1},1)  index([1,2],"1")  index(tolist([1,2]),2)
  index([null,1],null)
  lookup({a=1},"a")  lookup({a=1},"b")  lookup({a=1},"b",2)  lookup(tomap({a=1}),"b","x")
  lookup(tomap({a=1}),"b",3)  lookup(tomap({a=1}),"b")  lookup([1],"a")  lookup({a=1},"b",1,2)
  lookup({a=1},"b","x")  lookup({a=null},"a",1)  lookup(tomap({a="x"}),"b",1)  lookup({a=1},null,1)
  matchkeys(["a","b","c"],[1,2,1],[1])  matchkeys(["a"],[1,2],[1])  matchkeys(["a"],["x"],[1])  matchkeys([],[],[])
  matchkeys(["a","b"],["1","2"],[2])  matchkeys(["a"],[1],[])
  one([])  one([1])  one([1,2])  one(toset([]))  one(tolist(["a"]))  one("a")  one(null)  one({a=1})
  sum([1,2,3.5])  sum([])  sum(["1","2"])  sum(["a"])  sum([1,null])  sum({a=1})  sum(1)  sum(toset([1,1,2]))
  sum([0.1,0.2])  sum([1e300,1e300])
  transpose({a=["x","y"],b=["y"]})  transpose({})  transpose({a=[]})  transpose({a=[null]})  transpose([])
  startswith("abc","ab")  startswith("abc","b")  startswith("","")  endswith("abc","bc")  endswith("abc","ab")
  strcontains("abc","b")  strcontains("abc","")  startswith(null,"a")  startswith(12,"1")
  replace("a.b.c",".","-")  replace("abc","/[ab]/","<$0>")  replace("abc","/(a)(b)/","$2$1")  replace("abc","/","x")
  replace("abc","/[/","x")  replace("a/b","/","-")  replace("abc","//","-")  replace("abc","","-")
  replace("a\nb","/\n/","-")
  urlencode("a b&c=d/é?*'()!~-_.+")  urlencode("")  base64encode("héllo")  base64decode("aMOpbGxv")
  base64decode("aMOpbGx")  base64decode("/w==")  base64decode("a b")  base64decode("")  base64decode("aGVs\nbG8=")
  base64decode("aGVsbG9=")  base64decode("Zh==")
  md5("a")  sha1("é")  sha256("")  sha512("a")  base64sha256("a")  base64sha512("a")  uuidv5("dns","example.com")
  uuidv5("url","x")  uuidv5("oid","1.2")  uuidv5("x500","CN=a")  uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8","é")
  uuidv5("nope","x")  uuidv5("","x")  length(uuid())
  cidrhost("10.12.112.0/20",16)  cidrhost("10.12.112.0/20",-1)  cidrhost("10.0.0.0/30",4)
  cidrhost("10.0.0.0/30",-5)  cidrhost("fd00:fd12:3456:7890::/72",34)  cidrhost("10.0.0.7/8",1)  cidrhost("nope",1)
  cidrhost("10.0.0.0/33",1)  cidrhost("10.0.0.0",1)  cidrhost("010.001.0.0/8",5)  cidrhost("::/0",1)
  cidrhost("10.0.0.0/8",1.5)  cidrhost("10.0.0.0/32",0)
  cidrhost("1::2:0:0:3/120",7)
  cidrnetmask("172.16.0.0/12")  cidrnetmask("0.0.0.0/0")  cidrnetmask("1.2.3.4/32")  cidrnetmask("::/12")
  cidrsubnet("172.16.0.0/12",4,2)  cidrsubnet("10.1.2.0/24",4,15)  cidrsubnet("10.1.2.0/24",4,16)
  cidrsubnet("10.1.2.0/24",9,0)  cidrsubnet("fd00::/48",16,162)  cidrsubnet("10.0.0.0/8",0,0)
  cidrsubnet("10.0.0.0/8",-1,0)  cidrsubnet("10.1.2.3/16",8,255)  cidrsubnet("fe80::/48",16,6)
  cidrsubnet("fe80::/48",33,6)  cidrsubnet("10.0.0.0/8",8,-1)
  cidrsubnets("10.1.0.0/16",4,4,8,4)  cidrsubnets("10.1.0.0/16")  cidrsubnets("10.0.0.0/31",1,1,1)
  cidrsubnets("10.0.0.0/8",0)  cidrsubnets("10.0.0.0/8",25)  cidrsubnets("fd00::/32",33)
  cidrsubnets("fd00:fd12:3456:7890::/56",16,16,16,32)  cidrsubnets("10.0.0.0/8",8,1)
  cidrsubnets("10.0.0.0/8",1,8,1)
  timecmp("2017-11-22T00:00:00Z","2017-11-22T00:00:00Z")
  timecmp("2017-11-22T00:00:00Z","2017-11-22T01:00:00+02:00")
  timecmp("2017-11-22T00:00:00.1Z","2017-11-22T00:00:00.01Z")
  timecmp("2017-02-30T00:00:00Z","2017-11-22T00:00:00Z")  timecmp("nope","2017-11-22T00:00:00Z")
  timecmp("2017-11-22T24:00:00Z","2017-11-22T00:00:00Z")  timecmp("2017-11-22 00:00:00Z","2017-11-22T00:00:00Z")
  timecmp("2017-11-22T00:00:60Z","2017-11-22T00:00:00Z")
  timecmp("2016-02-29T23:59:59-12:34","2016-03-01T00:00:00Z")  length(timestamp())  length(plantimestamp())
  timecmp(timestamp(),"2020-01-01T00:00:00Z")
  nonsensitive(sensitive("a"))  nonsensitive("a")  issensitive("a")  issensitive(sensitive("a"))
  issensitive([sensitive("a")])  nonsensitive(length(sensitive([1])))  ephemeralasnull("a")  ephemeralasnull(null)
  issensitive(null)  nonsensitive(sensitive(null))
  file("greeting.txt")  file("nope.txt")  file(".")  filebase64("greeting.txt")  fileexists("greeting.txt")
  fileexists("nope")  fileexists("sub")  filemd5("greeting.txt")  filesha1("greeting.txt")
  filesha256("bytes.bin.txt")  filesha512("greeting.txt")  filebase64sha256("greeting.txt")
  filebase64sha512("greeting.txt")  filemd5("nope")  file("sub/inner.txt")  file("./sub/../greeting.txt")
  fileset(".","*.tmpl")  fileset(".","**/*.txt")  fileset("sub","**")  fileset("sub","*")  fileset(".","sub/*")
  fileset(".","*.{tmpl,txt}")  fileset(".","?age.tmpl")  fileset(".","[a-g]*.txt")  fileset(".","[^a-g]*.tmpl")
  fileset("nope","*")  fileset(".","[")  fileset(".","{sub/inner,greeting}.txt")  fileset(".","**/inner.txt")
  fileset(".","sub/**/*.txt")  fileset(".","./greeting.txt")  fileset(".","sub")  fileset(".","*/*")  fileset(".","")
  basename("a/b.txt")  basename("a/b/")  basename("")  basename("/")  basename(".")  basename("//a//")
  dirname("a/b.txt")  dirname("a/b/")  dirname("")  dirname("/a")  dirname("a")  dirname("/")  dirname("a//b")
  dirname("../a/../b")  pathexpand("a/b")  pathexpand("a~")
  templatefile("page.tmpl",{names=["a","b"]})  templatefile("value.tmpl",{names=["a"]})
  templatefile("page.tmpl",{})  templatefile("missing.tmpl",{names=1})  templatefile("broken.tmpl",{})
  templatefile("nope.tmpl",{})  templatefile("page.tmpl",{names=[],extra=1})
  templatefile("page.tmpl",{"a b"=1,names=[]})  templatefile("nested.tmpl",{})  templatefile("null.tmpl",{})
  templatefile("page.tmpl",[])  templatefile("page.tmpl",tomap({names=["q"]}))  templatefile("greeting.txt",{})
  templatefile("page.tmpl",null)
  templatestring(local.page,{names=["a","b"]})  templatestring(local.page,{})  templatestring(local.page,{names=[],x=1})
  templatestring(local.page,null)  templatestring(local.page,[])  templatestring(local.page,tomap({names=["q"]}))
  templatestring(local.pages.number,{n=5})  templatestring(local.pages["text"],{n="x"})  templatestring(local.list[0],{n=1})
  templatestring(local.pages.broken,{})  templatestring(local.pages.reads,{})  templatestring(local.pages.nested,{n=1})
  templatestring(local.pages.list,{n=[1]})  templatestring(local.secret,{n=1})  templatestring(local.five,{})
  templatestring(local.none,{})  templatestring("a",{})  templatestring(upper("a"),{})
  abspath("/")  abspath("/a/../b//c/.")  basename(abspath("x/y"))  length(plantimestamp())  can(regex("Z$",timestamp()))
  can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",uuid()))  uuid(1)
  length(bcrypt("x",4))  substr(bcrypt("x",5),0,7)  bcrypt("x",32)  bcrypt("x",4,4)  bcrypt(null)
  rsadecrypt(file("cipher.txt"),file("key.pem.txt"))  rsadecrypt("eA==",file("key.pem.txt"))
  abs(-1)  reverse([1,2])  strrev("ab")  core::abs(-2)  try(file("nope"),"d")  can(file("nope"))  core::upper("a")
`
  .trim()
  .split(/ {2,}|\n +/u);

suite("Terraform's functions", { skip: missing("terraform") }, () => {
  test("are all here", async () => {
    await using project = TerraformProject.create({ files: { "main.tf": "" } });
    const { stdout } = await project.run("metadata", "functions", "-json");
    const { function_signatures: theirs } = JSON.parse(stdout) as { function_signatures: object };
    const ours = terraformFunctions({ baseDirectory: "." });
    const absent = Object.keys(theirs).filter((name) => !ours.has(name) && !name.startsWith("core::"));
    assert.deepEqual(absent, []);
    assert.deepEqual(
      [...ours.keys()].filter((name) => !Object.hasOwn(theirs, name) && !/^(core::)?(list|map)$/u.test(name)),
      [],
    );
  });

  test("answer as Terraform's", async () => {
    using directory = temporaryDirectory();
    directory.write(files);
    const functions = terraformFunctions({ baseDirectory: directory.path });
    const { value: local } = evaluate(parseExpression(locals, "t.tf").result, { functions });
    const context: EvalContext = { functions, variables: new Map([["local", local]]) };
    const answers = await askTerraform(calls, { ...files, "locals.tf": `locals ${locals}\n` });
    const differences = calls.flatMap((text, i) => {
      const want = answers[i];
      const got = answer(text, context);
      const isSame = got === undefined || want === undefined ? got === want : got.rawEquals(want);
      return isSame ? [] : [`${text}\n  Terraform: ${String(want)}\n  ours:      ${String(got)}`];
    });
    assert.equal(differences.length, 0, `${differences.length} of ${calls.length} differ:\n${differences.join("\n")}`);
  });
});

/** The value of an expression, as it comes out of a state; undefined where that is an error. */
function answer(text: string, context: EvalContext): Value | undefined {
  const { value, diagnostics } = evaluate(parseExpression(text, "t.tf").result, context);
  if (hasErrors(diagnostics)) return undefined;
  const [plain] = value.unmarkDeep();
  return unmarshal(marshal(plain, plain.type), plain.type);
}
