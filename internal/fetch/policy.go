package fetch

import (
	"net/netip"
	"slices"
)

// Policy says which addresses may be asked. The zero Policy is the public
// internet, at the ports that the web is served at.
type Policy struct {
	// Allow are networks to let through, at any port, though they are not
	// public: a newsroom's own archive, or a test's.
	Allow []netip.Prefix
}

// ports are those at which the web is served. Others are of services that were
// never meant to be spoken to in HTTP, such as mail.
var ports = []uint16{80, 443, 8080, 8443}

// permit returns why an address may not be asked, nil if it may.
func (p Policy) permit(a netip.AddrPort) error {
	ip := a.Addr().Unmap()
	switch {
	case ip.Zone() == "" && slices.ContainsFunc(p.Allow, func(n netip.Prefix) bool { return n.Contains(ip) }):
		return nil
	case !public(ip):
		return ErrNotPublic
	case !slices.Contains(ports, a.Port()):
		return errPort
	}
	return nil
}

// special are the networks of IPv4 that are not public, as the IANA registers
// them (RFC 6890 and its updates), and one address that is: at the last, each
// machine at Azure finds a service of its own host.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
)

// special6 are the networks within the global ones of IPv6 that are not public:
// those of protocols, Teredo's tunnels among them, and of documentation.
var special6 = prefixes("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20")

// global are the networks of IPv6 from which public addresses are given. All
// others are loopback, link-local, site-local, unique local, multicast, or
// nobody's, those that embed one of IPv4 among them.
var global = netip.MustParsePrefix("2000::/3")

// nat64 and sixToFour are networks of IPv6 whose addresses lead to the one of
// IPv4 that they hold, at these bytes.
var (
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)

const (
	nat64At     = 12
	sixToFourAt = 2
)

// public reports whether an address is one of the public internet.
func public(ip netip.Addr) bool {
	ip = ip.Unmap()
	switch {
	case !ip.IsValid() || ip.Zone() != "":
		return false
	case ip.Is4():
		return !within(special, ip)
	case nat64.Contains(ip):
		return public(embedded(ip, nat64At))
	case sixToFour.Contains(ip):
		return public(embedded(ip, sixToFourAt))
	}
	return global.Contains(ip) && !within(special6, ip)
}

// embedded is the address of IPv4 at some byte of one of IPv6.
func embedded(ip netip.Addr, at int) netip.Addr {
	b := ip.As16()
	return netip.AddrFrom4([4]byte(b[at : at+4]))
}

func within(networks []netip.Prefix, ip netip.Addr) bool {
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(ip) })
}

func prefixes(all ...string) []netip.Prefix {
	networks := make([]netip.Prefix, len(all))
	for i, s := range all {
		networks[i] = netip.MustParsePrefix(s)
	}
	return networks
}
