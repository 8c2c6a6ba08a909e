using System.Globalization;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

/// <summary>Which predictors a list of band roles allows, in a fixed order. Two sets with the same <see cref="Roles"/>, <see cref="Scales"/> and <see cref="Declaration"/> are the same.</summary>
public sealed class PredictorSet
{
    /// <summary>Sides of the focal neighbourhoods where none are asked for, pixels.</summary>
    public static IReadOnlyList<int> UsualScales { get; } = [3, 7, 15];

    private PredictorSet(
        BandRole[] roles, int[] scales, IEnumerable<SpectralIndex> indices, Func<SpectralIndex, bool> isFocal, PredictorDeclaration? declaration)
    {
        (Roles, Scales, Declaration) = (roles, scales, declaration);
        Bands = [.. roles.Where(r => r != BandRole.Elevation)];
        Indices = [.. indices.Where(i => i.Needs.All(roles.Contains))];
        FocalIndices = scales.Length == 0 ? [] : [.. Indices.Where(isFocal)];
        HasTerrain = roles.Contains(BandRole.Elevation);

        Season = declaration?.Season;
        SeasonIndices = Season is null ? [] : [.. Indices.Where(i => Season.Indices.Contains(i.Name))];

        // Without any of the focal indices (one or two odd bands) the first band itself is the texture's base.
        FocalBand = FocalIndices.Count == 0 && Bands.Count > 0 && scales.Length > 0 ? Bands[0] : null;
        GradientIndices = scales.Length == 0 ? [] : [.. Indices.Where(i => declaration?.Gradient.Contains(i.Name) ?? false)];
        ProfileScales = [.. (declaration?.ProfileScales ?? []).Distinct().Order()];
        ProfileIndices = ProfileScales.Count == 0 ? [] : [.. Indices.Where(i => declaration!.Profile.Contains(i.Name))];
        TerrainScales = HasTerrain ? [.. (declaration?.TerrainScales ?? []).Distinct().Order()] : [];
        Names = [.. NamesInOrder()];
        int[] halos =
        [
            scales.DefaultIfEmpty(0).Max() / 2 + (GradientIndices.Count == 0 ? 0 : 1), HasTerrain ? 1 : 0,
            ProfileIndices.Count == 0 ? 0 : MorphologicalProfile.HaloOf(ProfileScales[^1]),
            TerrainScales.Count == 0 ? 0 : MorphologicalProfile.HaloOf(TerrainScales[^1]),
        ];
        HaloPixels = halos.Max();
    }

    /// <summary>The roles that a source must have, in the order of <see cref="BandRole"/>.</summary>
    public IReadOnlyList<BandRole> Roles { get; }

    /// <summary>Sides of the focal neighbourhoods, pixels, ascending.</summary>
    public IReadOnlyList<int> Scales { get; }

    /// <summary>What the set follows; null where only roles and scales were given (models before declarations).</summary>
    public PredictorDeclaration? Declaration { get; }

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

    internal IReadOnlyList<SpectralIndex> GradientIndices { get; }

    internal IReadOnlyList<SpectralIndex> ProfileIndices { get; }

    internal IReadOnlyList<int> ProfileScales { get; }

    internal bool HasTerrain { get; }

    internal IReadOnlyList<int> TerrainScales { get; }

    internal SeasonDeclaration? Season { get; }

    internal IReadOnlyList<SpectralIndex> SeasonIndices { get; }

    // Brightness carries the texture of heaps and faces, NDVI that of vegetation, BSI that of bare ground.
    private static readonly SpectralIndex[] FocalCandidates =
        [SpectralIndices.Ndvi, SpectralIndices.Bsi, SpectralIndices.Brightness];

    /// <summary>The predictors of a declaration that these roles allow.</summary>
    /// <param name="roles">Roles of a source; <see cref="BandRole.Other"/> is left out, order and repetition do not matter.</param>
    /// <param name="declaration">See <see cref="PredictorDeclaration.For"/>.</param>
    /// <exception cref="InputException">No optical role among them, or an index is unknown.</exception>
    public static PredictorSet Of(IReadOnlyList<BandRole> roles, PredictorDeclaration declaration)
    {
        declaration.Check("the declaration of predictors");
        return new PredictorSet(Wanted(roles), [.. declaration.Scales.Distinct().Order()],
            SpectralIndices.Known.Where(i => declaration.Indices.Contains(i.Name)), i => declaration.Focal.Contains(i.Name), declaration);
    }

    /// <summary>All predictors that can be made of these roles, undeclared: the set of models without a declaration on their card.</summary>
    /// <param name="roles">Roles of a source; <see cref="BandRole.Other"/> is left out, order and repetition do not matter.</param>
    /// <param name="scales">Odd sides of focal neighbourhoods from 3 to 45 pixels; none: <see cref="UsualScales"/>.</param>
    /// <exception cref="InputException">No optical role among them.</exception>
    public static PredictorSet For(IReadOnlyList<BandRole> roles, params int[] scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        var wanted = Wanted(roles);
        var sides = scales.Length == 0 ? [.. UsualScales] : scales.Distinct().Order().ToArray();
        foreach (int side in sides)
        {
            if (side is < 3 or > 45 || side % 2 == 0) throw new ArgumentOutOfRangeException(nameof(scales), side, "odd, 3 to 45");
        }

        return new PredictorSet(wanted, sides, SpectralIndices.All, FocalCandidates.Contains, null);
    }

    private static BandRole[] Wanted(IReadOnlyList<BandRole> roles)
    {
        var wanted = roles.Where(r => r != BandRole.Other).Distinct().Order().ToArray();
        return wanted.Any(r => r != BandRole.Elevation)
            ? wanted
            : throw new InputException("the source", "bands", "has no band with an optical role",
                "name the bands with --band-map, for example --band-map Red=1 --band-map Green=2 --band-map Blue=3");
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

    /// <summary>Refuses a source that lacks a band, or the days of the season, that the set needs.</summary>
    /// <param name="source">The source.</param>
    /// <param name="where">Name of the source, for the message.</param>
    /// <exception cref="InputException">Names what is missing.</exception>
    public void Require(IReflectanceSource source, string where)
    {
        Require(source.Roles, where);
        if (Season is null || source.Days >= Season.Days) return;
        throw new InputException(where, "scenes", $"are of {source.Days} day{(source.Days == 1 ? "" : "s")}, while the predictors are statistics of a season of at least {Season.Days}",
            "name more scenes of the season, or take a model that was trained without --predictors " + Declaration!.Name);
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

        foreach (string name in GradientIndices.Select(i => i.Name.ToLowerInvariant()))
        {
            foreach (int scale in Scales) yield return string.Create(CultureInfo.InvariantCulture, $"focal_gradient_{name}_{scale}");
        }

        foreach (string name in ProfileIndices.Select(i => i.Name.ToLowerInvariant()))
        {
            foreach (int scale in ProfileScales)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"opening_{name}_{scale}");
                yield return string.Create(CultureInfo.InvariantCulture, $"closing_{name}_{scale}");
            }
        }

        if (HasTerrain)
        {
            yield return "slope_degrees";
            foreach (int scale in Scales) yield return string.Create(CultureInfo.InvariantCulture, $"relative_height_m_{scale}");
            foreach (int scale in TerrainScales)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"height_above_base_m_{scale}");
                yield return string.Create(CultureInfo.InvariantCulture, $"sink_depth_m_{scale}");
            }
        }

        foreach (string name in SeasonStatistics.Names(this)) yield return name;
    }
}
