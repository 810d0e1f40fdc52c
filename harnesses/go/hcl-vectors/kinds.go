// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"provide-foundry.dev/harnesses/subject"
)

// kind is a kind of question and where such questions come from.
type kind struct {
	name string
	// chosen are the cases thought of, each of which is committed.
	chosen func() []subject.Question
	// random makes one more.
	random func(c chance) subject.Question
	// randomCommitted is how many of these are committed too.
	randomCommitted int
}

var kinds = []kind{
	{"expr", expressionCases, fromSource(chance.expressionVariant), 2500},
	{"template", templateCases, fromSource(func(c chance) string { return c.variant(c.template) }), 1000},
	{"traversal", traversalCases, fromSource(func(c chance) string { return c.variant(c.traversalSource) }), 500},
	{"body", bodyCases, fromSource(func(c chance) string { return c.variant(func() string { return c.bodySource(2) }) }), 500},
	{"schema", none, func(c chance) subject.Question {
		return c.schemaQuestion(c.variant(func() string { return c.bodySource(1) }))
	}, 300},
	{"json_schema", jsonSchemaCases, func(c chance) subject.Question {
		return c.schemaQuestion(c.jsonVariant(func() string { return c.jsonBody(3) }))
	}, 400},
	{"json_expr", jsonExpressionCases, fromSource(func(c chance) string { return c.jsonVariant(func() string { return c.jsonValue(3) }) }), 700},
	{"format", formatCases, fromSource(func(c chance) string { return c.variant(c.layout) }), 1200},
	{"tokens_config", bodyCases, fromSource(func(c chance) string { return c.variant(func() string { return c.bodySource(2) }) }), 300},
	{"tokens_expression", none, fromSource(func(c chance) string { return c.variant(func() string { return c.expression(2) }) }), 300},
	{"tokens_template", templateCases, fromSource(func(c chance) string { return c.variant(c.template) }), 300},
	{"typeexpr", typeCases, fromSource(func(c chance) string { return c.variant(func() string { return c.typeExpression(3, c.oneIn(2)) }) }), 500},
	{"defaults_apply", none, fromSource(func(c chance) string { return c.typeExpression(3, true) + " => " + c.constant(3) }), 1000},
	{"dynblock", none, chance.dynamicQuestion, 300},
	{"userfunc", none, fromSource(func(c chance) string { return c.variant(c.userFunctionSource) }), 200},
	{"hcldec", none, chance.specQuestion, 800},
	{"write_edit", none, chance.editQuestion, 600},
}

func fromSource(make func(c chance) string) func(c chance) subject.Question {
	return func(c chance) subject.Question { return question(make(c)) }
}

// expressionVariant has operands that fit half of the time, so that evaluation also comes far.
func (c chance) expressionVariant() string {
	if c.oneIn(2) {
		return c.fitting(1 + c.IntN(3))
	}
	return c.variant(func() string { return c.expression(3) })
}

func none() []subject.Question {
	return nil
}

// committed are the questions whose answers are in the repository.
func (k kind) committed() []subject.Question {
	return append(k.chosen(), k.randomQuestions(newChance(1), k.randomCommitted)...)
}

// randomQuestions makes so many that differ from each other.
func (k kind) randomQuestions(c chance, n int) []subject.Question {
	asked := map[string]bool{}
	all := []subject.Question{}
	for range n {
		q := k.random(c)
		if text := string(subject.EncodeJSON(q)); !asked[text] {
			asked[text] = true
			all = append(all, q)
		}
	}
	return all
}

// randomQuestion makes the question that a seed and a number stand for. Each kind has its turn.
func randomQuestion(request subject.Question) (any, error) {
	seed, err := strconv.ParseUint(fmt.Sprint(request["seed"]), 10, 64)
	if err != nil {
		return nil, err
	}
	index, err := strconv.ParseUint(fmt.Sprint(request["index"]), 10, 64)
	if err != nil {
		return nil, err
	}
	kind := kinds[index%uint64(len(kinds))]
	question := kind.random(chance{rand.New(rand.NewPCG(seed, index))})
	question["op"] = kind.name
	return question, nil
}

func expressionCases() []subject.Question {
	sources := append([]string{}, expressionTexts...)
	for i, a := range variableNames {
		for j, b := range variableNames {
			switch (i*7 + j) % 13 {
			case 0:
				sources = append(sources, fmt.Sprintf("yes ? %s : %s", a, b))
			case 1:
				sources = append(sources, fmt.Sprintf("ub ? %s : %s", a, b))
			case 2:
				sources = append(sources, fmt.Sprintf("%s == %s", a, b))
			case 3:
				sources = append(sources, fmt.Sprintf("%s[%s]", a, b))
			}
		}
	}
	for _, a := range variableNames {
		for _, form := range []string{
			"%s", "-%s", "!%s", "%s + 1", "%s && true", "false || %s", "%s.*", "%s[*]", "%s.*.name", "%s[*].name", "%s[0]", `%s["a"]`, "%s.a", "[for x in %s : x]",
			"{for k, x in %s : k => x}", "[for x in ls : x if %s]", `"${%s}"`, `"x${%s}"`, "upper(%s)", "max(%s...)", "%s ? 1 : 2", "secb ? %s : null", "length(%s)",
			"try(%s.a, 1)", "can(%s[0])", "{(%s) = 1}", "%s < 5", "o[%s]", "ls[%s]", `"%%{ if %s }a%%{ endif }"`, `"%%{ for x in %s }${x}%%{ endfor }"`,
		} {
			sources = append(sources, fmt.Sprintf(form, a))
		}
	}
	return questions(sources)
}

func templateCases() []subject.Question       { return questions(templateTexts) }
func traversalCases() []subject.Question      { return questions(traversalTexts) }
func bodyCases() []subject.Question           { return questions(bodyTexts) }
func jsonExpressionCases() []subject.Question { return questions(jsonTexts) }
func typeCases() []subject.Question           { return questions(typeTexts) }
func formatCases() []subject.Question         { return questions(append(formatTexts, bodyTexts...)) }

func jsonSchemaCases() []subject.Question {
	all := []subject.Question{}
	c := newChance(2)
	for _, src := range jsonTexts {
		all = append(all, c.schemaQuestion(src), c.schemaQuestion(`{"a": `+src+`, "b": [`+src+`]}`))
	}
	return all
}
