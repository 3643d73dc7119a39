package main

import (
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type wordRequest struct {
	Text         string            `json:"text"`
	Environment  map[string]string `json:"environment"`
	Escape       string            `json:"escape"`
	RawQuotes    bool              `json:"rawQuotes"`
	RawEscapes   bool              `json:"rawEscapes"`
	IgnoreQuotes bool              `json:"ignoreQuotes"`
	KeepUnset    bool              `json:"keepUnset"`
}

type wordAnswer struct {
	Text  string   `json:"text"`
	Words []string `json:"words,omitempty"`
	Error string   `json:"error,omitempty"`
}

type environment map[string]string

func (e environment) Get(name string) (string, bool) {
	value, ok := e[name]
	return value, ok
}

func (e environment) Keys() []string {
	return nil
}

func newLex(req wordRequest) *shell.Lex {
	lex := shell.NewLex([]rune(req.Escape)[0])
	lex.RawQuotes = req.RawQuotes
	lex.RawEscapes = req.RawEscapes
	lex.SkipProcessQuotes = req.IgnoreQuotes
	lex.SkipUnsetEnv = req.KeepUnset
	return lex
}

func expandWord(req wordRequest) wordAnswer {
	env := environment(req.Environment)
	text, _, err := newLex(req).ProcessWord(req.Text, env)
	if err != nil {
		return wordAnswer{Error: err.Error()}
	}
	words, err := newLex(req).ProcessWords(req.Text, env)
	if err != nil {
		return wordAnswer{Error: err.Error()}
	}
	return wordAnswer{Text: text, Words: words}
}
