using System.Globalization;
using Geo.Core.Crs;

namespace Geo.Api.Ogc;

/// <summary>The parameters that OGC API – Features Part 1 defines, from text to values; each error names its parameter.</summary>
internal static class Parameters
{
    /// <summary>Greatest page; a greater <c>limit</c> is answered with this many (Part 1, /req/core/fc-limit-response-1).</summary>
    public const int MaximumLimit = 10_000;

    /// <summary>Page where no <c>limit</c> is given.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Rows a page.</summary>
    public static int Limit(string? text, int maximum = MaximumLimit)
    {
        if (text is null)
        {
            return DefaultLimit;
        }

        return UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1
            ? (int)UInt128.Min(limit, (uint)maximum)
            : throw Wrong("limit", $"'{text}' is not a whole number from 1 to {maximum}", "give for example limit=100");
    }

    /// <summary>A coordinate reference system by URI or safe CURIE; CRS84 where nothing is said.</summary>
    public static OfferedCrs Crs(string parameter, string? text) => text is null ? OfferedCrs.Crs84
        : OfferedCrs.Find(text) ?? throw Wrong(parameter, $"'{text}' is not offered", $"use one of {string.Join(", ", OfferedCrs.Uris)}");

    /// <summary>A rectangle in CRS84: four numbers, or six whose heights mean nothing to flat features.</summary>
    public static Extent? Bbox(string? text, string? crs) => Crs("bbox-crs", crs) == OfferedCrs.Crs84
        ? RequestedBox.Of(text, crs)?.Bbox
        : throw Wrong("bbox-crs", $"'{crs}' is not offered here", $"use {OfferedCrs.Crs84.Uri}, longitude first, or leave bbox-crs out");

    /// <summary>Comma-separated finite numbers, invariant culture.</summary>
    public static double[] Numbers(string parameter, string text) => [.. text.Split(',').Select(part =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(parameter, $"'{part}' is not a number", "separate plain numbers by commas"))];

    /// <summary>An RFC 3339 instant, <c>a/b</c>, <c>a/..</c>, <c>../b</c> (or with an empty side). A bare date is none (Part 1, 7.15.4): it would mean another day in each zone.</summary>
    /// <returns>Closed interval; a side is null where it is open, never both.</returns>
    public static (DateTimeOffset? From, DateTimeOffset? To)? Datetime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] sides = text.Split('/');
        if (sides.Length == 1)
        {
            var at = Instant("datetime", sides[0]);
            return (at, at);
        }

        if (sides.Length != 2)
        {
            throw Wrong("datetime", $"'{text}' has more than two sides", "give an instant, START/END, START/.. or ../END");
        }

        DateTimeOffset? start = sides[0] is "" or ".." ? null : Instant("datetime", sides[0]);
        DateTimeOffset? end = sides[1] is "" or ".." ? null : Instant("datetime", sides[1]);
        return start > end ? throw Wrong("datetime", "its start lies behind its end", "give START/END in order of time")
            : start is null && end is null ? throw Wrong("datetime", $"'{text}' is open on both sides", "leave datetime out, or give START/.. or ../END")
            : (start, end);
    }

    /// <summary>The instant whose knowledge is asked for; a bare date is its end in Asia/Shanghai, where the days are counted.</summary>
    public static DateTimeOffset? KnownOn(string? text, string parameter = "known-on") => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Core.Store.KnownOn.EndOf(day)
            : Instant(parameter, text);

    /// <summary>What is wrong with a query parameter.</summary>
    public static InputException Wrong(string parameter, string problem, string mend) => new("request", parameter, problem, mend);

    private static DateTimeOffset Instant(string parameter, string text) =>
        Rfc3339.Instant(text) ?? throw Wrong(parameter, $"'{text}' is not an RFC 3339 instant", "give for example 2025-07-14T03:20:00Z; for a whole day START/END");
}
