package sandbox

import "fmt"

// apiError is a refusal in Telegram's form: code, description, and sometimes what to do about it.
type apiError struct {
	code        int
	description string
	retryAfter  int
	migrateTo   int64
}

func (e *apiError) Error() string { return e.description }

func badRequest(format string, args ...any) *apiError {
	return &apiError{code: 400, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(reason string) *apiError {
	return &apiError{code: 403, description: "Forbidden: " + reason}
}

func conflict(reason string) *apiError {
	return &apiError{code: 409, description: "Conflict: " + reason}
}

func tooManyRequests(seconds int) *apiError {
	return &apiError{code: 429, description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}

func notFound() *apiError     { return &apiError{code: 404, description: "Not Found"} }
func unauthorized() *apiError { return &apiError{code: 401, description: "Unauthorized"} }
func tooLarge() *apiError {
	return &apiError{code: 413, description: "Request Entity Too Large"}
}

// officialText is an error in Telegram's own words, to the letter.
type officialText string

func (e officialText) Error() string { return string(e) }

func official(format string, args ...any) error {
	return officialText(fmt.Sprintf(format, args...))
}

// Texts of the official server that are used in more than one place.
const (
	textChatNotFound   = "chat not found"
	textQueryTooOld    = "query is too old and response timeout expired or query ID is invalid"
	textNotModified    = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	textUpgraded       = "group chat was upgraded to a supergroup chat"
	textBlocked        = "bot was blocked by the user"
	textDeactivated    = "user is deactivated"
	textCantInitiate   = "bot can't initiate conversation with a user"
	textOtherPoller    = "terminated by other getUpdates request; make sure that only one bot instance is running"
	textWebhookActive  = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	textMarkupTooLong  = "reply markup is too long"
	textMessageTooLong = "message is too long"
)
