using Geo.Core.Crs;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites.Places;

/// <summary>From which coordinate system the rows come, and how they get to longitude and latitude.</summary>
/// <param name="Crs">EPSG:n, gcj02, bd09 or CRS84; null where it has to be confirmed first.</param>
/// <param name="How">said (by the person), declared (by the file), assumed (numbers that are degrees) or unknown.</param>
/// <param name="ToLonLat">The way there; null while it is unknown.</param>
/// <param name="Remarks">What the person should know of it.</param>
/// <param name="Guess">What it could be, where it is unknown.</param>
internal sealed record SourceSystem(string? Crs, string How, Func<Geometry, Geometry>? ToLonLat, IReadOnlyList<Reason> Remarks, CrsGuess? Guess)
{
    private const string Said = "said", Declared = "declared", Assumed = "assumed", Unknown = "unknown";

    /// <summary>Settles it.</summary>
    /// <param name="layer">May name its system.</param>
    /// <param name="positions">One of each row, as the file has them, x east.</param>
    /// <param name="where">What messages call the file.</param>
    /// <param name="options">May name it too, which goes first.</param>
    /// <exception cref="InputException">The system named is none, or its datum's shift is not public.</exception>
    public static SourceSystem Of(VectorLayer layer, IReadOnlyList<Coordinate> positions, string where, RegisterOptions options)
    {
        string? said = options.SourceCrs?.Trim();
        switch (said?.ToLowerInvariant())
        {
            case "gcj02" or "gcj-02":
                return new SourceSystem("gcj02", Said, g => ChineseOffsets.Move(g, ChineseOffsets.Gcj02ToWgs84), [Shifted("GCJ-02")], null);
            case "bd09" or "bd-09":
                return new SourceSystem("bd09", Said, g => ChineseOffsets.Move(g, ChineseOffsets.Bd09ToWgs84), [Shifted("BD-09")], null);
            case "crs84" or "wgs84" or "cgcs2000":
                return new SourceSystem("CRS84", Said, g => g, [], null);
            case null or "" when layer.Crs is null:
                // Only longitudes and latitudes can be told from the numbers; the bounds are checked row by row.
                return positions.Count(CrsGuess.IsMetres) * 2 > positions.Count
                    ? new SourceSystem(null, Unknown, null, [], CrsGuess.Of([.. positions.Where(CrsGuess.IsMetres)], options.District))
                    : new SourceSystem("CRS84", Assumed, g => g, [], null);
            case null or "":
                return new SourceSystem(Name(layer.Crs!), Declared, Way(layer.Crs!, where), [], null);
        }

        if (DatumShift.Proj(said!) is { } proj)
        {
            return new SourceSystem(said, Said, Way(WellKnown.FromUser(proj), where),
            [
                new Reason("已用给定的参数转换到 CGCS2000，精度取决于这些参数；请用一个已知点核对", "moved to CGCS2000 by the parameters given: as good as these are, so check one known point"),
            ], null);
        }

        var system = Known(said!, where);
        return new SourceSystem(Name(system), Said, Way(system, where), [], null);
    }

    private static SpatialReference Known(string text, string where)
    {
        try
        {
            return WellKnown.FromUser(text);
        }
        catch (InputException unknown)
        {
            throw new InputException(where, "source-crs", $"'{text}' names no coordinate system", "write EPSG:4546, gcj02 or bd09", unknown)
            { Chinese = $"“{text}”不是坐标系；请写 EPSG:4546、gcj02 或 bd09" };
        }
    }

    private static Func<Geometry, Geometry> Way(SpatialReference system, string where)
    {
        try
        {
            return GeometryTransform.Of(system, WellKnown.Crs84);
        }
        catch (InputException secret) when (system.Epsg is null)
        {
            string name = WellKnown.NameOf(system);
            throw new InputException(where, "source-crs", $"'{name}' is Beijing 1954, Xi'an 1980 or made on their ellipsoid, some 50 to 150 m off CGCS2000 by parameters that differ by region and are not public",
                "ask which datum and zone it is, and type --source-crs \"EPSG:n+towgs84=DX,DY,DZ\" with the surveying authority's parameters; or have the file converted to CGCS2000", secret)
            { Chinese = $"“{name}”是北京54、西安80 或建立在其椭球上的坐标系，与 CGCS2000 相差约 50–150 米，转换参数因地而异且不公开；请问清基准和分带，向测绘部门取得参数后加上 --source-crs \"EPSG:编码+towgs84=DX,DY,DZ\"，或先转换为 CGCS2000" };
        }
        catch (InputException secret)
        {
            string code = Name(system);
            var (zh, en) = (system.Epsg is { } epsg ? DatumShift.Family(epsg) : null) ?? ("该", "this datum");
            throw new InputException(where, "source-crs", $"{code} ({en}) lies some 50 to 150 m off CGCS2000, by parameters that differ by region and are not public",
                $"type --source-crs \"{code}+towgs84=DX,DY,DZ\" with the surveying authority's parameters, or have the file converted to CGCS2000", secret)
            { Chinese = $"{code}（{zh}）与 CGCS2000 相差约 50–150 米，转换参数因地而异且不公开；请向测绘部门取得参数后加上 --source-crs \"{code}+towgs84=DX,DY,DZ\"，或先转换为 CGCS2000" };
        }
    }

    private static string Name(SpatialReference system) => system.Epsg is { } epsg ? epsg == 4326 ? "CRS84" : $"EPSG:{epsg}" : WellKnown.NameOf(system);

    private static Reason Shifted(string name) => new($"{name} 按通行公式还原，精度约 1 米", $"{name} was undone by the formula in circulation, good to about a metre");
}
