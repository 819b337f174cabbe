// Every word of the page, in Vietnamese and English. What the bot says is the bot's.
import { createContext } from "./vendor/htm-preact.js";

const VI = {
  htmlLang: "vi",
  product: "Tại Nhà",
  tagline: "Bản dùng thử chạy trọn trên máy này — không gửi gì ra Internet",
  otherLanguageShort: "EN", switchLanguage: "Switch to English",
  themeDark: "Chuyển sang nền tối", themeLight: "Chuyển sang nền sáng",
  help: "Trợ giúp", more: "Thêm", close: "Đóng", ok: "Đã hiểu",
  opening: "Đang mở…",
  lostTitle: "Mất kết nối với bản dùng thử.",
  lostText: "Cửa sổ lệnh chạy “tainha demo” có còn mở không? Hãy chạy lại lệnh; trang này sẽ tự nối lại.",
  unreachable: "Không gửi được: bản dùng thử không trả lời. Hãy xem lệnh “tainha demo” có còn chạy không.",
  failed: (status) => `Máy chủ từ chối (mã ${status}). Hãy thử lại.`,
  outside: (url) => `Liên kết này dẫn ra ngoài:\n${url}\n\nBản dùng thử không mở gì trên Internet.`,

  people: "Mọi người", peopleHint: "Bấm vào một người để cầm điện thoại của họ", groups: "Nhóm chat",
  others: "Người khác", openOn: (group, person) => `Mở “${group}” trên máy của ${person}`,
  unread: (n) => `${n} tin chưa đọc`, isOpen: "đang mở", phones: "Điện thoại",
  noPhones: "Chưa mở điện thoại nào. Hãy chọn một người trong danh sách.",
  phoneOf: (name) => `Điện thoại của ${name}`, closePhone: (name) => `Cất điện thoại của ${name}`,

  bot: "bot", typing: "đang soạn tin…", members: (n) => `${n} thành viên`, chatMenu: "Thêm thao tác",
  block: "Chặn bot", unblock: "Bỏ chặn", blocked: "Người này đã chặn bot. Bot không gửi được tin nào tới đây.",
  emptyTitle: "Chưa có tin nhắn nào", emptyText: (bot) => `Bấm Bắt đầu để chào ${bot}, đúng như trên Telegram.`,
  invitation: "Tin nhắn SMS", emptyGroup: "Nhóm chưa có tin nhắn nào.", begin: "Bắt đầu", messages: "Tin nhắn",
  newMessages: (n) => `${n} tin mới`, toBottom: "Xuống cuối", unreadLine: "Tin chưa đọc",
  edited: "đã sửa", editedAt: (at) => `Đã sửa lúc ${at}`, silent: "Gửi không chuông", forwarded: (of) => `Chuyển tiếp từ ${of}`, reveal: "Bấm để xem",
  buttons: "Các nút của tin này", download: (name) => `Tải tệp ${name}`, enlarge: "Xem ảnh lớn", picture: "Ảnh",
  contact: "Danh thiếp", write: "Nhắn tin", writeTo: (name) => `Nhắn tin, từ máy của ${name}`,
  send: "Gửi", sendingFile: "Đang gửi tệp…", attach: "Đính kèm", attachFile: "Gửi tệp hoặc ảnh",
  shareOwn: "Chia sẻ số điện thoại của tôi", shareOther: "Chia sẻ danh thiếp người khác…",
  whose: "Danh thiếp của ai?", commands: "Các lệnh của bot", noCommand: "Không có lệnh nào như vậy",
  keyboard: "Bàn phím trả lời", toggleKeyboard: "Ẩn/hiện bàn phím trả lời",
  says: (name, text) => `Máy của ${name}: ${text}`,

  clock: "Đồng hồ", clockHint: "Bot sống theo giờ này: đổi giờ thì lời nhắc, hạn duyệt và việc hằng ngày chạy theo.",
  clockReal: "giờ thật", clockMoved: "giờ đã chỉnh", chooseTime: "Chọn giờ khác", moveTo: "Chuyển đến",
  date: "Ngày giờ", pickValid: "Hãy chọn ngày và giờ.", moving: "Đang chuyển…",

  behind: "Phía sau", behindHint: "Những gì bot thật sự gọi và ghi lại", calls: "Lời gọi API", noCalls: "Chưa có lời gọi nào.",
  counters: "Số đếm", faults: "Thử gây lỗi",
  faultKind: "Lỗi", faultMethod: "Phương thức", faultTimes: "Số lần", faultRetry: "Chờ (giây)", faultMs: "Chậm (ms)",
  anyMethod: "mọi phương thức", cause: "Gây lỗi", armed: "Đang chờ xảy ra", always: "mọi lần", clearFaults: "Bỏ hết lỗi", waited: "chờ", times: (n) => `còn ${n} lần`,
  rtt: "Độ trễ đường truyền (ms)", rttHint: "Mỗi lời gọi của bot đi và về mất thêm chừng này, như mạng thật.",
  statusOk: "xong", statusLimited: "bị hạn chế", statusError: "lỗi",
  kinds: {
    429: ["429 · quá nhanh", "Telegram bảo bot chờ; bot phải chờ đủ rồi gửi lại, không mất tin."],
    500: ["500 · Telegram hỏng", "Máy chủ Telegram báo lỗi; bot gửi lại sau, thưa dần."],
    html: ["Trả lời là trang HTML", "Một máy trung gian trả trang web thay vì JSON; bot không được hiểu nhầm là xong."],
    drop_before: ["Đứt trước khi tới", "Kết nối đứt, tin chưa tới Telegram; bot gửi lại."],
    drop_after: ["Đứt sau khi tới", "Tin đã tới nhưng bot không hay; không được gửi trùng vô hạn."],
    slow: ["Trả lời chậm", "Telegram trả lời rất lâu; người khác vẫn phải được phục vụ."],
    403: ["403 · bị chặn", "Người nhận đã chặn bot; bot ngừng gửi cho người ấy."],
  },

  guide: "Phút đầu tiên", step: (n, all) => `Bước ${n}/${all}`, doIt: "Làm giúp tôi", next: "Tiếp", back: "Lùi", skip: "Bỏ qua",
  openHere: (name) => `Mở máy của ${name}`, onPhone: "Trên máy của", sendThis: "Hãy gửi", pressThis: "Hãy bấm", sendFile: "Hãy gửi tệp", moveClock: "Hãy chuyển đồng hồ đến",
  noButton: (label) => `Chưa có nút «${label}» trên máy này. Xin làm bước trước đó, hoặc bấm “Bỏ qua”.`,
  guideDone: "Vậy là xong một vòng!", guideDoneText: "Giờ bạn cứ thử tự do: nhắn như nói chuyện, bấm nút cũ, đổi giờ, gây lỗi.",
  again: "Xem lại", reopenGuide: "Mở hướng dẫn phút đầu tiên",

  helpTitle: "Dùng bằng bàn phím",
  helpIntro: "Đây là một “Telegram” giả ngay trên máy bạn. Mỗi điện thoại là của một người; bot thật đang chạy phía sau. Không có gì ra khỏi máy này.",
  keysTable: [
    ["Alt + N", "Điện thoại kế tiếp (thêm Shift: điện thoại trước)"], ["Alt + I", "Đến ô nhắn tin"],
    ["Alt + K", "Đến các nút của tin mới nhất"], ["← ↑ → ↓", "Đi giữa các nút; Home, End: đầu và cuối hàng"],
    ["Alt + P", "Chọn người"], ["Alt + C", "Đồng hồ"], ["Alt + G", "Hướng dẫn phút đầu"], ["Alt + X", "Phía sau"],
    ["/", "Gõ trong ô nhắn tin để chọn lệnh"], ["Enter", "Gửi (Shift + Enter: xuống dòng)"], ["Esc", "Đóng"], ["Alt + /", "Bảng này"],
  ],
};

