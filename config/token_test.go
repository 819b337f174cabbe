package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokenIsTakenFromAnyOnePlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ config, file, env string }{
		"configuration":         {config: "telegram: {token: " + testToken + "}\n"},
		"file with a newline":   {config: "telegram: {token_file: token}\n", file: testToken + "\r\n"},
		"environment":           {config: "language: vi\n", env: " " + testToken + "\n"},
		"the same in all three": {config: "telegram: {token: " + testToken + ", token_file: token}\n", file: testToken, env: testToken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := write(t, "config.yaml", c.config)
			if c.file != "" {
				if err := os.WriteFile(filepath.Join(filepath.Dir(path), "token"), []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			config, err := Load(path, env(c.env))
			if err != nil {
				t.Fatal(err)
			}
			if string(config.Telegram.Token) != testToken {
				t.Error("the token is another one")
			}
		})
	}
}

func TestTokenFaultsNeverShowIt(t *testing.T) {
	t.Parallel()
	const other = "7000000002:BBH-tests_only_0123456789abcdefghij"
	for name, c := range map[string]struct{ config, env, want string }{
		"none":                 {"language: vi\n", "", "no bot token"},
		"different ones":       {"telegram: {token: " + testToken + "}\n", other, "hold different tokens"},
		"shortened":            {"telegram: {token: \"7000000001:AAH-tests_only_01\"}\n", "", "this is not a bot token"},
		"with a space":         {"telegram: {token: \"7000000001:AAH-tests_only 0123456789abcdefghij\"}\n", "", "this is not a bot token"},
		"in the environment":   {"language: vi\n", testToken + "/", "this is not a bot token"},
		"in place of its file": {"telegram: {token_file: \"" + testToken + "\"}\n", "", "can't open the file"},
		"in place of a key":    {"telegram:\n  " + testToken + ": 1\n", "", "unknown key"},
		"in place of a number": {"telegram: {rate: {burst: \"" + testToken + "\"}}\n", "", "is not a whole number"},
		"quote not closed":     {"telegram:\n  token: \"" + testToken + "\n", "", "could not find end character"},
		"without a colon":      {"telegram:\n  token " + testToken + "\n  rate: 1\n", "", ""},
		"as a section":         {"telegram: " + testToken + "\n", "", "want keys with values"},
		"as the proxy":         {"telegram: {proxy: \"" + testToken + "\"}\n", "", "not an address"},
		"as the API's address": {"telegram: {api_url: \"https://api.telegram.org/bot" + testToken + "/getMe\"}\n", "", "takes no token"},
		"as a list":            {"telegram: {token: [" + testToken + "]}\n", "", "want a single value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Load(write(t, "config.yaml", c.config), env(c.env))
			if err == nil {
				t.Fatal("it was accepted")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			for _, secret := range []string{"tests_only", "AAH-", "BBH-", "0123456789abcdefghij"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the token is in %v", err)
				}
			}
		})
	}
}

func TestSecretShowsItselfToNobody(t *testing.T) {
	t.Parallel()
	config := Config{Telegram: Telegram{Token: testToken}}
	asJSON, err := json.Marshal(config.Telegram)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		fmt.Sprint(config.Telegram.Token), fmt.Sprintf("%s %q %v %x", config.Telegram.Token, config.Telegram.Token, config.Telegram.Token, config.Telegram.Token),
		fmt.Sprintf("%v %+v %#v", config, config, config), string(asJSON),
	} {
		if strings.Contains(text, "tests_only") || strings.Contains(text, fmt.Sprintf("%x", testToken)) {
			t.Errorf("the token is in %s", text)
		}
	}
}

func TestPasswordOfTheProxyIsInNoFault(t *testing.T) {
	t.Parallel()
	for _, proxy := range []string{"socks4://clerk:s3cret@h:1", "socks5://clerk:s3cret@", "http://clerk:s3cret@h:port"} {
		_, err := Read(write(t, "config.yaml", "telegram: {proxy: \""+proxy+"\"}\n"))
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s gave %v", proxy, err)
		}
	}
}
