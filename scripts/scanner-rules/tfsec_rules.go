// Writes every AWS rule that is built into this tfsec as JSON. tfsec has no command that lists them.
// Usage: go run . <file>, in a folder with the go.mod and go.sum of tools/go/tfsec.
package main

import (
	"encoding/json"
	"os"
	"strings"

	_ "github.com/aquasecurity/defsec/pkg/rego" // registers the rules that are written in Rego
	"github.com/aquasecurity/defsec/pkg/rules"
)

type rule struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	// Faulty examples and links: the only places where a rule names the types that it is about.
	Text string `json:"text"`
	// Sound examples, which show the resources beside them.
	Sound string `json:"sound"`
}

func main() {
	found := []rule{}
	for _, registered := range rules.GetRegistered() {
		r := registered.Rule()
		// Rules of SAM read CloudFormation only.
		if r.Provider != "aws" || r.Service == "sam" {
			continue
		}
		text, sound := "", ""
		if r.Terraform != nil {
			text = strings.Join(append(r.Terraform.BadExamples, r.Terraform.Links...), "\n")
			sound = strings.Join(r.Terraform.GoodExamples, "\n")
		}
		found = append(found, rule{r.LongID(), r.Summary, string(r.Severity), text, sound})
	}
	encoded, err := json.Marshal(found)
	if err == nil {
		err = os.WriteFile(os.Args[1], encoded, 0o644)
	}
	if err != nil {
		panic(err)
	}
}
