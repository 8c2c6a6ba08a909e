namespace Geo.Core.Classification.Accuracy;

/// <summary>A stratum with its share of the region.</summary>
internal sealed class WeightedStratum
{
    private const double Z = 1.959963984540054;
    private readonly long[,] _counts;

    public WeightedStratum(StratumTable table, double weight)
    {
        (Name, Weight, Pixels, _counts) = (table.Name, weight, table.Pixels, table.Counts);
        Places = Count((_, _) => true);
        Exact = weight > 0.5 && Places < Pixels && Count((m, r) => m != r) == 0;
        Unseen = 1 - (double)Places / Pixels;
    }

    public string Name { get; }

    public double Weight { get; }

    public long Pixels { get; }

    public long Places { get; }

    /// <summary>More than half of the ground and no error seen.</summary>
    public bool Exact { get; }

    /// <summary>Share of the pixels that was not drawn: the finite population correction.</summary>
    public double Unseen { get; }

    public long Count(Func<int, int, bool> where)
    {
        long sum = 0;
        for (int m = 0; m < _counts.GetLength(0); m++)
        {
            for (int r = 0; r < _counts.GetLength(1); r++)
            {
                if (where(m, r)) sum += _counts[m, r];
            }
        }

        return sum;
    }

    public double Share(Func<int, int, bool> where) => (double)Count(where) / Places;

    /// <summary>
    /// Distances from a share to its limits. All or nothing leaves no distance, as in Olofsson's variance, but where the
    /// stratum is <see cref="Exact"/>; else Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953.
    /// </summary>
    public (double Down, double Up) Distances(double share)
    {
        if (share is <= 0 or >= 1)
        {
            if (!Exact) return (0, 0);
            var (lower, upper) = ExactBinomial.Interval(share * Places, Places);
            return (share - lower, upper - share);
        }

        double n = Places, centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return (share - centre + half, centre + half - share);
    }
}
