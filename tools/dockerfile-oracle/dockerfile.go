package main

import (
	"errors"
	"strings"
	"unicode"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

type dockerfile struct {
	Escape       string        `json:"escape,omitempty"`
	Directives   []directive   `json:"directives,omitempty"`
	Instructions []instruction `json:"instructions,omitempty"`
	// Error is what the parser refuses; nothing else is set then.
	Error *problem `json:"error,omitempty"`
	// Rejected is what the next stage of the frontend refuses although it parses: an unknown instruction, a bad flag.
	Rejected *problem `json:"rejected,omitempty"`
}

type directive struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Line  int    `json:"line"`
}

type instruction struct {
	Keyword   string       `json:"keyword"`
	StartLine int          `json:"startLine"`
	EndLine   int          `json:"endLine"`
	Original  string       `json:"original"`
	Flags     []string     `json:"flags,omitempty"`
	Arguments []string     `json:"arguments,omitempty"`
	JSON      bool         `json:"json,omitempty"`
	Heredocs  []heredoc    `json:"heredocs,omitempty"`
	Comments  []string     `json:"comments,omitempty"`
	Trigger   *instruction `json:"trigger,omitempty"`
}

type heredoc struct {
	Name           string `json:"name"`
	FileDescriptor uint   `json:"fileDescriptor"`
	Expand         bool   `json:"expand"`
	Chomp          bool   `json:"chomp"`
	Content        string `json:"content"`
}

type problem struct {
	Message string `json:"message"`
	Line    int    `json:"line"`
}

func readDockerfile(text string) dockerfile {
	result, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return dockerfile{Error: problemOf(err)}
	}
	read := dockerfile{Escape: string(result.EscapeToken), Directives: readDirectives(text)}
	for _, node := range result.AST.Children {
		read.Instructions = append(read.Instructions, readInstruction(node))
	}
	if _, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{})); err != nil {
		read.Rejected = problemOf(err)
	}
	return read
}

func readDirectives(text string) []directive {
	text = strings.TrimPrefix(text, "\uFEFF")
	var reader parser.DirectiveParser
	var read []directive
	for i, line := range strings.Split(text, "\n") {
		found, err := reader.ParseLine([]byte(strings.TrimLeftFunc(strings.TrimRight(line, "\r\n"), unicode.IsSpace)))
		if err != nil || found == nil {
			break
		}
		read = append(read, directive{Name: found.Name, Value: found.Value, Line: i + 1})
	}
	return read
}

func readInstruction(node *parser.Node) instruction {
	read := instruction{
		Keyword:   node.Value,
		StartLine: node.StartLine,
		EndLine:   node.EndLine,
		Original:  node.Original,
		Flags:     node.Flags,
		JSON:      node.Attributes["json"],
		Comments:  node.PrevComment,
	}
	for _, doc := range node.Heredocs {
		read.Heredocs = append(read.Heredocs, heredoc(doc))
	}
	for next := node.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			trigger := readInstruction(next.Children[0])
			read.Trigger = &trigger
		} else {
			read.Arguments = append(read.Arguments, next.Value)
		}
	}
	return read
}

func problemOf(err error) *problem {
	found := problem{Message: err.Error()}
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		found.Line = located.Locations[0][0].Start.Line
	}
	return &found
}
