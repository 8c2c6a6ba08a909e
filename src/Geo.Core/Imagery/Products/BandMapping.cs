using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>Which band of a file plays which role: by the person's map, by the bands' names, or by the profile's order.</summary>
internal sealed class BandMapping
{
    private readonly string _path;

    internal BandMapping(
        string path, SensorProfile profile, List<BandInfo> bands, IReadOnlyDictionary<string, int>? map, List<string> notes)
    {
        _path = path;
        if (map is { Count: > 0 })
        {
            ByMap(map, bands.Count);
        }
        else if (profile.Id is "dsm" or "dem" || (profile.Id == "drone" && !AllNamed(profile, bands)))
        {
            ByOrder(profile, bands);
        }
        else
        {
            ByName(profile, bands);
        }

        if (Roles.Count == 0)
        {
            throw new InputException(path, "bands", "no band has a name that tells its role",
                "pass --band-map, as --band-map BLUE=1 GREEN=2 RED=3 NIR=4")
            { Chinese = "没有一个波段的名称说明它是什么；请用 geowfc ingest --band-map 指定，如 BLUE=1 GREEN=2 RED=3 NIR=4" };
        }

        foreach (var missing in profile.Bands.Where(b => !b.Optional && Roles.TrueForAll(r => r.Role != b.Role)))
        {
            throw new InputException(path, missing.Role.ToString(), $"profile {profile.Id} needs the {missing.Role} band and the file has none",
                "give the whole product, name the band with --band-map, or use --profile generic")
            { Chinese = $"{profile.Id} 类影像需要 {missing.Role} 波段，文件里没有；请提供完整的产品" };
        }

        if (profile.Mask == "scl" && Masks.Count == 0)
        {
            notes.Add("the file brings no SCL band: clouds are not marked");
        }
    }

    internal List<(BandRole Role, int Number, double? WavelengthNm)> Roles { get; } = [];

    internal List<(MaskKind Kind, int Number)> Masks { get; } = [];

    /// <summary>A band's name without padding: "B08 (842 nm)" and "b8" are B8.</summary>
    internal static string Plain(string name)
    {
        string first = name.Trim().Split(' ', '(', '_', ',')[0].ToUpperInvariant();
        return first.Length > 2 && first[0] == 'B' && first[1] == '0' ? "B" + first[2..] : first;
    }

    private void ByMap(IReadOnlyDictionary<string, int> map, int count)
    {
        foreach (var (name, number) in map.OrderBy(m => m.Value))
        {
            if (number < 1 || number > count)
            {
                throw new InputException(_path, "band-map", $"{name}={number}, but the file has bands 1 to {count}", "correct the number");
            }

            string plain = name.Replace("_", "", StringComparison.Ordinal);
            if (MaskOf(plain) is { } mask)
            {
                Masks.Add((mask, number));
            }
            else if (Enum.TryParse<BandRole>(plain, ignoreCase: true, out var role) && !int.TryParse(plain, out _) && role != BandRole.Other)
            {
                Roles.Add((role, number, null));
            }
            else
            {
                throw new InputException(_path, "band-map", $"'{name}' is no role",
                    $"use {string.Join(", ", Enum.GetNames<BandRole>().Skip(1))}, SCL, QA_PIXEL or ALPHA");
            }
        }
    }

    // Multispectral cameras name their bands; a name that is not understood makes the order count, as for RGB.
    private static bool AllNamed(SensorProfile profile, List<BandInfo> bands) => bands.TrueForAll(band => band.IsAlpha
        || profile.Bands.Any(b => b.Names.Append(b.Role.ToString()).Any(n => string.Equals(n, band.Description.Trim(), StringComparison.OrdinalIgnoreCase))));

    private void ByOrder(SensorProfile profile, List<BandInfo> bands)
    {
        int role = 0;
        // The red edge has no customary place: it is taken by name only.
        var order = profile.Bands.Where(b => b.Role is not (BandRole.RedEdge1 or BandRole.RedEdge2 or BandRole.RedEdge3)).ToList();
        for (int i = 0; i < bands.Count && role <= order.Count; i++)
        {
            if (bands[i].IsAlpha && profile.Mask == "alpha")
            {
                Masks.Add((MaskKind.Alpha, i + 1));
            }
            else if (role < order.Count)
            {
                Roles.Add((order[role].Role, i + 1, order[role].WavelengthNm));
                role++;
            }
        }
    }

    private void ByName(SensorProfile profile, List<BandInfo> bands)
    {
        // Generic files may name their bands by role or as Sentinel-2 does.
        var known = profile.Bands.Count > 0 ? profile.Bands : SensorProfile.Get("sentinel2-l2a").Bands;
        for (int i = 0; i < bands.Count; i++)
        {
            string name = Plain(bands[i].Description);
            if (bands[i].IsAlpha && profile.Mask == "alpha")
            {
                Masks.Add((MaskKind.Alpha, i + 1));
            }
            else if (MaskOf(name) is { } mask)
            {
                Masks.Add((mask, i + 1));
            }
            else if (Known(known, bands[i].Description.Trim(), name) is { } band && Roles.TrueForAll(r => r.Role != band.Role))
            {
                Roles.Add((band.Role, i + 1, band.WavelengthNm));
            }
        }
    }

    // The whole name first: "Red Edge" is not red.
    private static ProfileBand? Known(IReadOnlyList<ProfileBand> known, string whole, string plain) =>
        known.FirstOrDefault(b => b.Names.Append(b.Role.ToString()).Any(n => string.Equals(n, whole, StringComparison.OrdinalIgnoreCase)))
        ?? known.FirstOrDefault(b => b.Names.Any(n => Plain(n) == plain) || string.Equals(b.Role.ToString(), plain, StringComparison.OrdinalIgnoreCase));

    private static MaskKind? MaskOf(string name) => name.ToUpperInvariant() switch
    {
        "SCL" => MaskKind.Scl,
        "QAPIXEL" => MaskKind.QaPixel,
        "ALPHA" => MaskKind.Alpha,
        _ => null,
    };
}
