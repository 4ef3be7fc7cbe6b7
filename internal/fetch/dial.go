package fetch

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// dialer connects to hosts whose addresses the policy lets through.
type dialer struct {
	policy   Policy
	resolver Resolver
	net      net.Dialer
}

// dial looks a host up, once, and connects to the first address that is let
// through and answers. The connection is to that address and no other: what the
// name stands for a moment later does not matter.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, err
	}
	all, err := d.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	err = errNoAddress
	for _, ip := range all {
		at := netip.AddrPortFrom(ip.Unmap(), uint16(port))
		if err = d.policy.permit(at); err != nil {
			continue
		}
		var conn net.Conn
		if conn, err = d.net.DialContext(ctx, network, at.String()); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// lookup returns the addresses of a host, or the one that it is.
func (d *dialer) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	return d.resolver.LookupNetIP(ctx, "ip", host)
}

// control is asked by the system's dialer, with the address to which the socket
// is about to connect: the last word, whatever came before.
func (d *dialer) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return ErrNotPublic
	}
	return d.policy.permit(at)
}
