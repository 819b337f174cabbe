package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// wholeFiles are files that appear all together or not at all, each whole, for its owner alone: whatever
// stood under their names goes, with its mode. Until they are kept they stand beside their names.
type wholeFiles struct{ parts, names []string }

// write prepares a file.
func (w *wholeFiles) write(name string, data []byte) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("write %s: there is something of that name that is no file", name)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.part") // 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	w.parts, w.names = append(w.parts, f.Name()), append(w.names, name)
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// keep gives the files their names, and returns these.
func (w *wholeFiles) keep() ([]string, error) {
	kept := w.names
	for len(w.parts) > 0 {
		if err := os.Rename(w.parts[0], w.names[0]); err != nil {
			return nil, fmt.Errorf("write %s: %w", w.names[0], err)
		}
		w.parts, w.names = w.parts[1:], w.names[1:]
	}
	return kept, nil
}

// drop removes what was not kept.
func (w *wholeFiles) drop() {
	for _, part := range w.parts {
		_ = os.Remove(part) // what can't be removed is no reason to fail
	}
	w.parts, w.names = nil, nil
}
