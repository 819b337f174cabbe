package sandbox

import (
	"strings"
	"time"
)

// FaultKind names a misfortune; the text is also its name in the phones' API.
type FaultKind string

// What may befall a call.
const (
	FaultTooMany      FaultKind = "429"         // Too Many Requests with RetryAfter (default 1)
	FaultServer       FaultKind = "500"         // Internal Server Error as JSON
	FaultHTML         FaultKind = "html"        // 502 with a proxy's HTML page
	FaultDropBefore   FaultKind = "drop_before" // the connection closes, nothing was done
	FaultDropAfter    FaultKind = "drop_after"  // it was done, then the connection closes
	FaultSlow         FaultKind = "slow"        // it was done, the answer comes after Delay
	FaultBlocked      FaultKind = "403"         // bot was blocked by the user
	FaultDeactivated  FaultKind = "deactivated" // user is deactivated
	FaultUnauthorized FaultKind = "401"
	FaultConflict     FaultKind = "409"      // another poller
	FaultMigrated     FaultKind = "migrated" // the group is now the supergroup MigrateTo
	FaultRefused      FaultKind = "400"      // Bad Request with Description
)

// Fault makes calls fail on purpose.
type Fault struct {
	Method      string        // any method when empty
	Chat        int64         // any chat when 0
	Kind        FaultKind     //
	RetryAfter  int           // seconds, for FaultTooMany
	Delay       time.Duration // for FaultSlow
	MigrateTo   int64         // for FaultMigrated
	Description string        // for FaultRefused, without "Bad Request: "
	Times       int           // how many calls; 0 means one, negative means until ClearFaults
}

// Fault lets the next calls that match fail. Faults that match the same call apply in the order given, one a call.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, f)
}

// ClearFaults ends every fault.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Faults are those that still wait for a call.
func (s *Server) Faults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Fault(nil), s.faults...)
}

func (s *Server) takeFault(method string, chat int64) *Fault {
	for i, f := range s.faults {
		if f.Method != "" && !strings.EqualFold(f.Method, method) || f.Chat != 0 && f.Chat != chat {
			continue
		}
		switch {
		case f.Times > 1:
			s.faults[i].Times--
		case f.Times == 1:
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return &f
	}
	return nil
}

const badGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"

// before is the outcome of a fault that keeps the method from having its effect.
func (f *Fault) before() outcome {
	switch f.Kind {
	case FaultTooMany:
		return outcome{err: tooManyRequests(max(f.RetryAfter, 1))}
	case FaultServer:
		return outcome{err: &apiError{code: 500, description: "Internal Server Error"}}
	case FaultHTML:
		return outcome{html: true}
	case FaultDropBefore:
		return outcome{drop: true}
	case FaultBlocked:
		return outcome{err: forbidden(textBlocked)}
	case FaultDeactivated:
		return outcome{err: forbidden(textDeactivated)}
	case FaultUnauthorized:
		return outcome{err: unauthorized()}
	case FaultConflict:
		return outcome{err: conflict(textOtherPoller)}
	case FaultMigrated:
		e := badRequest(textUpgraded)
		e.migrateTo = f.MigrateTo
		return outcome{err: e}
	case FaultRefused:
		return outcome{err: badRequest("%s", f.Description)}
	case FaultDropAfter, FaultSlow:
	}
	return outcome{}
}

// after spoils the answer of a method that had its effect.
func (f *Fault) after(out *outcome) {
	switch f.Kind {
	case FaultDropAfter:
		out.drop = true
	case FaultSlow:
		out.delay = f.Delay
	}
}

// known says whether the kind exists; the page's API asks.
func (k FaultKind) known() bool {
	f := Fault{Kind: k}
	out := f.before()
	return out.err != nil || out.drop || out.html || k == FaultDropAfter || k == FaultSlow
}
