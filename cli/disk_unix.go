//go:build linux || darwin

package cli

import "golang.org/x/sys/unix"

// freeSpace is how many bytes this user may still write in the folder.
func freeSpace(folder string) (bytes uint64, err error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(folder, &fs); err != nil {
		return 0, err
	}
	return fs.Bavail * uint64(fs.Bsize), nil
}

// mayWrite tells why this user can't write the file or folder; nil if they can.
func mayWrite(path string) error { return unix.Access(path, unix.W_OK) }
