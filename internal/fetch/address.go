package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxURL bounds an address, in bytes: what browsers and servers agree on is
// about 2,000, and some archives have longer ones.
const maxURL = 4096

// parse reads an address and brings its host to the form in which it is looked
// up. It never returns nil, so that an error can name what it is about.
func parse(address string) (*url.URL, error) {
	shown := &url.URL{Opaque: clip(address)}
	if len(address) > maxURL {
		return shown, badAddress("it is longer than %d bytes", maxURL)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return &url.URL{Opaque: "the address"}, badAddress("it is not written as an address is") // nor is it quoted: it may hold a password
	case u.User != nil:
		u.User = nil
		return u, badAddress("it holds a name or password")
	case !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https"):
		return shown, badAddress("it does not begin with http:// or https://")
	case u.Opaque != "" || u.Hostname() == "":
		return shown, badAddress("it names no site")
	}
	host, err := hostOf(u.Hostname())
	if err != nil {
		return shown, err
	}
	if u.Host, err = withPort(host, u.Port()); err != nil {
		return shown, err
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// hostOf returns a host as it is looked up: in lower case, in ASCII, without
// the dot at its end. An address of numbers must be written in the usual way:
// others are read differently by different programs.
func hostOf(host string) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return "", badAddress("its host names a network card")
		}
		return ip.String(), nil
	}
	plain, err := ascii(strings.TrimSuffix(host, "."))
	if err != nil || strings.Trim(plain, hostLetters) != "" || strings.Trim(plain, ".") == "" {
		return "", badAddress("%s is not the name of a host", clip(host))
	}
	if ip, err := netip.ParseAddr(plain); err == nil {
		return ip.String(), nil
	}
	if isNumber(plain[strings.LastIndexByte(plain, '.')+1:]) {
		return "", badAddress("%s is a number, and not written as 192.0.2.1 is", clip(host))
	}
	return plain, nil
}

// hostLetters are what a host's name may be of. The underscore is of no name of
// a machine, and of some sites all the same.
const hostLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_."

// ascii writes the name of a host as it is looked up.
func ascii(host string) (string, error) {
	for i := range len(host) {
		if host[i] >= utf8.RuneSelf {
			return idna.Lookup.ToASCII(host)
		}
	}
	return strings.ToLower(host), nil
}

// isNumber reports whether a host whose last part this is is an address of
// numbers, by the rule of the URL standard (section 3.5, 'ends in a number').
func isNumber(last string) bool {
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	hex, ok := strings.CutPrefix(last, "0x")
	return ok && strings.Trim(hex, "0123456789abcdef") == ""
}

// withPort joins a host and a port, "" for the usual one.
func withPort(host, port string) (string, error) {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" {
		return host, nil
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", badAddress("%s is no port", clip(port))
	}
	return host + ":" + port, nil
}

// clip shortens what is quoted in a message.
func clip(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

func badAddress(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrAddress, fmt.Sprintf(format, args...))
}
