namespace Geo.Core.Classification;

/// <summary>A number with the half-width of its 95 % interval.</summary>
public readonly record struct Estimate(double Value, double HalfWidth);

/// <summary>Area-adjusted figures of one class.</summary>
/// <param name="Class">Name.</param>
/// <param name="UsersAccuracy">Precision.</param>
/// <param name="ProducersAccuracy">Recall, weighted by area.</param>
/// <param name="Area">Estimated area of the class, in the unit of the mapped areas.</param>
public sealed record AdjustedClass(string Class, Estimate UsersAccuracy, Estimate ProducersAccuracy, Estimate Area);

/// <summary>
/// Accuracy and class areas from a random sample stratified by the map's classes, weighted by their mapped areas, with
/// 95 % intervals (z = 1.96). A class mapped without a sample row has no estimate and is refused.
/// </summary>
/// <remarks>Olofsson et al. 2014, https://doi.org/10.1016/j.rse.2014.02.015, equations 1–11.</remarks>
public sealed record AreaAdjustedAccuracy(Estimate OverallAccuracy, IReadOnlyList<AdjustedClass> Classes)
{
    private const double Z = 1.96;

    /// <param name="sample">Counts of the sample by mapped and reference class.</param>
    /// <param name="mappedAreas">Area of each class on the map, any unit; the sum is the area of the region.</param>
    /// <exception cref="InputException">A mapped class has fewer than two sample rows.</exception>
    public static AreaAdjustedAccuracy Of(ConfusionMatrix sample, IReadOnlyList<double> mappedAreas)
    {
        int q = sample.Classes.Count;
        ArgumentOutOfRangeException.ThrowIfNotEqual(mappedAreas.Count, q);
        double region = mappedAreas.Sum();
        var n = Enumerable.Range(0, q).Select(i => (double)sample.Mapped(i)).ToArray();
        for (int i = 0; i < q; i++)
        {
            if (mappedAreas[i] > 0 && n[i] < 2)
            {
                throw new InputException("the sample", sample.Classes[i], "has fewer than two rows on ground mapped so",
                    "draw at least two places in every mapped class");
            }
        }

        var used = Enumerable.Range(0, q).Where(i => mappedAreas[i] > 0).ToArray();
        double W(int i) => mappedAreas[i] / region;
        double Share(int i, int j) => sample[i, j] / n[i];

        double overall = used.Sum(i => W(i) * Share(i, i));                                                  // eq. 1
        double overallVariance = used.Sum(i => W(i) * W(i) * Share(i, i) * (1 - Share(i, i)) / (n[i] - 1));  // eq. 5
        var classes = Enumerable.Range(0, q).Select(j =>
        {
            double users = mappedAreas[j] > 0 ? Share(j, j) : double.NaN;                                    // eq. 2
            double usersVariance = users * (1 - users) / (n[j] - 1);                                         // eq. 6
            double p = used.Sum(i => W(i) * Share(i, j));                                                    // eq. 9
            double areaVariance = used.Sum(i => W(i) * W(i) * Share(i, j) * (1 - Share(i, j)) / (n[i] - 1)); // eq. 10
            double producers = mappedAreas[j] > 0 ? W(j) * users / p : 0;                                    // eq. 3
            double others = used.Where(i => i != j).Sum(
                i => mappedAreas[i] * mappedAreas[i] * Share(i, j) * (1 - Share(i, j)) / (n[i] - 1));
            double estimated = region * p;                                                                   // N̂ of eq. 7
            double own = mappedAreas[j] > 0 ? Math.Pow(mappedAreas[j] * (1 - producers), 2) * usersVariance : 0;
            double producersVariance = (own + producers * producers * others) / (estimated * estimated);     // eq. 7
            return new AdjustedClass(sample.Classes[j],
                new Estimate(users, Z * Math.Sqrt(usersVariance)),
                new Estimate(producers, Z * Math.Sqrt(producersVariance)),
                new Estimate(region * p, Z * region * Math.Sqrt(areaVariance)));                             // eq. 11
        });
        return new AreaAdjustedAccuracy(new Estimate(overall, Z * Math.Sqrt(overallVariance)), [.. classes]);
    }
}
