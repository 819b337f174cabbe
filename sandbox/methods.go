package sandbox

// method is a Bot API method: what it takes and what it does. run is called with the
// server's lock held.
type method struct {
	name   string
	params params
	run    func(*Server, *query) (any, *apiError)
}

// methodTable lists every method that the sandbox knows, by its name in small letters.
func methodTable() map[string]method {
	markup := params{"reply_markup": aJSON}
	sending := params{"chat_id": aString, "message_thread_id": anInt, "disable_notification": aBool, "protect_content": aBool,
		"reply_parameters": aJSON, "reply_to_message_id": anInt, "allow_sending_without_reply": aBool}.with(markup)
	text := params{"text": aString, "parse_mode": aString, "entities": aJSON, "link_preview_options": aJSON, "disable_web_page_preview": aBool}
	caption := params{"caption": aString, "parse_mode": aString, "caption_entities": aJSON, "show_caption_above_media": aBool}
	which := params{"chat_id": aString, "message_id": anInt}
	scope := params{"scope": aJSON, "language_code": aString}
	language := params{"language_code": aString}
	table := map[string]method{}
	add := func(name string, p params, run func(*Server, *query) (any, *apiError)) {
		table[lower(name)] = method{name, p, run}
	}
	add("getMe", nil, (*Server).getMe)
	add("getUpdates", params{"offset": anInt, "limit": anInt, "timeout": anInt, "allowed_updates": aJSON}, (*Server).getUpdates)
	add("setWebhook", params{"url": aString, "secret_token": aString, "allowed_updates": aJSON, "drop_pending_updates": aBool,
		"max_connections": anInt, "ip_address": aString}, (*Server).setWebhook)
	add("deleteWebhook", params{"drop_pending_updates": aBool}, (*Server).deleteWebhook)
	add("getWebhookInfo", nil, (*Server).getWebhookInfo)

	add("sendMessage", sending.with(text), (*Server).sendMessage)
	add("sendPhoto", params{"photo": aFile, "has_spoiler": aBool}.with(sending, caption), (*Server).sendPhoto)
	add("sendDocument", params{"document": aFile, "thumbnail": aFile, "disable_content_type_detection": aBool}.with(sending, caption), (*Server).sendDocument)
	add("sendChatAction", params{"chat_id": aString, "message_thread_id": anInt, "action": aString}, (*Server).sendChatAction)

	add("editMessageText", which.with(text, markup), (*Server).editMessageText)
	add("editMessageCaption", which.with(caption, markup), (*Server).editMessageCaption)
	add("editMessageReplyMarkup", which.with(markup), (*Server).editMessageReplyMarkup)
	add("editMessageMedia", params{"media": aJSON}.with(which, markup), (*Server).editMessageMedia)
	add("deleteMessage", which, (*Server).deleteMessage)
	add("pinChatMessage", params{"disable_notification": aBool}.with(which), (*Server).pinChatMessage)
	add("unpinChatMessage", which, (*Server).unpinChatMessage)
	add("answerCallbackQuery", params{"callback_query_id": aString, "text": aString, "show_alert": aBool, "url": aString, "cache_time": anInt}, (*Server).answerCallbackQuery)

	add("getFile", params{"file_id": aString}, (*Server).getFile)
	add("getChat", params{"chat_id": aString}, (*Server).getChat)
	add("setMyCommands", params{"commands": aJSON}.with(scope), (*Server).setMyCommands)
	add("getMyCommands", scope, (*Server).getMyCommands)
	add("deleteMyCommands", scope, (*Server).deleteMyCommands)
	add("setChatMenuButton", params{"chat_id": anInt, "menu_button": aJSON}, (*Server).setChatMenuButton)
	add("setMyName", params{"name": aString}.with(language), profileSetter("name", 64))
	add("getMyName", language, profileGetter("name"))
	add("setMyDescription", params{"description": aString}.with(language), profileSetter("description", 512))
	add("getMyDescription", language, profileGetter("description"))
	add("setMyShortDescription", params{"short_description": aString}.with(language), profileSetter("short_description", 120))
	add("getMyShortDescription", language, profileGetter("short_description"))
	return table
}
