using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Core.Imagery;

namespace Geo.Core.Predictors;

/// <summary>What predictors a model is trained on, as data/predictors.json declares it; kept in the model's card.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Needs">Roles without which the set is not taken.</param>
/// <param name="Indices">Names of spectral indices; one whose bands are missing is left out.</param>
/// <param name="Focal">Indices whose mean and standard deviation over neighbourhoods are predictors.</param>
/// <param name="Scales">Sides of these neighbourhoods, pixels: odd, 3 to 45; none for a set that looks at each pixel alone.</param>
/// <param name="OnRequest">True where the set is only taken by its name.</param>
/// <param name="Season">Statistics over the days of a season; null for none. A source with fewer days is refused.</param>
public sealed record PredictorDeclaration(
    string Name, IReadOnlyList<BandRole> Needs, IReadOnlyList<string> Indices, IReadOnlyList<string> Focal, IReadOnlyList<int> Scales, bool OnRequest = false,
    SeasonDeclaration? Season = null)
{
    private static readonly Lazy<IReadOnlyList<PredictorDeclaration>> Shipped =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "predictors.json")));

    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Largest side of the squares of a profile, pixels: its halo is as wide.</summary>
    internal const int LargestProfileScale = 91;

    /// <summary>Indices whose mean gradient over the neighbourhoods of <see cref="Scales"/> is a predictor; none in declarations before it.</summary>
    public IReadOnlyList<string> Gradient { get; init; } = [];

    /// <summary>Indices whose opening and closing by squares are predictors; none in declarations before profiles.</summary>
    public IReadOnlyList<string> Profile { get; init; } = [];

    /// <summary>Sides of these squares, pixels: odd, 3 to 91.</summary>
    public IReadOnlyList<int> ProfileScales { get; init; } = [];

    /// <summary>Sides of the squares that depth in a sink and height above a base are measured with where there are heights, pixels: odd, 3 to 91; none in declarations before them.</summary>
    public IReadOnlyList<int> TerrainScales { get; init; } = [];

    /// <summary>The declarations beside the program, in the order in which they are tried.</summary>
    public static IReadOnlyList<PredictorDeclaration> Standard => Shipped.Value;

    /// <summary>The first standard declaration whose bands are there.</summary>
    /// <param name="roles">Roles of a source.</param>
    /// <param name="days">Days of the source; a set with season statistics is taken where there are enough.</param>
    public static PredictorDeclaration For(IReadOnlyList<BandRole> roles, int days = 1) =>
        Standard.First(d => !d.OnRequest && d.Needs.All(roles.Contains) && (d.Season is null || d.Season.Days <= days));

    /// <summary>The standard declaration of a name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static PredictorDeclaration Named(string name) =>
        Standard.FirstOrDefault(d => d.Name == name)
        ?? throw new InputException("data/predictors.json", "name", $"has no set '{name}'", "take one of " + string.Join(", ", Standard.Select(d => d.Name)));

    /// <summary>Reads declarations.</summary>
    /// <exception cref="InputException">Not such a file; an index is unknown; a scale is out of range; the last set needs bands.</exception>
    public static IReadOnlyList<PredictorDeclaration> Load(string path)
    {
        PredictorDeclaration[] sets;
        try
        {
            sets = JsonSerializer.Deserialize<DeclarationFile>(File.ReadAllBytes(path), Style)?.Sets ?? [];
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is not a declaration of predictors ({e.Message})", "restore the file", e);
        }

        foreach (var set in sets) set.Check(path);
        if (sets.Length == 0 || sets[^1].Needs.Count > 0 || sets[^1].OnRequest || sets[^1].Season is not null)
        {
            throw new InputException(path, "needs", "no set serves every scene", "let the last set need no band");
        }

        return sets;
    }

    /// <summary>Refuses what cannot be computed.</summary>
    /// <param name="where">The file, for the message.</param>
    internal void Check(string where)
    {
        if (string.IsNullOrEmpty(Name) || Needs is null || Indices is null || Focal is null || Scales is null || Gradient is null || Profile is null || ProfileScales is null || TerrainScales is null)
        {
            throw new InputException(where, "sets", "a set lacks name, needs, indices, focal or scales, or holds null", "restore the file");
        }

        if (Indices.Concat(Focal).Concat(Gradient).Concat(Profile).FirstOrDefault(i => SpectralIndices.Known.All(k => k.Name != i)) is { } unknown)
        {
            throw new InputException(where, "indices", $"'{unknown}' is no index we know",
                "use " + string.Join(", ", SpectralIndices.Known.Select(i => i.Name)));
        }

        if (Focal.Concat(Gradient).Concat(Profile).FirstOrDefault(f => !Indices.Contains(f)) is { } apart)
        {
            throw new InputException(where, Focal.Contains(apart) ? "focal" : Gradient.Contains(apart) ? "gradient" : "profile", $"'{apart}' does not stand among the indices", "add it there");
        }

        if (Scales.Any(s => s is < 3 or > 45 || s % 2 == 0))
        {
            throw new InputException(where, "scales", "must be odd numbers from 3 to 45", "mend them");
        }

        foreach (var (field, sides) in new[] { ("profile_scales", ProfileScales), ("terrain_scales", TerrainScales) })
        {
            if (sides.Any(s => s is < 3 or > LargestProfileScale || s % 2 == 0))
            {
                throw new InputException(where, field, $"must be odd numbers from 3 to {LargestProfileScale}", "mend them");
            }
        }

        Season?.Check(where);
    }

    private sealed record DeclarationFile(PredictorDeclaration[]? Sets);
}
