package standin

// Patterns are the routes that the stand-in serves, "GET /users/@me".
func (d *Discord) Patterns() []string {
	var list []string
	for _, routes := range [][]route{
		d.metaRoutes(), d.channelRoutes(), d.messageRoutes(), d.threadRoutes(), d.guildRoutes(), d.commandRoutes(), d.interactionRoutes(),
	} {
		for _, r := range routes {
			list = append(list, r.pattern)
		}
	}
	return list
}
