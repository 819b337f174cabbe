package cli

import (
	"fmt"
	"runtime/debug"
)

type versionCmd struct{}

func (versionCmd) Run(p *Process) error {
	_, err := fmt.Fprintln(p.Stdout, "tainha", versionText(p.Version))
	return err
}

// versionText is the release, or else the commit that was built, with "+" when
// files differed from it.
func versionText(release string) string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "+"
		}
	}
	if revision == "" {
		return "development build"
	}
	return "commit " + revision[:min(12, len(revision))] + modified
}
