package rag

// succeededBy is the share of an edited article's runs of three words that it has
// from its old text at the least. A report that was rewritten from its lead to its
// end, with the quotations kept, has .2 of them; a consent wall, a page of a site
// that is down, or a domain for sale has none, but for stray ones such as 'all rights
// reserved'. TestSucceeds has the cases.
const succeededBy = 0.05

// Succeeds reports whether a text that was found in an article's place is a later
// version of it, rather than a wall, an error or another page that its address
// leads to now. It is one if it has the headline, or words of the old text, or says
// that it is of the same outlet and when it was published.
func Succeeds(old, found *Article) bool {
	if old.Title == found.Title && !old.TitleDerived || contained(found.Body, old.Body) >= succeededBy {
		return true
	}
	return old.Published.Known() && found.Published.Known() && old.Outlet == found.Outlet && old.Outlet != ""
}
