package cli

import (
	"maps"

	"tainha/config"
)

// vietnamese words what check says. A form that is missing here is a red test.
var vietnamese = func() map[string]string {
	all := maps.Clone(config.Vietnamese)
	maps.Copy(all, map[string]string{ //nolint:gosec // lines about a token, none is one
		"configuration": "cấu hình",
		"token":         "mã bot",
		"Telegram":      "Telegram",
		"database":      "cơ sở dữ liệu",
		"numbers":       "hạn mức",
		"messages":      "tin nhắn",
		"disk":          "đĩa",
		"authority":     "người duyệt trên cùng",
		"roster":        "danh sách nhân sự",
		"calendar":      "lịch làm việc",
		"job %s":        "việc tự động %s",

		"Faults to mend: %d.":      "Có %d lỗi cần sửa trước khi chạy bot.",
		"Ready; worth a look: %d.": "Chạy được; có %d điểm nên xem lại.",
		"All is ready.":            "Mọi thứ đã sẵn sàng.",

		"%s is well-formed":           "%s đúng khuôn dạng",
		"has the form of a bot token": "đúng dạng mã bot",
		"every user of this machine may read %s; run: chmod 600 %s": "mọi người dùng của máy này đều đọc được %s; xin chạy: chmod 600 %s",

		"%s: %v. Technical detail: %v": "%s: %v. Chi tiết kỹ thuật: %v",
		"another program holds it; wait until that is done, or end it, and check again":              "một chương trình khác đang giữ; xin chờ chương trình đó xong, hoặc dừng nó, rồi kiểm tra lại",
		"the disk is full; make room on it":                                                          "đĩa đã đầy; xin dọn bớt để có chỗ trống",
		"the file is damaged; restore the newest backup, and keep the damaged file for a look":       "tệp bị hỏng; xin khôi phục bản sao lưu mới nhất, và giữ lại tệp hỏng để xem xét",
		"this is no database of tainha; correct database.path":                                       "đây không phải cơ sở dữ liệu của tainha; xin sửa database.path",
		"a newer version of tainha wrote it; run that version, or restore an older backup":           "do một bản tainha mới hơn ghi; xin chạy bản đó, hoặc khôi phục bản sao lưu cũ hơn",
		"its process was killed while it made the file; the next start puts it right":                "tiến trình bị dừng giữa lúc tạo tệp; lần chạy tới sẽ tự hoàn tất",
		"there is no such folder or file; create the folder, or correct database.path":               "không có thư mục hoặc tệp này; xin tạo thư mục, hoặc sửa database.path",
		"this user may not use it; correct the owner and the permissions of the file and its folder": "người dùng này không có quyền; xin sửa chủ sở hữu và quyền của tệp và thư mục",
		"it can't be used":                                         "không dùng được",
		"this user can't write in %s: %v":                          "người dùng này không ghi được vào %s. Chi tiết kỹ thuật: %v",
		"this user can't write %s: %v":                             "người dùng này không ghi được %s. Chi tiết kỹ thuật: %v",
		"%s will be created at the first start":                    "%s sẽ được tạo khi chạy lần đầu",
		"%s opens; the next start brings its schema from %d to %d": "%s mở được; lần chạy tới sẽ nâng cấu trúc từ %d lên %d",
		"%s opens, schema %d":                                      "%s mở được, cấu trúc %d",
		"entries %v of the chat can't be read and don't apply: they were entered with another release of tainha":      "không đọc được các mục số %v nhập trong chat nên chúng chưa áp dụng: chúng được ghi bằng một bản tainha khác",
		"changes %v can't be read and don't apply: they were decided with another release of tainha":                  "không đọc được các thay đổi số %v nên chúng chưa áp dụng: chúng được ghi bằng một bản tainha khác",
		"%d could not be made or were refused by Telegram, the newest: %s":                                            "%d tin không tạo được hoặc bị Telegram từ chối, mới nhất: %s",
		"if it is no import that still runs, look into its log, and stop it":                                          "nếu không phải là một lần nhập đang chạy, xin xem nhật ký của tiến trình đó rồi dừng nó",
		"%s is in use by process %d, which has just begun: Telegram has not answered it yet; check again in a minute": "%s đang do tiến trình %d dùng; tiến trình vừa bắt đầu và Telegram chưa trả lời; xin kiểm tra lại sau một phút",
		"%s is in use by process %d, which never heard from Telegram; %v":                                             "%s đang do tiến trình %d dùng, nhưng tiến trình chưa lần nào liên lạc được với Telegram; %v",
		"%s is in use by process %d, but no bot has heard from Telegram since %v; %v":                                 "%s đang do tiến trình %d dùng, nhưng không bot nào liên lạc được với Telegram từ %v; %v",
		"%s is in use by a live bot (process %d), schema %d":                                                          "%s đang được bot dùng (tiến trình %d), cấu trúc %d",
		"can't tell the free space of %s: %v":                                                                         "không xem được chỗ trống của %s. Chi tiết kỹ thuật: %v",
		"only %d MB are free in %s":                                                                                   "chỉ còn %d MB trống ở %s",
		"there is room in %s":                                                                                         "còn đủ chỗ ở %s",

		"nobody is in it yet; bring people in with: tainha roster import FILE.csv":                                               "chưa có ai; xin nhập danh sách: tainha roster import TỆP.csv",
		"%d people, none has linked an account yet; invite them with: tainha invite --all":                                       "%d người, chưa ai liên kết tài khoản; xin mời bằng: tainha invite --all",
		"%d people, %d have linked an account":                                                                                   "%d người, %d đã liên kết tài khoản",
		"nobody is named above the top unit's head: the days that they ask for, and what needs approval above them, are refused": "chưa chỉ định người duyệt phía trên người đứng đầu đơn vị cao nhất: những ngày người đó xin, và phần cần cấp trên của họ duyệt, sẽ bị từ chối",
		"%s is no active member of staff":                                                                                        "%s không có trong danh sách nhân sự đang hoạt động",
		"%s has not linked an account yet, and so counts as nobody":                                                              "%s chưa liên kết tài khoản nên chưa được tính là người duyệt",
		"%s decides above the top unit's head":                                                                                   "%s duyệt phía trên người đứng đầu đơn vị cao nhất",
		" and %d more":                                                                                                           " và %d đơn vị nữa",
		"units without a head, whose requests go one level up: %s%v":                                                             "đơn vị chưa có người đứng đầu, đề nghị được chuyển lên cấp trên: %s%v",
		"%d is provisional: no day of it can be declared; add the official notice under calendar.years, or with /calendar in the chat": "năm %d mới là dự kiến: chưa đăng ký được ngày nào; xin bổ sung theo thông báo chính thức ở calendar.years, hoặc bằng /lichnghi trong chat",
		"%d has %d days off and %d Saturdays or Sundays worked":                                                                        "năm %d có %d ngày nghỉ và %d ngày làm bù",
		"no data for %d: no day of it can be declared; add it under calendar.years, or with /calendar in the chat":                     "chưa có lịch năm %d: chưa đăng ký được ngày nào; xin bổ sung ở calendar.years, hoặc bằng /lichnghi trong chat",
		"no data for %d yet: its days can't be declared; add them when the official notice is out":                                     "chưa có lịch năm %d: chưa đăng ký được ngày nào của năm đó; xin bổ sung khi có thông báo chính thức",

		"%q never comes: no such day":      "%q không bao giờ đến: không có ngày như vậy",
		"%q comes more than once a minute": "%q dày hơn một lần mỗi phút",
		"%q is no schedule":                "%q chưa phải là lịch chạy",
		"%q names a day of the month and a weekday: it runs on either of them, next at %v": "%q ghi cả ngày trong tháng và thứ: việc chạy vào cả hai, lần tới %v",
		"runs at %v": "chạy lúc %v",

		"%s knows the bot as @%s (%s)": "%s nhận ra bot @%s (%s)",
		"%s refused the token: it is mistyped or was revoked; @BotFather shows it with /token":                          "%s không nhận mã bot: gõ sai hoặc đã bị thu hồi; @BotFather cho xem lại bằng /token",
		"%s answered, but not as Telegram does: %v; is something else at telegram.api_url, or a login page in between?": "%s có trả lời nhưng không như Telegram: %v; telegram.api_url có trỏ nhầm chỗ, hoặc có trang đăng nhập ở giữa không?",
		"%s can't be reached through the proxy at %s: %v":                                                               "không liên lạc được với %s qua proxy %s: %v",
		"%s can't be reached: %v; some networks reach Telegram only through a proxy: see telegram.proxy":                "không liên lạc được với %s: %v; có mạng chỉ ra được Telegram qua proxy: xem telegram.proxy",
	})
	return all
}()
