namespace Geo.Core.Classification.Accuracy;

/// <summary>A place where the interpreters differ.</summary>
/// <param name="Number">The place.</param>
/// <param name="Label1">The first's label.</param>
/// <param name="Label2">The second's.</param>
/// <param name="LabelAgreed">What they settled on; null while it is open.</param>
public sealed record Disagreement(int Number, string Label1, string Label2, string? LabelAgreed);

/// <summary>How two interpreters agree, before anything was settled.</summary>
/// <param name="Labelled1">Places labelled by the first.</param>
/// <param name="Labelled2">Places labelled by the second.</param>
/// <param name="Both">Places labelled by both.</param>
/// <param name="Same">Of these, with the same label.</param>
/// <param name="Kappa">Cohen's kappa over these; null where there is none, or one label only.</param>
/// <param name="Disagreements">The others.</param>
public sealed record Agreement(int Labelled1, int Labelled2, int Both, int Same, double? Kappa, IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>Share of the places labelled by both that have the same label; null without any.</summary>
    public double? Share => Both == 0 ? null : (double)Same / Both;

    internal static Agreement Of(IReadOnlyList<SamplePlace> places)
    {
        SamplePlace[] both = [.. places.Where(p => p.Label1 is not null && p.Label2 is not null)];
        string[] names = [.. both.SelectMany(p => new[] { p.Label1!, p.Label2! }).Distinct().Order(StringComparer.Ordinal)];
        double? kappa = both.Length == 0 ? null : ConfusionMatrix.Count(names, both.Select(p => (Array.IndexOf(names, p.Label1), Array.IndexOf(names, p.Label2)))).Kappa;
        return new Agreement(
            places.Count(p => p.Label1 is not null), places.Count(p => p.Label2 is not null), both.Length, both.Count(p => p.Label1 == p.Label2),
            kappa is { } value && double.IsFinite(value) ? value : null,
            [.. both.Where(p => p.Label1 != p.Label2).Select(p => new Disagreement(p.Number, p.Label1!, p.Label2!, p.LabelAgreed))]);
    }
}
