namespace Geo.Core.Classification.Training;

/// <summary>How much of a class is labelled.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Reported">True for what surveys report.</param>
/// <param name="Areas">Labelled areas with at least one pixel of data.</param>
/// <param name="Rows">Pixels taken from them.</param>
/// <param name="AreaM2">Ground of these areas, m² on the ellipsoid; points count nothing.</param>
/// <param name="GroundShare">Share of the labelled ground, [0, 1]; null where all labels are points.</param>
/// <param name="Blocks">Spatial blocks that hold such areas.</param>
/// <param name="AdviceRemark">What is missing; null where nothing is.</param>
public sealed record ClassShare(string Class, bool Reported, int Areas, int Rows, double AreaM2, double? GroundShare, int Blocks, Remark? AdviceRemark)
{
    /// <summary>What is missing, in English.</summary>
    public string? Advice => AdviceRemark?.English;
}

/// <summary>Counts labels by class and says which class needs more.</summary>
public static class ClassBalance
{
    // 29 held-out objects without a miss promise a recall of 0.90 (RecallPromise).
    private const int AreasOfReported = 29;

    // Held-apart figures of a class rest on its areas: with ten, one area is a tenth of them.
    private const int AreasOfOther = 10;

    // A class with a twentieth of the pixels of the largest is drowned by it.
    private const int Drowned = 20;

    /// <summary>Classes in the catalogue's order, those without a pixel of data after the others.</summary>
    /// <param name="samples">As training takes them.</param>
    /// <param name="areasM2">Of each labelled area, m²; null for points.</param>
    /// <param name="folds">Folds that training wants.</param>
    public static IReadOnlyList<ClassShare> Of(SampleSet samples, IReadOnlyList<double?> areasM2, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(areasM2.Count, samples.Areas.Count);
        int[] used = [.. samples.AreaOfRow.Distinct().Order()];
        double ground = used.Sum(a => areasM2[a] ?? 0);
        int most = samples.Classes.Count == 0 ? 0 : samples.CountByClass.Values.Max();
        SampleBlocks? blocks = used.Length == 0 ? null : SampleBlocks.Of(samples, SpatialFolds.Of(samples, folds).BlockDegrees);
        var reported = ClassCatalogue.Standard.Reported.ToHashSet();
        var all = ClassCatalogue.Standard.InOrder(samples.Areas.Select(a => a.Label));
        return [.. all.OrderBy(name => samples.Classes.Contains(name) ? 0 : 1).Select(name =>
        {
            int[] own = [.. used.Where(a => samples.Areas[a].Label == name)];
            int rows = samples.CountByClass.GetValueOrDefault(name), places = own.Select(a => blocks!.Value.Of(samples.Areas[a])).Distinct().Count();
            double areaM2 = own.Sum(a => areasM2[a] ?? 0);
            return new ClassShare(name, reported.Contains(name), own.Length, rows, Math.Round(areaM2, 1), ground > 0 ? areaM2 / ground : null, places,
                Advice(name, reported.Contains(name), own.Length, rows, places, most, folds));
        })];
    }

    private static Remark? Advice(string name, bool reported, int areas, int rows, int blocks, int most, int folds)
    {
        int wanted = reported ? AreasOfReported : AreasOfOther;
        return (areas, blocks) switch
        {
            (0, _) => Remark.Of("class_no_pixel",
                $"no labelled area of '{name}' has a pixel of data on the scenes: check the CRS, or take scenes that cover it", ("class", name)),
            (_, 1) => Remark.Of("class_one_block",
                $"'{name}' lies in one spatial block only: no model can be judged on it, as none may learn it; label it in {folds - 1} more places away from there",
                ("class", name), ("more", folds - 1)),
            var (_, b) when b < folds => Remark.Of("class_few_blocks",
                $"'{name}' lies in {b} of the {folds} blocks that held-apart folds need: label it in {folds - b} more places away from the others",
                ("class", name), ("blocks", b), ("folds", folds), ("more", folds - b)),
            var (a, _) when a < wanted && reported => Remark.Of("class_few_areas_for_promise",
                $"{wanted - a} areas more: {AreasOfReported} held-out objects without a miss are needed to promise a recall of 0.90, there are {a}",
                ("more", wanted - a), ("wanted", AreasOfReported), ("areas", a)),
            var (a, _) when a < wanted => Remark.Of("class_few_areas",
                $"{wanted - a} areas more: figures on {a} held-apart areas change a lot with each of them", ("more", wanted - a), ("areas", a)),
            _ when (long)rows * Drowned < most => Remark.Of("class_few_pixels",
                $"has {rows} pixels, the largest class {most}: draw larger areas of '{name}'", ("class", name), ("pixels", rows), ("most", most)),
            _ => null,
        };
    }
}
