using System.Globalization;
using Geo.Core.Crs;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>What to ask where a raster does not say its CRS: its numbers tell which systems can be meant, never which is.</summary>
internal static class CrsQuestion
{
    internal static InputException Of(Dataset file, string problem, string chinese)
    {
        var t = file.Transform!.Value;
        var (x, y) = t.Apply(file.Width / 2.0, file.Height / 2.0);
        var (english, mend) = Mend(x, y);
        return new InputException(file.Path, "CRS", $"{problem}; {Numbers(x, y)}", english)
        { Chinese = string.Create(CultureInfo.InvariantCulture, $"{chinese}，中心在 x = {x:0.###}、y = {y:0.###}；{mend}") };
    }

    private static string Numbers(double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"its middle lies at x = {x:0.###}, y = {y:0.###}");

    private static (string English, string Chinese) Mend(double x, double y)
    {
        if (Math.Abs(x) <= 180 && Math.Abs(y) <= 90)
        {
            return ("these look like degrees: pass --crs EPSG:4490 (CGCS2000) or --crs EPSG:4326 (WGS 84)", "像是经纬度：请用 geowfc ingest --crs EPSG:4490（CGCS2000）或 --crs EPSG:4326（WGS 84）指定");
        }

        if (IsNorthing(x) && IsEasting(y)) return ("easting and northing look swapped: write the transform with x = east, or ask for another export", "像是 X、Y 颠倒了：请把横坐标写成 x，或请提供方重新导出");
        if (IsNorthing(y) && Prefixed(x) is { } code) return code;
        return IsNorthing(y) && IsEasting(x)
            ? ("these look like Gauss-Krüger without zone prefix or UTM, and the numbers do not tell the central meridian: ask who made it, then pass "
                + "--crs EPSG:4546 (CGCS2000, 3 degrees, 111 E), --crs EPSG:4547 (114 E), --crs EPSG:4545 (108 E) or --crs EPSG:32649 (UTM 49N)",
                "像是不带带号的高斯-克吕格或 UTM 坐标，数值看不出中央经线：请问清提供方，再用 geowfc ingest --crs EPSG:4546（CGCS2000 三度带 111°E）、EPSG:4547（114°E）、EPSG:4545（108°E）或 EPSG:32649（UTM 49N）指定")
            : ("ask who made it which system this is, then pass --crs EPSG:NNNN", "请问清提供方是什么坐标系，再用 geowfc ingest --crs EPSG:NNNN 指定");
    }

    private static (string, string)? Prefixed(double x)
    {
        int zone = (int)Math.Floor(x / 1e6);
        if (!IsEasting(x - zone * 1e6)) return null;
        return GaussKrueger.Cgcs2000.FirstOrDefault(g => g.Zone == zone) is not { } meant ? null : (string.Create(CultureInfo.InvariantCulture,
            $"these look like Gauss-Krüger with the prefix of the {meant.Degrees}-degree zone {zone}: if it is CGCS2000 pass --crs EPSG:{meant.Epsg}"), string.Create(CultureInfo.InvariantCulture,
            $"像是带带号的高斯-克吕格坐标（{meant.Degrees} 度带第 {zone} 带）：若是 CGCS2000，请用 geowfc ingest --crs EPSG:{meant.Epsg} 指定"));
    }

    private static bool IsEasting(double value) => value is > 100_000 and < 900_000;

    private static bool IsNorthing(double value) => value is > 1_700_000 and < 6_200_000;
}
