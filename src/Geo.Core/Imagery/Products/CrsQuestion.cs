using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>What to ask where a raster does not say its CRS: its numbers tell which systems can be meant, never which is.</summary>
/// <remarks>
/// CGCS2000 Gauss-Krüger with zone prefix: EPSG 4513 to 4533 are the 3-degree zones 25 to 45, 4491 to 4501 the 6-degree zones
/// 13 to 23; without prefix, 4534 to 4554 are the 3-degree central meridians 75 to 135 E.
/// </remarks>
internal static class CrsQuestion
{
    internal static InputException Of(Dataset file, string problem)
    {
        var t = file.Transform!.Value;
        var (x, y) = t.Apply(file.Width / 2.0, file.Height / 2.0);
        return new InputException(file.Path, "CRS", $"{problem}; {Numbers(x, y)}", Mend(x, y));
    }

    private static string Numbers(double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"its middle lies at x = {x:0.###}, y = {y:0.###}");

    private static string Mend(double x, double y)
    {
        if (Math.Abs(x) <= 180 && Math.Abs(y) <= 90) return "these look like degrees: pass --crs EPSG:4490 (CGCS2000) or --crs EPSG:4326 (WGS 84)";
        if (IsNorthing(x) && IsEasting(y)) return "easting and northing look swapped: write the transform with x = east, or ask for another export";
        if (IsNorthing(y) && Prefixed(x) is { } code) return code;
        return IsNorthing(y) && IsEasting(x)
            ? "these look like Gauss-Krüger without zone prefix or UTM, and the numbers do not tell the central meridian: ask who made it, then pass "
                + "--crs EPSG:4546 (CGCS2000, 3 degrees, 111 E), --crs EPSG:4547 (114 E), --crs EPSG:4545 (108 E) or --crs EPSG:32649 (UTM 49N)"
            : "ask who made it which system this is, then pass --crs EPSG:NNNN";
    }

    private static string? Prefixed(double x)
    {
        int zone = (int)Math.Floor(x / 1e6);
        if (!IsEasting(x - zone * 1e6)) return null;
        return zone switch
        {
            >= 25 and <= 45 => string.Create(CultureInfo.InvariantCulture,
                $"these look like Gauss-Krüger with the prefix of the 3-degree zone {zone}: if it is CGCS2000 pass --crs EPSG:{4513 + zone - 25}"),
            >= 13 and <= 23 => string.Create(CultureInfo.InvariantCulture,
                $"these look like Gauss-Krüger with the prefix of the 6-degree zone {zone}: if it is CGCS2000 pass --crs EPSG:{4491 + zone - 13}"),
            _ => null,
        };
    }

    private static bool IsEasting(double value) => value is > 100_000 and < 900_000;

    private static bool IsNorthing(double value) => value is > 1_700_000 and < 6_200_000;
}
