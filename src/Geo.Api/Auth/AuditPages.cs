using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Auth;

/// <summary>The audit log over HTTP.</summary>
internal static class AuditPages
{
    /// <summary>GET /audit?limit&amp;before&amp;user&amp;subject: the youngest lines first; <c>before</c> is the seq of the last line seen.</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        string? Given(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        long? before = null;
        if (Given("before") is { } text)
        {
            before = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seq)
                ? seq
                : throw Parameters.Wrong("before", $"'{text}' is no number of a line", "give the seq of the last line that you have");
        }

        return PeoplePages.Told(http, store.Audit.List(new AuditQuery(Parameters.Limit(Given("limit")), before, Given("user"), Given("subject"))));
    }
}
