using System.Net;
using System.Net.Sockets;

namespace Geo.Api.Auth;

/// <summary>Where a request comes from, for counting failed sign-ins.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The peer's address; behind a proxy of this machine (<c>GEOWFC_PUBLIC_URL</c> is set and the peer is local) the last that it names in X-Forwarded-For. Of an IPv6 address the /64, which one customer has whole.</summary>
    public static string Of(HttpContext http)
    {
        var peer = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (http.RequestServices.GetRequiredService<ServerSettings>().PublicUrl is not null && IPAddress.IsLoopback(peer)
            && IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var forwarded))
        {
            peer = forwarded;
        }

        if (peer.IsIPv4MappedToIPv6) peer = peer.MapToIPv4();
        if (peer.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(peer)) return peer.ToString();
        byte[] bytes = peer.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes) + "/64";
    }
}
