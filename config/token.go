package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// TokenVariable is the environment variable that may hold the bot's token.
const TokenVariable = "TAINHA_TELEGRAM_TOKEN" //nolint:gosec // the name of the variable, not a token

// FindToken takes the token from telegram.token, telegram.token_file or the
// environment. One place is enough; several must agree, or it is refused. The
// errors never show what was found.
func (t *Telegram) FindToken(env func(string) string) (Secret, error) {
	found := map[string]Secret{"telegram.token": t.Token, TokenVariable: Secret(strings.TrimSpace(env(TokenVariable)))}
	places := []string{"telegram.token", "telegram.token_file", TokenVariable}
	if t.TokenFile != "" {
		token, err := readToken(t.TokenFile)
		if err != nil {
			return "", Say("telegram.token_file: %v", err)
		}
		found["telegram.token_file"] = token
	}
	var token Secret
	var from string
	for _, place := range places {
		switch got := found[place]; {
		case got == "":
		case !tokenForm.MatchString(string(got)):
			return "", Say("%s: this is not a bot token; BotFather gives it out as digits, a colon and at least 30 letters, digits, _ or -", place)
		case token != "" && got != token:
			return "", Say("%s and %s hold different tokens; keep one of them", from, place)
		default:
			token, from = got, place
		}
	}
	if token == "" {
		return "", Say("no bot token: give telegram.token_file, telegram.token or the environment variable %s", TokenVariable)
	}
	return token, nil
}

// readToken reads a file that holds a token alone. The errors don't name the
// file: somebody may have written the token itself in its place.
func readToken(path string) (Secret, error) {
	const most = 4096
	file, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return "", pathless("can't open the file", err)
	}
	defer func() { _ = file.Close() }() // read only
	text, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return "", pathless("can't read the file", err)
	}
	token := strings.TrimSpace(string(plainText(text)))
	if token == "" {
		return "", Say("the file is empty")
	}
	return Secret(token), nil
}

// pathless is the cause of a file error without the path.
func pathless(what string, err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return Say("%v: %v", Say(what), pathErr.Err)
	}
	return Say(what)
}
