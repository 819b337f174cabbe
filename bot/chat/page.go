package chat

// How much is listed and kept, wherever people choose or write.
const (
	Listed   = 8   // things of a list shown at once
	MaxName  = 120 // characters of a name, a query, a heading
	MaxNote  = 500 // characters of a note, a reason
	Farthest = 400 // days from today that boards, months and buttons reach
)

// PageOf cuts a list into pages and returns one of them, the first for a number
// that there is not.
func PageOf[T any](list []T, page, size int) (part []T, pages int) {
	pages = max((len(list)+size-1)/size, 1)
	if page < 0 || page >= pages {
		page = 0
	}
	return list[page*size : min((page+1)*size, len(list))], pages
}
