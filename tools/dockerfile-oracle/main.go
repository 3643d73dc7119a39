// The oracle says how BuildKit itself reads a Dockerfile, a word or a mount.
//
// It reads one JSON request a line and answers each with one JSON line, in order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// request asks one question; exactly one of its fields is set.
type request struct {
	// Dockerfile is the text of a file.
	Dockerfile *string       `json:"dockerfile"`
	Word       *wordRequest  `json:"word"`
	Mount      *mountRequest `json:"mount"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "dockerfile-oracle:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	requests := json.NewDecoder(bufio.NewReader(in))
	writer := bufio.NewWriter(out)
	answers := json.NewEncoder(writer)
	answers.SetEscapeHTML(false)
	for {
		var req request
		if err := requests.Decode(&req); err == io.EOF {
			return writer.Flush()
		} else if err != nil {
			return err
		}
		if err := answers.Encode(answer(req)); err != nil {
			return err
		}
	}
}

func answer(req request) any {
	switch {
	case req.Dockerfile != nil:
		return readDockerfile(*req.Dockerfile)
	case req.Word != nil:
		return expandWord(*req.Word)
	case req.Mount != nil:
		return readMount(*req.Mount)
	default:
		return map[string]string{"error": "an empty request"}
	}
}
