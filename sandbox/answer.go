package sandbox

import (
	"encoding/json"
	"net/http"
)

// raw is a result that is JSON already.
type raw []byte

// writeAnswer writes Telegram's envelope: {"ok":true,"result":…} or the error with its code.
func writeAnswer(w http.ResponseWriter, result any, failed *apiError) {
	w.Header().Set("Content-Type", "application/json")
	if failed != nil {
		answer := struct {
			OK          bool           `json:"ok"`
			Code        int            `json:"error_code"`
			Description string         `json:"description"`
			Parameters  map[string]any `json:"parameters,omitempty"`
		}{Code: failed.code, Description: failed.description}
		switch {
		case failed.retryAfter > 0:
			answer.Parameters = map[string]any{"retry_after": failed.retryAfter}
		case failed.migrateTo != 0:
			answer.Parameters = map[string]any{"migrate_to_chat_id": failed.migrateTo}
		}
		b, _ := json.Marshal(answer) // strings and numbers only
		w.WriteHeader(failed.code)
		_, _ = w.Write(b)
		return
	}
	b, is := result.(raw)
	if !is {
		var err error
		if b, err = json.Marshal(result); err != nil {
			writeAnswer(w, nil, &apiError{code: 500, description: "Internal Server Error"})
			return
		}
	}
	out := make([]byte, 0, len(b)+24)
	out = append(out, `{"ok":true,"result":`...)
	out = append(append(out, b...), '}')
	_, _ = w.Write(out)
}
