package main

import (
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// mountRequest holds the value of a --mount flag, and the variables in force.
type mountRequest struct {
	Value       string            `json:"value"`
	Environment map[string]string `json:"environment"`
}

type mountAnswer struct {
	Mount *instructions.Mount `json:"mount,omitempty"`
	Error string              `json:"error,omitempty"`
}

func readMount(req mountRequest) mountAnswer {
	node := &parser.Node{
		Value: "RUN",
		Flags: []string{"--mount=" + req.Value},
		Next:  &parser.Node{Value: "true"},
	}
	parsed, err := instructions.ParseCommand(node)
	if err != nil {
		return mountAnswer{Error: err.Error()}
	}
	run := parsed.(*instructions.RunCommand)
	lex := shell.NewLex('\\')
	expand := func(word string) (string, error) {
		value, _, err := lex.ProcessWord(word, environment(req.Environment))
		return value, err
	}
	if err := run.Expand(expand); err != nil {
		return mountAnswer{Error: err.Error()}
	}
	return mountAnswer{Mount: instructions.GetMounts(run)[0]}
}
