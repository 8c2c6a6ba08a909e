using System.Globalization;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

/// <summary>Which predictors a list of band roles allows, in a fixed order. Two sets with the same <see cref="Roles"/> and <see cref="Scales"/> are the same.</summary>
public sealed class PredictorSet
{
    /// <summary>Sides of the focal neighbourhoods where none are asked for, pixels.</summary>
    public static IReadOnlyList<int> UsualScales { get; } = [3, 7, 15];

    private PredictorSet(BandRole[] roles, int[] scales)
    {
        (Roles, Scales) = (roles, scales);
        Bands = [.. roles.Where(r => r != BandRole.Elevation)];
        Indices = [.. SpectralIndices.All.Where(i => i.Needs.All(roles.Contains))];
        FocalIndices = [.. Indices.Where(i => FocalCandidates.Contains(i))];
        HasTerrain = roles.Contains(BandRole.Elevation);

        // Without any of the focal indices (one or two odd bands) the first band itself is the texture's base.
        FocalBand = FocalIndices.Count == 0 && Bands.Count > 0 ? Bands[0] : null;
        Names = [.. NamesInOrder()];
        HaloPixels = Math.Max(scales.Max() / 2, HasTerrain ? 1 : 0);
    }

    /// <summary>The roles that a source must have, in the order of <see cref="BandRole"/>.</summary>
    public IReadOnlyList<BandRole> Roles { get; }

    /// <summary>Sides of the focal neighbourhoods, pixels, ascending.</summary>
    public IReadOnlyList<int> Scales { get; }

    /// <summary>Names of the predictors in the order of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of predictors.</summary>
    public int Count => Names.Count;

    /// <summary>How many pixels round a window are read for its own values.</summary>
    public int HaloPixels { get; }

    internal IReadOnlyList<BandRole> Bands { get; }

    internal IReadOnlyList<SpectralIndex> Indices { get; }

    internal IReadOnlyList<SpectralIndex> FocalIndices { get; }

    internal BandRole? FocalBand { get; }

    internal bool HasTerrain { get; }

    // Brightness carries the texture of heaps and faces, NDVI that of vegetation, BSI that of bare ground.
    private static readonly SpectralIndex[] FocalCandidates =
        [SpectralIndices.Ndvi, SpectralIndices.Bsi, SpectralIndices.Brightness];

    /// <summary>All predictors that can be made of these roles.</summary>
    /// <param name="roles">Roles of a source; <see cref="BandRole.Other"/> is left out, order and repetition do not matter.</param>
    /// <param name="scales">Odd sides of focal neighbourhoods from 3 to 45 pixels; none: <see cref="UsualScales"/>.</param>
    /// <exception cref="InputException">No optical role among them.</exception>
    public static PredictorSet For(IReadOnlyList<BandRole> roles, params int[] scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        var wanted = roles.Where(r => r != BandRole.Other).Distinct().Order().ToArray();
        if (wanted.All(r => r == BandRole.Elevation))
        {
            throw new InputException("the source", "bands", "has no band with an optical role",
                "name the bands with --band-map, for example --band-map Red=1 --band-map Green=2 --band-map Blue=3");
        }

        var sides = scales.Length == 0 ? [.. UsualScales] : scales.Distinct().Order().ToArray();
        foreach (int side in sides)
        {
            if (side is < 3 or > 45 || side % 2 == 0) throw new ArgumentOutOfRangeException(nameof(scales), side, "odd, 3 to 45");
        }

        return new PredictorSet(wanted, sides);
    }

    /// <summary>Refuses a source that lacks a band the set needs.</summary>
    /// <param name="available">The source's roles.</param>
    /// <param name="where">Name of the source, for the message.</param>
    /// <exception cref="InputException">Names the missing bands.</exception>
    public void Require(IReadOnlyList<BandRole> available, string where)
    {
        var missing = Roles.Where(r => !available.Contains(r)).ToArray();
        if (missing.Length == 0) return;
        throw new InputException(where, "bands", $"lacks {string.Join(", ", missing)}, which the predictors need",
            "use a scene with these bands, name them with --band-map, or train a model on the bands that are there");
    }

    private IEnumerable<string> NamesInOrder()
    {
        foreach (var band in Bands) yield return "reflectance_" + band.ToString().ToLowerInvariant();
        foreach (var index in Indices) yield return "index_" + index.Name.ToLowerInvariant();
        var bases = FocalIndices.Select(i => i.Name.ToLowerInvariant()).ToList();
        if (FocalBand is { } focal) bases.Add(focal.ToString().ToLowerInvariant());
        foreach (string name in bases)
        {
            foreach (int scale in Scales)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"focal_mean_{name}_{scale}");
                yield return string.Create(CultureInfo.InvariantCulture, $"focal_stdev_{name}_{scale}");
            }
        }

        if (!HasTerrain) yield break;
        yield return "slope_degrees";
        foreach (int scale in Scales) yield return string.Create(CultureInfo.InvariantCulture, $"relative_height_m_{scale}");
    }
}
