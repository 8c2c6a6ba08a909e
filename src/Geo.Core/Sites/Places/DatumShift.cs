using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Crs;

namespace Geo.Core.Sites.Places;

/// <summary>
/// Xi'an 1980 and Beijing 1954 by the parameters that the person brings: EPSG:2382+towgs84=DX,DY,DZ[,RX,RY,RZ,S] (metres, arc seconds,
/// parts per million; position vector, as PROJ and most Chinese programs have it). Without parameters no shift is made.
/// </summary>
internal static partial class DatumShift
{
    /// <summary>True for a code of one of the two datums.</summary>
    public static bool IsOld(int epsg) => Family(epsg) is not null;

    /// <summary>Xi'an 1980 or Beijing 1954; null for other codes.</summary>
    public static (string Zh, string En)? Family(int epsg) => epsg switch
    {
        >= 2327 and <= 2390 or 4610 => ("西安80", "Xi'an 1980"),
        >= 2401 and <= 2442 or >= 21413 and <= 21423 or >= 21453 and <= 21463 or 4214 => ("北京54", "Beijing 1954"),
        _ => null,
    };

    /// <summary>The PROJ text of a code with parameters behind it; null where the text is no such thing.</summary>
    /// <exception cref="InputException">The code is of another datum, or the parameters are neither 3 nor 7 numbers.</exception>
    public static string? Proj(string text)
    {
        var match = WithParameters().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int epsg = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        string[] parameters = match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries);
        bool numbers = parameters.All(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && double.IsFinite(n));
        if (Family(epsg) is not { } family || !numbers || parameters.Length is not (3 or 7))
        {
            throw new InputException(text, "source-crs", "towgs84 takes 3 or 7 numbers, behind a code of Xi'an 1980 or Beijing 1954", "write as EPSG:2382+towgs84=DX,DY,DZ")
            { Chinese = "towgs84 须为 3 个或 7 个数字，且只用于西安80、北京54 的编码；例如 EPSG:2382+towgs84=DX,DY,DZ" };
        }

        // IAG 1975 and Krassowsky 1940.
        string ellipsoid = family.Zh == "西安80" ? "+a=6378140 +rf=298.257" : "+a=6378245 +rf=298.3";
        var plane = GaussKrueger.Of(epsg);
        string projection = plane is null ? "+proj=longlat" : FormattableString.Invariant($"+proj=tmerc +lat_0=0 +lon_0={plane.Meridian} +k=1 +x_0={plane.FalseEasting} +y_0=0 +units=m");
        return $"{projection} {ellipsoid} +towgs84={string.Join(',', parameters)} +no_defs";
    }

    [GeneratedRegex(@"^\s*(?:EPSG:)?([0-9]{4,5})\s*\+\s*towgs84\s*=\s*([-+0-9.eE,\s]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex WithParameters();
}
