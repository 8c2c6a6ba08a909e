using System.Globalization;
using Geo.Core.Crs;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>What to ask where a raster does not say its CRS: its numbers tell which systems can be meant, never which is.</summary>
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
        return GaussKrueger.Cgcs2000.FirstOrDefault(g => g.Zone == zone) is not { } meant ? null : string.Create(CultureInfo.InvariantCulture,
            $"these look like Gauss-Krüger with the prefix of the {meant.Degrees}-degree zone {zone}: if it is CGCS2000 pass --crs EPSG:{meant.Epsg}");
    }

    private static bool IsEasting(double value) => value is > 100_000 and < 900_000;

    private static bool IsNorthing(double value) => value is > 1_700_000 and < 6_200_000;
}
