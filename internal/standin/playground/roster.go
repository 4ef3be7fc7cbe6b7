package playground

import (
	"fmt"

	"newsdesk/internal/standin"
)

// names are the people of the playground in the order in which tabs become them; the
// first owns the server and manages it. Who comes after is a guest with a number.
var names = [...]string{"Ruth", "Alice", "Omar", "Zainab", "Jonas", "Layla", "Mei", "Tomas"}

// roster is the people that tabs can be. Its owner guards it.
type roster struct {
	discord *standin.Discord
	guild   string
	people  []*person
}

// person is somebody whom a tab can be.
type person struct {
	user standin.User
	tab  string // whose it was last: the tab's own random name
	open int    // connections now
}

// add makes the next person, in the server if there is one yet.
func (r *roster) add() *person {
	n := len(r.people)
	name := fmt.Sprintf("Guest %d", n+1)
	if n < len(names) {
		name = names[n]
	}
	p := &person{user: r.discord.AddUser(name)}
	r.people = append(r.people, p)
	if r.guild != "" {
		// It fails where guild or user are unknown, and both were made here.
		_ = r.discord.Join(r.guild, p.user.ID)
	}
	return p
}

// take makes a tab somebody: who it was before, unless another tab is that by now;
// else the first person who is nobody's at the moment.
func (r *roster) take(id, tab string) *person {
	for _, p := range r.people {
		if p.user.ID == id && (p.open == 0 || p.tab == tab) {
			return p.opened(tab)
		}
	}
	for _, p := range r.people {
		if p.open == 0 {
			return p.opened(tab)
		}
	}
	return r.add().opened(tab)
}

func (p *person) opened(tab string) *person {
	p.open++
	p.tab = tab
	return p
}

// take notes a tab's connection and says who the tab is.
func (p *Playground) take(t *tab, id, name string) *person {
	p.mu.Lock()
	defer p.mu.Unlock()
	who := p.roster.take(id, name)
	p.tabs[t] = true
	return who
}

// leave forgets a tab's connection.
func (p *Playground) leave(t *tab) {
	p.mu.Lock()
	if p.tabs[t] {
		delete(p.tabs, t)
		t.person.open--
	}
	p.mu.Unlock()
	p.tellPeople()
}

// tellPeople tells every tab who is there.
func (p *Playground) tellPeople() {
	people := p.people()
	p.mu.Lock()
	defer p.mu.Unlock()
	for t := range p.tabs {
		t.send(message{Event: "people", People: people})
	}
}

// face is somebody as the page shows them.
type face struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Bot     bool   `json:"bot,omitempty"`
	Manages bool   `json:"manages,omitempty"`
	Online  bool   `json:"online,omitempty"`
}

// people are the bot and everybody, the bot first.
func (p *Playground) people() []face {
	bot := p.discord.Bot()
	list := []face{{ID: bot.ID, Name: bot.Username, Bot: true, Online: p.discord.Connected() > 0}}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, one := range p.roster.people {
		list = append(list, face{ID: one.user.ID, Name: one.user.Username, Manages: i == 0, Online: one.open > 0})
	}
	return list
}
