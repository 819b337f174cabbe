package locale

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// recordVariable names a folder. Where a test run sets it, every process of the run
// notes there, a line each, the messages it rendered, so that the run can say which
// texts no test has seen. Nothing else sets it.
const recordVariable = "TAINHA_TEXTS_RENDERED"

type record struct {
	file string
	mu   sync.Mutex
	seen map[string]bool
}

// newRecord returns nil, on which add does nothing, for no folder.
func newRecord(folder string) *record {
	if folder == "" {
		return nil
	}
	return &record{file: filepath.Join(folder, strconv.Itoa(os.Getpid())), seen: map[string]bool{}}
}

// add panics where the folder can't be written: a count that misses some is worse than none.
func (r *record) add(key string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	f, err := os.OpenFile(r.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, key)
		_ = f.Close() // what was written is what counts
	}
	if err != nil {
		panic(fmt.Sprintf("note a rendered text: %v", err))
	}
}