const EN = {
  htmlLang: "en",
  product: "Tại Nhà",
  tagline: "A trial that runs wholly on this computer — nothing is sent to the Internet",
  otherLanguageShort: "VI", switchLanguage: "Chuyển sang tiếng Việt",
  themeDark: "Switch to dark", themeLight: "Switch to light",
  help: "Help", more: "More", close: "Close", ok: "Got it",
  opening: "Opening…",
  lostTitle: "The connection to the demo is lost.",
  lostText: "Is the terminal with “tainha demo” still open? Start it again; this page reconnects by itself.",
  unreachable: "Not sent: the demo does not answer. Please check that “tainha demo” is still running.",
  failed: (status) => `The server refused (code ${status}). Please try again.`,
  outside: (url) => `This link leads outside:\n${url}\n\nThe demo opens nothing on the Internet.`,

  people: "People", peopleHint: "Choose a person to hold their phone", groups: "Group chats",
  others: "Others", openOn: (group, person) => `Open “${group}” on ${person}’s phone`,
  unread: (n) => `${n} unread`, isOpen: "open", phones: "Phones",
  noPhones: "No phone is open. Choose a person from the list.",
  phoneOf: (name) => `${name}’s phone`, closePhone: (name) => `Put ${name}’s phone away`,

  bot: "bot", typing: "typing…", members: (n) => `${n} members`, chatMenu: "More actions",
  block: "Block the bot", unblock: "Unblock", blocked: "This person has blocked the bot. It cannot reach them here.",
  emptyTitle: "No messages yet", emptyText: (bot) => `Press Start to greet ${bot}, just as in Telegram.`,
  invitation: "Text message (SMS)", emptyGroup: "No messages in this group yet.", begin: "Start", messages: "Messages",
  newMessages: (n) => `${n} new`, toBottom: "To the newest", unreadLine: "Unread messages",
  edited: "edited", editedAt: (at) => `Edited at ${at}`, silent: "Sent silently", forwarded: (of) => `Forwarded from ${of}`, reveal: "Press to reveal",
  buttons: "Buttons of this message", download: (name) => `Download ${name}`, enlarge: "Enlarge the picture", picture: "Picture",
  contact: "Contact", write: "Message", writeTo: (name) => `Message, from ${name}’s phone`,
  send: "Send", sendingFile: "Sending the file…", attach: "Attach", attachFile: "Send a file or picture",
  shareOwn: "Share my phone number", shareOther: "Share someone else’s contact…",
  whose: "Whose contact?", commands: "The bot’s commands", noCommand: "No such command",
  keyboard: "Reply keyboard", toggleKeyboard: "Show or hide the reply keyboard",
  says: (name, text) => `${name}’s phone: ${text}`,

  clock: "Clock", clockHint: "The bot lives in this time: move it, and reminders, deadlines and daily jobs follow.",
  clockReal: "real time", clockMoved: "moved", chooseTime: "Another time", moveTo: "Move to",
  date: "Date and time", pickValid: "Please choose a date and a time.", moving: "Moving…",

  behind: "Behind", behindHint: "What the bot really calls and records", calls: "API calls", noCalls: "No calls yet.",
  counters: "Counters", faults: "Cause a fault",
  faultKind: "Fault", faultMethod: "Method", faultTimes: "Times", faultRetry: "Wait (s)", faultMs: "Delay (ms)",
  anyMethod: "any method", cause: "Cause it", armed: "Waiting to happen", always: "every time", clearFaults: "Clear all faults", waited: "wait", times: (n) => `${n} left`,
  rtt: "Round-trip time (ms)", rttHint: "Each call of the bot takes this much longer, as on a real network.",
  statusOk: "done", statusLimited: "limited", statusError: "error",
  kinds: {
    429: ["429 · too fast", "Telegram tells the bot to wait; it must wait that long, then send again and lose nothing."],
    500: ["500 · Telegram is down", "Telegram’s server fails; the bot tries again, ever more slowly."],
    html: ["An HTML page as answer", "Something in between answers with a web page; the bot must not take it for success."],
    drop_before: ["Cut before it arrives", "The connection breaks before Telegram has the message; the bot sends it again."],
    drop_after: ["Cut after it arrived", "The message arrived but the bot cannot know; it must not repeat for ever."],
    slow: ["Slow answer", "Telegram takes very long; others must still be served."],
    403: ["403 · blocked", "The recipient blocked the bot; it stops sending to them."],
  },

  guide: "The first minute", step: (n, all) => `Step ${n} of ${all}`, doIt: "Do it for me", next: "Next", back: "Back", skip: "Skip",
  openHere: (name) => `Open ${name}’s phone`, onPhone: "On the phone of", sendThis: "Send", pressThis: "Press", sendFile: "Send the file", moveClock: "Move the clock to",
  noButton: (label) => `There is no button “${label}” on this phone yet. Please do the step before, or press “Skip”.`,
  guideDone: "That was the whole round!", guideDoneText: "Now try anything: write as you speak, press an old button, move the clock, cause a fault.",
  again: "Once more", reopenGuide: "Open the first-minute guide",

  helpTitle: "By keyboard",
  helpIntro: "This is a make-believe “Telegram” on your own computer. Each phone belongs to one person; the real bot runs behind it. Nothing leaves this machine.",
  keysTable: [
    ["Alt + N", "Next phone (with Shift: the one before)"], ["Alt + I", "To the message field"],
    ["Alt + K", "To the buttons of the newest message"], ["← ↑ → ↓", "Between buttons; Home, End: ends of a row"],
    ["Alt + P", "Choose a person"], ["Alt + C", "Clock"], ["Alt + G", "First-minute guide"], ["Alt + X", "Behind"],
    ["/", "In the message field: choose a command"], ["Enter", "Send (Shift + Enter: new line)"], ["Esc", "Close"], ["Alt + /", "This table"],
  ],
};

export const LANGUAGES = { vi: VI, en: EN };

export function translate(lang) {
  return LANGUAGES[lang] || VI;
}

/** A text that the server gives in both languages. */
export function say(both, lang) {
  return both ? both[lang] || both.vi || both.en || "" : "";
}

/** What every component needs: {t, lang, act, zone, bot, person(id)}. */
export const Ui = createContext(null);
