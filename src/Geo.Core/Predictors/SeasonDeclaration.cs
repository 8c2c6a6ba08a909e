namespace Geo.Core.Predictors;

/// <summary>Which statistics over the days of a season are predictors.</summary>
/// <param name="Days">Fewest days that a source must have, 2 or more.</param>
/// <param name="Percentiles">Of each band's reflectance over the days, 0 to 100; the median is a predictor anyway.</param>
/// <param name="Indices">Indices of which minimum, maximum and amplitude (maximum − minimum) over the days are predictors; those whose bands are missing are left out.</param>
public sealed record SeasonDeclaration(int Days, IReadOnlyList<int> Percentiles, IReadOnlyList<string> Indices)
{
    /// <summary>Refuses what cannot be computed.</summary>
    /// <param name="where">The file, for the message.</param>
    internal void Check(string where)
    {
        if (Percentiles is null || Indices is null || Days < 2 || Percentiles.Any(p => p is < 0 or > 100) || Percentiles.Distinct().Count() < Percentiles.Count)
        {
            throw new InputException(where, "season", "needs days (2 or more), percentiles (from 0 to 100, each once) and indices", "restore the file");
        }

        if (Indices.FirstOrDefault(i => SpectralIndices.Known.All(k => k.Name != i)) is { } unknown)
        {
            throw new InputException(where, "season", $"'{unknown}' is no index we know", "use " + string.Join(", ", SpectralIndices.Known.Select(i => i.Name)));
        }
    }
}
