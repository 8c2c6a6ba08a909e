using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites.Places;

/// <summary>A coordinate system that would put the rows where they may be.</summary>
/// <param name="Crs">As --source-crs takes it: EPSG:4546.</param>
/// <param name="Zh">What it is, in Chinese.</param>
/// <param name="En">What it is, in English.</param>
/// <param name="Inside">Rows that it puts into the district; into China where the district is not known.</param>
/// <param name="NeedsParameters">On a datum whose shift is not public: only with +towgs84.</param>
public sealed record CrsCandidate(string Crs, string Zh, string En, int Inside, bool NeedsParameters);

/// <summary>What coordinates in metres without a system could be. A guess is never used before a person has confirmed it.</summary>
/// <param name="Candidates">Best first; may be empty.</param>
/// <param name="Rows">Rows that were tried.</param>
/// <param name="ByDistrict">True where the district's own layers decided, false where only the bounds of China did.</param>
public sealed record CrsGuess(IReadOnlyList<CrsCandidate> Candidates, int Rows, bool ByDistrict)
{
    private const int MostTried = 400, MostTold = 8;

    // A register of the district may lie a little beyond what is drawn; a wrong zone lies 250 km off.
    private const double MarginDegrees = 0.2;
    private static readonly Envelope s_china = new(73, 136, 3, 54);

    /// <summary>True for numbers that are no degrees.</summary>
    public static bool IsMetres(Coordinate c) => Math.Abs(c.X) > 360 || Math.Abs(c.Y) > 360;

    /// <summary>True where x is a northing and y an easting of China, as surveyors write them: a northing has 7 digits below 6 million, an easting 6, or 8 with its zone.</summary>
    public static bool IsNorthFirst(Coordinate c) => IsNorthing(c.X) && IsEasting(c.Y);

    /// <summary>Tries every zone of CGCS2000 with and without its number, the UTM zones of China and Web Mercator.</summary>
    /// <param name="positions">One of each row, x east.</param>
    /// <param name="district">Longitude and latitude; null where nothing of the district is known.</param>
    public static CrsGuess Of(IReadOnlyList<Coordinate> positions, Envelope? district)
    {
        int step = Math.Max(1, positions.Count / MostTried);
        Coordinate[] tried = [.. positions.Where((_, i) => i % step == 0)];
        var area = s_china.Copy();
        if (district is { IsNull: false })
        {
            area = district.Copy();
            area.ExpandBy(MarginDegrees);
        }

        var found = new List<CrsCandidate>();
        foreach (var zone in GaussKrueger.Cgcs2000.Where(z => tried.Any(c => InZone(c, z))).OrderBy(z => z.Degrees))
        {
            // A 6° zone whose meridian is that of a 3° zone has the same numbers.
            if (zone is { Degrees: 6, Zone: null } || Inside(tried, zone.Epsg, area) is not (> 0 and var inside)) continue;
            string name = zone.Zone is { } n ? $"带号 {n}" : "不带带号", named = zone.Zone is { } m ? $"zone {m} before the easting" : "no zone before the easting";
            found.Add(new CrsCandidate($"EPSG:{zone.Epsg}", $"CGCS2000 {zone.Degrees}度带，中央经线 {zone.Meridian}°，{name}", $"CGCS2000, {zone.Degrees}° zone, meridian {zone.Meridian}° E, {named}", inside, false));
            var (xian, beijing) = zone.OldCodes();
            found.Add(new CrsCandidate($"EPSG:{xian}", $"西安80 {zone.Degrees}度带，中央经线 {zone.Meridian}°，{name}（须有当地转换参数）", $"Xi'an 1980, {zone.Degrees}° zone, meridian {zone.Meridian}° E, {named} (needs local parameters)", inside, true));
            found.Add(new CrsCandidate($"EPSG:{beijing}", $"北京54 {zone.Degrees}度带，中央经线 {zone.Meridian}°，{name}（须有当地转换参数）", $"Beijing 1954, {zone.Degrees}° zone, meridian {zone.Meridian}° E, {named} (needs local parameters)", inside, true));
        }

        for (int utm = 43; utm <= 53; utm++)
        {
            if (Inside(tried, 32600 + utm, area) is > 0 and var inside) found.Add(new CrsCandidate($"EPSG:{32600 + utm}", $"WGS 84 UTM {utm}N", $"WGS 84 / UTM zone {utm}N", inside, false));
        }

        if (Inside(tried, 3857, area) is > 0 and var mercator) found.Add(new CrsCandidate("EPSG:3857", "Web 墨卡托", "Web Mercator", mercator, false));
        return new CrsGuess([.. found.OrderBy(c => c.NeedsParameters).ThenByDescending(c => c.Inside).Take(MostTold)], tried.Length, district is { IsNull: false });
    }

    /// <summary>What the file says itself, where no row lies right by it; null where it says nothing.</summary>
    public string? Declared { get; init; }

    /// <summary>The sentence that asks for a confirmation.</summary>
    public Reason Question()
    {
        string place = ByDistrict ? "本区" : "中国境内", where = ByDistrict ? "the district" : "China";
        string lead = Declared is null ? "坐标是米制，文件没有坐标系" : $"坐标是米制，文件声明的 {Declared} 不能使任何一行落在{place}";
        string led = Declared is null ? "the coordinates are metres and the file names no coordinate system" : $"the coordinates are metres and the file's own {Declared} puts no row into {where}";
        if (Candidates.Count == 0)
        {
            return new Reason($"{lead}，且没有任何常用坐标系能使其落在{place}；请用 --source-crs EPSG:编码 指定",
                $"{led}; none in use puts them into {where}; name it with --source-crs EPSG:n");
        }

        string zh = string.Join("；", Candidates.Select(c => $"{c.Crs}（{c.Zh}）")), en = string.Join("; ", Candidates.Select(c => $"{c.Crs} ({c.En})"));
        return new Reason(
            $"{lead}；能使其落在{place}的有：{zh}；请确认后加上 --source-crs {Candidates[0].Crs} 重新导入",
            $"{led}; these put them into {where}: {en}; confirm one by typing --source-crs {Candidates[0].Crs}");
    }

    private static bool InZone(Coordinate c, GaussKrueger zone) =>
        IsNorthing(c.Y) && (zone.Zone is { } n ? Math.Truncate(c.X / 1_000_000) == n : c.X is > 100_000 and < 900_000);

    private static bool IsNorthing(double v) => v is > 1_800_000 and < 6_000_000;

    private static bool IsEasting(double v) => v is > 100_000 and < 900_000 or > 13_100_000 and < 45_900_000;

    private static int Inside(Coordinate[] positions, int epsg, Envelope area)
    {
        double[] x = [.. positions.Select(c => c.X)], y = [.. positions.Select(c => c.Y)];
        try
        {
            GeometryTransform.Points(WellKnown.FromUser($"EPSG:{epsg}"), WellKnown.Crs84)?.Invoke(x, y);
        }
        catch (Exception outside) when (outside is InputException or GdalException)
        {
            return 0;
        }

        return x.Where((v, i) => double.IsFinite(v) && double.IsFinite(y[i]) && area.Contains(v, y[i])).Count();
    }
}
