module provide-foundry.dev/harnesses/cty-vectors

go 1.25

require github.com/zclconf/go-cty v1.18.1

require (
	github.com/apparentlymart/go-textseg/v15 v15.0.0 // indirect
	github.com/vmihailenco/msgpack/v5 v5.3.5 // indirect
	github.com/vmihailenco/tagparser/v2 v2.0.0 // indirect
	golang.org/x/text v0.11.0 // indirect
	provide-foundry.dev/harnesses/subject v0.0.0
)

replace provide-foundry.dev/harnesses/subject => ../subject
