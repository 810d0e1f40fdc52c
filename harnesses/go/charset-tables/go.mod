module provide-foundry.dev/harnesses/charset-tables

go 1.25

require golang.org/x/text v0.22.0
