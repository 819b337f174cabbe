package roster_test

// offices are twenty staff lists made to look like those of real offices; nobody in them exists.
var offices = map[string]office{
	"UBND phường, tiêu ngữ và chữ ký": {
		kind: "xlsx",
		sheets: []string{`Sheet1
UBND QUẬN MẪU|<|<|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|<|<
UBND PHƯỜNG MẪU|<|<|Độc lập - Tự do - Hạnh phúc|<|<
Số: 12/DS-UBND|<|<|Phường Mẫu, ngày 01 tháng 11 năm 2026|<|<

DANH SÁCH CÁN BỘ, CÔNG CHỨC PHƯỜNG|<|<|<|<|<
(Kèm theo Quyết định số 41/QĐ-UBND ngày 01/11/2026)|<|<|<|<|<

STT|Mã CBCC|Họ và tên|Chức vụ|Phòng ban|Điện thoại
(1)|(2)|(3)|(4)|(5)|(6)
{n}1|P001|Nguyễn Thị Ánh|Trưởng phòng|Văn phòng|0903.123.456
{n}2|P002|Lê Văn Bảy|Chuyên viên|Phòng Kinh tế|+84 903 123 457
{n}3|P003|Trần Thị Cúc|Văn thư|Văn phòng|84903123458
Tổng cộng: 03 người|<|<|<|<|<

NGƯỜI LẬP BIỂU|<|<|TM. ỦY BAN NHÂN DÂN|<|<
(Ký, ghi rõ họ tên)|<|<|CHỦ TỊCH|<|<
Trần Thị Cúc|<|<|Nguyễn Văn Chủ|<|<
`},
		people: `
P001|Nguyễn Thị Ánh|84903123456|VP|TP
P002|Lê Văn Bảy|84903123457|KT|CV
P003|Trần Thị Cúc|84903123458|VP|VT
`,
		aside: []string{"trang «Sheet1», hàng 13 – hàng tổng cộng «Tổng cộng: 03 người» được bỏ qua.",
			"trang «Sheet1», hàng 15 – phần ký tên ở cuối (đến hàng 17) được bỏ qua."},
	},
	"Sở, nhóm theo phòng": {
		kind: "xlsx",
		sheets: []string{`DS CBCCVC 2026
TT|Số hiệu CBCC|Họ và tên|Ngày sinh|Vị trí việc làm|Di động
I|PHÒNG TỔ CHỨC - HÀNH CHÍNH|<|<|<|<
{n}1|{00000}12|Phạm Văn Dũng|{d}1980-02-01|Trưởng phòng|0912 345 678
{n}2|{00000}13|Đỗ Thị Em|{d}1990-12-30|Chuyên viên|{0000 000 000}912345679
II|PHÒNG KẾ HOẠCH - TÀI CHÍNH (2 người)|<|<|<|<
{n}3|{00000}14|Hoàng Gia Phú|{d}1985-05-05|Kế toán viên|{n}912345680
{n}4|{00000}120|Vũ Thị Giang|{d}1992-07-07|Chuyên viên|
`},
		people: `
00012|Phạm Văn Dũng|84912345678|TCHC|TP
00013|Đỗ Thị Em|84912345679|TCHC|CV
00014|Hoàng Gia Phú|84912345680|KHTC|KTV
00120|Vũ Thị Giang||KHTC|CV
`,
		aside: []string{"trang «DS CBCCVC 2026», hàng 1 – 1 cột không dùng đến được bỏ qua: D (Ngày sinh)."},
	},
	"Chi cục, tiêu đề hai tầng": {
		kind: "xlsx",
		sheets: []string{`Danh sách
STT|Mã NV|Họ và tên|Năm sinh|<|Trình độ|<|Phòng|Vị trí|Liên hệ|<
^|^|^|Nam|Nữ|Chuyên môn|Lý luận CT|^|^|Điện thoại|Email
1|CC01|Ngô Văn Hải|1979||Đại học|Trung cấp|TTR|CV|0283.829.1234|hai@mau.gov.vn
2|CC02|Bùi Thị Hoa||1991|Thạc sĩ||TTR|CV|0978 111 222|hoa@mau.gov.vn
`},
		people: `
CC01|Ngô Văn Hải|842838291234|TTR|CV
CC02|Bùi Thị Hoa|84978111222|TTR|CV
`,
		aside: []string{"trang «Danh sách», hàng 1 – 5 cột không dùng đến được bỏ qua: D (Năm sinh – Nam), E (Năm sinh – Nữ), F (Trình độ – Chuyên môn), G (Trình độ – Lý luận CT), K (Liên hệ – Email)."},
	},
	"Trung tâm, ô đơn vị gộp dọc": {
		kind: "xlsx",
		sheets: []string{`Nhân sự
Mã nhân viên|Họ tên|SĐT|Đơn vị|Chức danh
TT1|Lý Thị Kim|0909 000 001|Trung tâm Phục vụ hành chính công|Lãnh đạo
TT2|Mai Văn Long|0909 000 002|^|Chuyên viên
TT3|Cao Thị Mận|0909 000 003|^|^
TT4|Đinh Văn Nam|0909 000 004|Văn phòng|Văn thư
`},
		people: `
TT1|Lý Thị Kim|84909000001|HCC|LD
TT2|Mai Văn Long|84909000002|HCC|CV
TT3|Cao Thị Mận|84909000003|HCC|CV
TT4|Đinh Văn Nam|84909000004|VP|VT
`,
	},
	"Ban quản lý, hàng, cột và trang ẩn": {
		kind: "xlsx",
		sheets: []string{`Nhân sự ~C
Mã NV|Họ và tên|Hệ số lương|Bộ phận|Vị trí|Điện thoại
B1|Tô Văn Oanh|{0.00}2.34|KHTC|CV|0905000001
~B2|Người Đã Chuyển|{0.00}3.33|KHTC|CV|0905000002
B3|Phan Thị Phượng|{0.00}3|KHTC|KTV|0905000003
~B4|Người Đã Nghỉ|{0.00}3|KHTC|CV|
~B5|Người Nghỉ Hưu|{0.00}3|KHTC|CV|
`, `Nhân sự 2024 (hidden)
Mã NV|Họ và tên|Bộ phận|Vị trí
B9|Người Cũ|KHTC|CV
`},
		people: `
B1|Tô Văn Oanh|84905000001|KHTC|CV
B3|Phan Thị Phượng|84905000003|KHTC|KTV
`,
		aside: []string{"trang «Nhân sự» – cột đang ẩn được bỏ qua: C. Nếu cần nhập, xin bỏ ẩn.",
			"trang «Nhân sự» – 3 hàng đang ẩn (kể cả do lọc) được bỏ qua: 3, 5–6. Nếu cần nhập, xin bỏ ẩn hoặc bỏ lọc.",
			"trang «Nhân sự 2024» – trang đang ẩn nên được bỏ qua. Nếu cần nhập, xin bỏ ẩn trang."},
	},
	"Bệnh viện, khoa phòng trong một tệp": {
		kind: "xlsx",
		sheets: []string{`Khoa, phòng
DANH SÁCH KHOA, PHÒNG|<|<|<
Mã đơn vị|Tên khoa, phòng|Số giường|Trưởng khoa
KN|Khoa Nội|{n}40|
KCD|Khoa Chẩn đoán hình ảnh||
`, `Vị trí việc làm
Mã|Tên vị trí|Tiếp công dân|TTHC|Thí điểm
BS|Bác sĩ|có|không|không
CNTT|Công nghệ thông tin|không|không|có
`, `NHÂN VIÊN
STT|MSNV|Họ và tên|Khoa/Phòng|Chức danh nghề nghiệp|Số điện thoại
1|BV.001|Hồ Văn Quang|Khoa Nội|Bác sĩ|0933.000.001
2|BV.002|Kiều Thị Sen|Khoa Chẩn đoán hình ảnh|Công nghệ thông tin|0933.000.002 / 0283 111 2222
`},
		people: `
BV.001|Hồ Văn Quang|84933000001|KN|BS
BV.002|Kiều Thị Sen|84933000002|KCD|CNTT
`,
		aside: []string{"trang «Khoa, phòng», hàng 2 – 1 cột không dùng đến được bỏ qua: C (Số giường).",
			"trang «NHÂN VIÊN», hàng 3, cột F (Số điện thoại): «0933.000.002 / 0283 111 2222» – ô có 2 số điện thoại; chỉ dùng số 0933000002."},
	},
	"Trường học, họ và tên hai cột": {
		kind: "xlsx",
		sheets: []string{`GV
SỞ GIÁO DỤC MẪU
TRƯỜNG THPT MẪU
STT|Mã GV (Mã NV)|Mã số|Họ và tên|<|Tổ chuyên môn|Vị trí|Số ĐT
1|x|GV01|Nguyễn Thị|Tâm|VP|VT|0988111001
2|x|GV02|Trần Quốc|Uy|KHTC|KTV|0988111002
`},
		people: `
GV01|Nguyễn Thị Tâm|84988111001|VP|VT
GV02|Trần Quốc Uy|84988111002|KHTC|KTV
`,
		aside: []string{"trang «GV», hàng 3 – 1 cột không dùng đến được bỏ qua: B (Mã GV (Mã NV))."},
	},
	"Thuế, họ đệm và tên": {
		kind: "xlsx",
		sheets: []string{`Sheet1
Stt|Mã công chức|Họ đệm|Tên|Ngạch|Phòng|Vị trí việc làm|Số di động
1|{n}1001|Nguyễn Văn|Vinh|01.003|Thanh tra|Chuyên viên|'0966.111.222
2|{n}1002|Lâm Thị Hồng|Xuyến|01.003|Thanh tra|Chuyên viên|(+84) 966 111 223
`},
		people: `
1001|Nguyễn Văn Vinh|84966111222|TTR|CV
1002|Lâm Thị Hồng Xuyến|84966111223|TTR|CV
`,
		aside: []string{"trang «Sheet1», hàng 1 – 1 cột không dùng đến được bỏ qua: E (Ngạch)."},
	},
	"Kho bạc, CSV chấm phẩy": {
		kind: "semicolon",
		sheets: []string{`KHO BẠC MẪU|||||
DANH SÁCH CÔNG CHỨC|||||
STT|Mã số|Họ và tên|Đơn vị công tác|Chức vụ|ĐTDĐ
A|B|C|D|E|F
1|KB-01|Âu Dương Yến|Phòng Kế hoạch - Tài chính|Kế toán viên|0911-222-333
2|KB-02|Châu Văn Ẩn|Văn phòng|Văn thư|0911–222–334
Cộng|2||||
||||Hà Nội, ngày 02 tháng 11 năm 2026|
||||Thủ trưởng đơn vị|
||||Âu Dương Yến|
`},
		people: `
KB-01|Âu Dương Yến|84911222333|KHTC|KTV
KB-02|Châu Văn Ẩn|84911222334|VP|VT
`,
		aside: []string{"hàng 7 – hàng tổng cộng «Cộng 2» được bỏ qua.", "hàng 8 – phần ký tên ở cuối (đến hàng 10) được bỏ qua."},
	},
	"Viện kiểm sát, UTF-16 từ Excel": {
		kind: "utf16",
		sheets: []string{`Mã NV|Họ và tên|Phòng|Vị trí|Điện thoại
VKS1|Đặng Thái Ất|TTR|CV|0977000001
VKS2|Đoàn Thị Ỷ|TTR|CV|0977 000 002 (Zalo)
`},
		people: `
VKS1|Đặng Thái Ất|84977000001|TTR|CV
VKS2|Đoàn Thị Ỷ|84977000002|TTR|CV
`,
	},
	"Văn phòng HĐND, tiêu đề lặp mỗi trang in": {
		kind: "xlsx",
		sheets: []string{`Trang1
TT|Mã cán bộ|Họ và tên|Bộ phận|Vị trí
1|HD01|Hà Văn An|Văn phòng|Chuyên viên
2|HD02|Quách Thị Bé|Văn phòng|Chuyên viên
TT|Mã cán bộ|Họ và tên|Bộ phận|Vị trí
3|HD03|Thạch Sô Phia|Văn phòng|Văn thư
Cộng: 3||||
`},
		people: `
HD01|Hà Văn An||VP|CV
HD02|Quách Thị Bé||VP|CV
HD03|Thạch Sô Phia||VP|VT
`,
		aside: []string{"trang «Trang1», hàng 6 – hàng tổng cộng «Cộng: 3» được bỏ qua."},
	},
	"UBND xã, nhóm và nhóm con": {
		kind: "xlsx",
		sheets: []string{`Danh sách CBCC
STT|Mã|Họ tên|Chức vụ|SĐT|Ghi chú
I. LÃNH ĐẠO CƠ QUAN|<|<|<|<|<
1|X01|Võ Văn Công|Lãnh đạo|0918000001|
II. PHÒNG VĂN HÓA - XÃ HỘI|<|<|<|<|<
1. Công chức|<|<|<|<|<
2|X02|Y Moan Niê|Trưởng phòng|0918000002|
2. Hợp đồng lao động|<|<|<|<|<
3|X03|H'Lăm Kbuôr|Chuyên viên|0918000003|HĐ 111
III. VĂN PHÒNG|<|<|<|<|<
4|X04|Sùng A Tủa|Văn thư|0918000004|
`},
		people: `
X01|Võ Văn Công|84918000001|CQ|LD
X02|Y Moan Niê|84918000002|VHXH|TP
X03|H'Lăm Kbuôr|84918000003|VHXH|CV
X04|Sùng A Tủa|84918000004|VP|VT
`,
	},
	"Bảo hiểm xã hội, công thức và số": {
		kind: "xlsx",
		sheets: []string{`BHXH
STT|Mã nhân sự|Họ và tên|Mã phòng|Tên phòng|Mã VTVL|Tỷ lệ hoàn thành|Số điện thoại liên hệ
{n}1|{n}2001|Tăng Bạt Hổ|KT|Phòng Kinh tế|CV|{0%}0.95|{n}84935000001
{n}2|{n}2002|Ung Văn Khiêm|VHXH|Phòng Văn hóa – Xã hội|CV|{0.0%}1|{#,##0}935000002
`},
		people: `
2001|Tăng Bạt Hổ|84935000001|KT|CV
2002|Ung Văn Khiêm|84935000002|VHXH|CV
`,
		aside: []string{"trang «BHXH», hàng 1 – 2 cột không dùng đến được bỏ qua: E (Tên phòng), G (Tỷ lệ hoàn thành)."},
	},
	"Hải quan, tệp xuất từ phần mềm": {
		kind: "tsv",
		sheets: []string{`STT|Họ và tên|Mã số CC, VC|Mã đơn vị|Đơn vị|Vị trí VL|Số điện thoại
1|La Thị Diễm|HQ0001|KT|Phòng Kinh tế|CV|="0944000001"
2|Từ Văn Đạt|HQ0002|KT|Phòng Kinh tế|CV|0084944000002
`},
		people: `
HQ0001|La Thị Diễm|84944000001|KT|CV
HQ0002|Từ Văn Đạt|84944000002|KT|CV
`,
		aside: []string{"hàng 1 – 1 cột không dùng đến được bỏ qua: E (Đơn vị)."},
	},
	"Thư viện, chữ hoa và chữ tách dấu": {
		kind: "xlsx",
		sheets: []string{"NHAN SU\nMÃ NHÂN VIÊN|HỌ VÀ TÊN|ĐƠN VỊ|VỊ TRÍ|ĐIỆN THOẠI\n" +
			"tv01|TRI\u0323NH THI\u0323 HA\u0300|VĂN PHÒNG|CHUYÊN VIÊN|0909.111.111\nTV02|ÔNG THỊ Ý|văn phòng|chuyên viên|0909,111,112\n"},
		people: `
tv01|TRỊNH THỊ HÀ|84909111111|VP|CV
TV02|ÔNG THỊ Ý|84909111112|VP|CV
`,
	},
	"Đài truyền thanh, hai bảng một trang": {
		kind: "xlsx",
		sheets: []string{`Tổng hợp
BẢNG 1
VỊ TRÍ VIỆC LÀM
Mã VTVL|Chức danh|Tiếp dân|Giải quyết TTHC|Được thí điểm
PTV|Phát thanh viên|không|không|có

NHÂN VIÊN
TT|Mã NV|Họ và tên|Đơn vị|Vị trí|ĐT
1|DT1|Lương Bích Hữu|Phòng Văn hóa – Xã hội|Phát thanh viên|0922000001
`},
		people: `
DT1|Lương Bích Hữu|84922000001|VHXH|PTV
`,
	},
	"Ban dân tộc, số thứ tự trong cột mã nhóm": {
		kind: "xlsx",
		sheets: []string{`DS
Mã hồ sơ|Họ tên|Vị trí|Số liên hệ
A. Văn phòng|<|<|<
DT-01|Lò Thị Mai|CV|0933 444 001 - 0283 999 8888
DT-02|Vàng A Páo|VT|0933 444 002
Tổng: 2|||
B. Thanh tra|<|<|<
DT-03|Điểu K'Rứt|CV|0933444003
Tổng: 1|||
Người tổng hợp||Trưởng phòng|
Lò Thị Mai||Vàng A Páo|
`},
		people: `
DT-01|Lò Thị Mai|84933444001|VP|CV
DT-02|Vàng A Páo|84933444002|VP|VT
DT-03|Điểu K'Rứt|84933444003|TTR|CV
`,
		aside: []string{"trang «DS», hàng 5 – hàng tổng cộng «Tổng: 2» được bỏ qua.",
			"trang «DS», hàng 8 – hàng tổng cộng «Tổng: 1» được bỏ qua.",
			"trang «DS», hàng 9 – phần ký tên ở cuối (đến hàng 10) được bỏ qua.",
			"trang «DS», hàng 3, cột D (Số liên hệ): «0933 444 001 - 0283 999 8888» – ô có 2 số điện thoại; chỉ dùng số 0933444001."},
	},
	"Quỹ đầu tư, trang hướng dẫn và biểu đồ": {
		kind: "xlsx",
		sheets: []string{`Hướng dẫn
Điền vào trang sau|rồi gửi lại trước ngày 15
`, `Nhân sự
Mã NV|Tên nhân viên|Phòng|Vị trí|Vai trò|Từ ngày|Đang làm việc
Q1|Nghiêm Xuân Yêm|KHTC|LD|công chức; điều phối|{d}2019-10-02|có
Q2|Khổng Tử Khiêm|KHTC|CV||01/07/2021|không
`},
		people: `
Q1|Nghiêm Xuân Yêm||KHTC|LD
Q2|Khổng Tử Khiêm||KHTC|CV
`,
	},
	"Tòa án, máy bàn và số máy lẻ": {
		kind: "csv",
		sheets: []string{`Số hiệu|Họ và tên|Phòng|Chức vụ|Điện thoại
TA1|Cù Huy Cận|Văn phòng|Trưởng phòng|028 3829 1234 (102)
TA2|Nông Thị Dần|Văn phòng|Phó Trưởng phòng|+84 (0)900000001
TA3|Ma Văn Kháng|Văn phòng|Chuyên viên|(028) 3829.1235 hoặc 0900.000.002
`},
		people: `
TA1|Cù Huy Cận|842838291234|VP|TP
TA2|Nông Thị Dần|84900000001|VP|PP
TA3|Ma Văn Kháng|84900000002|VP|CV
`,
		aside: []string{"hàng 4, cột E (Điện thoại): «(028) 3829.1235 hoặc 0900.000.002» – ô có 2 số điện thoại; chỉ dùng số 0900000002."},
	},
	"Sở Nội vụ, biểu mẫu thống kê": {
		kind: "xlsx",
		sheets: []string{`Biểu 01
Biểu số 01/BNV|<|<|<|<|<|<
BÁO CÁO DANH SÁCH NGƯỜI THAM GIA LÀM VIỆC TẠI NHÀ|<|<|<|<|<|<
Tính đến ngày 30 tháng 10 năm 2026|<|<|<|<|<|<
Số TT|Mã CBCCVC|Họ và tên|Giới tính|Phòng, ban|Vị trí việc làm|Số điện thoại
(1)|(2)|(3)|(4)|(5)|(6)|(7)=(5)+(6)
1|NV.12/A|Huỳnh Thị Út 🌸|Nữ|VHXH|CV|0911 000 001
2|NV.13/A|Lê Thị 𠀋 Minh|Nữ|VHXH|CV|0911 000 002
Danh sách này gồm 02 người.|<|<|<|<|<|<
Nơi nhận:|<|<||GIÁM ĐỐC|<|<
- Như trên;|<|<||(đã ký)|<|<
- Lưu: VT.|<|<||Nguyễn Văn Giám|<|<
`},
		people: `
NV.12/A|Huỳnh Thị Út 🌸|84911000001|VHXH|CV
NV.13/A|Lê Thị 𠀋 Minh|84911000002|VHXH|CV
`,
		aside: []string{"trang «Biểu 01», hàng 4 – 1 cột không dùng đến được bỏ qua: D (Giới tính).",
			"trang «Biểu 01», hàng 8 – hàng tổng cộng «Danh sách này gồm 02 người.» được bỏ qua.",
			"trang «Biểu 01», hàng 9 – phần ký tên ở cuối (đến hàng 11) được bỏ qua."},
	},
}
