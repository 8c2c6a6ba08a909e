namespace Geo.Core.Tracking.Restored;

/// <summary>What counts as shown.</summary>
public enum NullHypothesis
{
    /// <summary>Not restored unless shown: a site at exactly the share passes at most 1 − confidence of the time.</summary>
    Reverse,

    /// <summary>Restored unless shown otherwise, the form of US bond release: a site at exactly the share passes about confidence of the time.</summary>
    Classic,
}

/// <summary>Named parameters of the test.</summary>
public sealed record RestorationTestOptions
{
    /// <summary>Part of the reference that counts as restored. 30 CFR 816.116: 0.90.</summary>
    public double Share { get; init; } = 0.9;

    /// <summary>One-sided confidence. 30 CFR 816.116: 0.90.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Correlation of two seasons' ratios a year apart; a gap of k years counts as rho^k.</summary>
    public double Rho { get; init; } = 0.2;

    /// <summary>Who bears the burden of proof.</summary>
    public NullHypothesis Null { get; init; } = NullHypothesis.Reverse;

    /// <summary>Seasons without which nothing is decided, at least 2.</summary>
    public int LeastSeasons { get; init; } = 3;

    /// <summary>Median reference cover under which cover is tested over the longer window only (DOMAIN.md, section 5). Not asked of NDVI.</summary>
    public double LeastReference { get; init; } = 0.30;

    /// <summary>Seasons of the longer window. Our own choice: twice <see cref="LeastSeasons"/>; the level holds there (docs/restoration-test.md).</summary>
    public int SeasonsOverLowReference { get; init; } = 6;

    /// <summary>
    /// Standard error of the mean ratio from what is common to all seasons and so does not average out: end members of the cover
    /// model, choice of the reference pixels. In units of the ratio; 0 for none.
    /// </summary>
    public double CommonError { get; init; }

    /// <summary>What the values are: cover or ndvi. Only a name, but cover is asked for <see cref="LeastReference"/>.</summary>
    public string Variable { get; init; } = "cover";

    /// <summary>Probability with which the seasons still needed shall lead to an answer.</summary>
    public double Power { get; init; } = 0.8;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Share);
        ArgumentOutOfRangeException.ThrowIfLessThan(Confidence, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Confidence, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Rho);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Rho, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastSeasons, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(CommonError);
        ArgumentOutOfRangeException.ThrowIfLessThan(Power, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Power, 1);
        if (Variable is not ("cover" or "ndvi")) throw new ArgumentException($"{Variable} is neither cover nor ndvi", nameof(Variable));
    }
}
