package store

import (
	"errors"
	"io/fs"

	lib "modernc.org/sqlite/lib"
)

// Trouble is what kind of error keeps a database from being used, for who has to
// mend it.
type Trouble int

// The kinds of trouble.
const (
	OtherTrouble Trouble = iota
	TroubleBusy          // somebody else holds it
	TroubleFull          // the disk is full
	TroubleDamaged
	TroubleForeign // it is another program's, or no database
	TroubleNewer   // a newer version of tainha wrote it
	TroubleHalfMade
	TroubleFolder // there is no such folder, or no file where one is named
	TroubleRights // this user may not
)

// TroubleOf names the kind of an error of this package.
func TroubleOf(err error) Trouble {
	var locked *LockedError
	var place placeError
	switch code := code(err); {
	case errors.Is(err, ErrNewerSchema):
		return TroubleNewer
	case errors.Is(err, ErrHalfMade):
		return TroubleHalfMade
	case errors.Is(err, ErrForeign):
		return TroubleForeign
	case errors.As(err, &locked), code == lib.SQLITE_BUSY, code == lib.SQLITE_LOCKED:
		return TroubleBusy
	case code == lib.SQLITE_FULL:
		return TroubleFull
	case code == lib.SQLITE_CORRUPT:
		return TroubleDamaged
	case errors.As(err, &place), errors.Is(err, fs.ErrNotExist):
		return TroubleFolder
	case errors.Is(err, ErrReadOnly), errors.Is(err, fs.ErrPermission), code == lib.SQLITE_PERM:
		return TroubleRights
	}
	return OtherTrouble
}

// placeError says that a path leads to no file.
type placeError string

func (e placeError) Error() string { return string(e) }
