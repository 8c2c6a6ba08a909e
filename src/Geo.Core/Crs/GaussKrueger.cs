namespace Geo.Core.Crs;

/// <summary>A Gauss-Krüger zone of the EPSG register for China.</summary>
/// <param name="Epsg">Its code.</param>
/// <param name="Meridian">Central meridian, degrees.</param>
/// <param name="Degrees">Width of the zone: 3 or 6.</param>
/// <param name="Zone">Number that stands before the easting; null where none does.</param>
internal sealed record GaussKrueger(int Epsg, int Meridian, int Degrees, int? Zone)
{
    // Of each datum: 6° zones with their number, 6° by meridian, 3° with number, 3° by meridian. EPSG 12.
    private static readonly (int SixZone, int SixPlain, int ThreeZone, int ThreePlain)[] s_datums =
    [
        (4491, 4502, 4513, 4534), // CGCS2000
        (2327, 2338, 2349, 2370), // Xi'an 1980
        (21413, 21453, 2401, 2422), // Beijing 1954
    ];

    /// <summary>Metres added to the easting.</summary>
    public int FalseEasting => 500_000 + (Zone ?? 0) * 1_000_000;

    /// <summary>All zones of CGCS2000.</summary>
    public static IReadOnlyList<GaussKrueger> Cgcs2000 { get; } = [.. Zones(s_datums[0])];

    /// <summary>The zone of a code; null where it is none of China's.</summary>
    public static GaussKrueger? Of(int epsg) => s_datums.SelectMany(Zones).FirstOrDefault(z => z.Epsg == epsg);

    /// <summary>The codes of the same numbers on Xi'an 1980 and Beijing 1954.</summary>
    public (int Xian80, int Beijing54) OldCodes()
    {
        int At(int datum) => Zones(s_datums[datum]).First(z => z with { Epsg = 0 } == this with { Epsg = 0 }).Epsg;
        return (At(1), At(2));
    }

    private static IEnumerable<GaussKrueger> Zones((int SixZone, int SixPlain, int ThreeZone, int ThreePlain) first)
    {
        for (int i = 0; i <= 20; i++)
        {
            yield return new GaussKrueger(first.ThreePlain + i, 75 + 3 * i, 3, null);
            yield return new GaussKrueger(first.ThreeZone + i, 75 + 3 * i, 3, 25 + i);
        }

        for (int i = 0; i <= 10; i++)
        {
            yield return new GaussKrueger(first.SixPlain + i, 75 + 6 * i, 6, null);
            yield return new GaussKrueger(first.SixZone + i, 75 + 6 * i, 6, 13 + i);
        }
    }
}
