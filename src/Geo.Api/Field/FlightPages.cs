using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Field;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Field;

/// <summary>Flight polygons.</summary>
internal static class FlightPages
{
    /// <summary>Sites that one file may hold.</summary>
    public const int MostSites = 500;

    /// <summary>GET /mine-sites/{code}/flight.kml?buffer=50</summary>
    public static IResult One(string code, HttpContext http, WorkspaceStore store) => File(http, store, [code], $"flight-{code}.kml");

    /// <summary>GET /flight.kml?codes=M01,M02&amp;buffer=50</summary>
    public static IResult Many(HttpContext http, WorkspaceStore store)
    {
        string[] codes = http.Request.Query["codes"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return codes.Length is >= 1 and <= MostSites
            ? File(http, store, codes, "flight.kml")
            : throw Parameters.Wrong("codes", $"{codes.Length} codes are named", $"name 1 to {MostSites} mine sites: codes=M01,M02");
    }

    private static FileContentHttpResult File(HttpContext http, WorkspaceStore store, string[] codes, string name)
    {
        double buffer = FlightKml.UsualBuffer;
        if (http.Request.Query.TryGetValue("buffer", out var given) && !double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out buffer))
        {
            throw Parameters.Wrong("buffer", $"'{given}' is no number", "give metres, such as 50");
        }

        return TypedResults.Bytes(FlightKml.Of(FlightSites.Of(store, codes), buffer), FlightKml.MediaType, name);
    }
}
