using Geo.Core.Sites;

namespace Geo.Core.Tracking.Restored;

/// <summary>Is a site restored: does it reach a share of its reference ecosystem, season by season, at a confidence?</summary>
/// <remarks>
/// The form of US coal-mine bond release (30 CFR 816.116; worked by Colorado DRMS: 90 % of the reference at 90 % confidence, one-sided t)
/// with the seasons as sample. Tested is the mean of the seasons' ratios: a factor common to site and reference in a season (drought)
/// cancels exactly in each. docs/restoration-test.md has the formulae and the measured levels and powers.
/// </remarks>
public static class RestorationTest
{
    // A noise-free site at exactly the share reaches it: 0.9 · x/x must not hang on the last bit.
    private const double Slack = 1e-9;

    /// <summary>Tests one site.</summary>
    /// <param name="seasons">One a year, in any order.</param>
    /// <param name="options">Named parameters.</param>
    /// <exception cref="ArgumentException">Two seasons of one year, or a parameter out of its range.</exception>
    public static RestorationVerdict Of(IReadOnlyList<SeasonRatio> seasons, RestorationTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (seasons.Select(s => s.Year).Distinct().Count() != seasons.Count) throw new ArgumentException("a year has two seasons", nameof(seasons));
        var used = seasons.Where(s => s.Ratio is not null).OrderBy(s => s.Year).ToArray();
        int n = used.Length;
        var ratios = used.ToDictionary(s => s.Year, s => s.Ratio!.Value);
        var sentences = new RestorationSentences(options, n);
        double? site = n > 0 ? used.Average(s => s.Site) : null, reference = n > 0 ? used.Average(s => s.Reference) : null;
        double? mean = n > 0 ? ratios.Values.Average() : null;
        // The median, so that one dry year takes no reference below the mark.
        bool low = n > 0 && options.Variable == "cover" && Order.Median([.. used.Select(s => s.Reference)]) < options.LeastReference;
        int least = low ? Math.Max(options.LeastSeasons, options.SeasonsOverLowReference) : options.LeastSeasons;
        var missing = new List<Reason>();
        if (seasons.Count > n) missing.Add(RestorationSentences.Unusable(seasons.Count - n));
        if (low && n < least) missing.Add(sentences.LowReference(Order.Median([.. used.Select(s => s.Reference)])));
        if (n < least) missing.Add(sentences.MoreSeasons(least));
        if (n < 2)
        {
            return new RestorationVerdict(RestorationAnswer.InsufficientEvidence, n, ratios, site, reference, mean,
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, least - n,
                sentences.TooFew(mean), missing, options);
        }

        int[] years = [.. used.Select(s => s.Year)];
        double sd = Math.Sqrt(ratios.Values.Sum(r => (r - mean!.Value) * (r - mean.Value)) / (n - 1));
        double measuredSd = Math.Sqrt(used.Average(s => s.RatioError * s.RatioError));
        var correlation = SeasonCorrelation.Of(years, options.Rho);
        double plain = sd / Math.Sqrt(n), widened = plain * Math.Sqrt(correlation.Widening), measured = measuredSd / Math.Sqrt(n);
        var error = RatioError.Of(widened, measured, options.CommonError, correlation.Freedom);
        double t = error.Quantile(options.Confidence), both = error.Quantile((1 + options.Confidence) / 2);
        double lower = mean!.Value - t * error.Value, upper = mean.Value + t * error.Value;
        var answer = n < least ? RestorationAnswer.InsufficientEvidence : Decide(mean.Value, lower, upper, options);
        var needed = new SeasonsNeeded(years, sd, measuredSd, options);
        double distance = mean.Value - options.Share;
        bool decided = answer != RestorationAnswer.InsufficientEvidence;
        // Under the classic null enough seasons always give an answer.
        int? toPass = answer == RestorationAnswer.Pass ? 0
            : options.Null == NullHypothesis.Classic && distance >= 0 ? Math.Max(0, least - n) : needed.Until(distance, least);
        int? toDecide = decided ? 0 : options.Null == NullHypothesis.Classic ? least - n : distance > 0 ? toPass : needed.Until(-distance, least);
        if (!decided && n >= least) missing.Add(sentences.Undecided(mean.Value, lower, upper, toDecide));
        return new RestorationVerdict(answer, n, ratios, site, reference, mean, sd, plain, widened, measured, error.Value,
            error.Freedom, t, lower, upper, mean.Value - both * error.Value, mean.Value + both * error.Value,
            Power(error, 1 - options.Share, options), Power(error, distance, options), toPass, toDecide,
            n < least ? sentences.TooFew(mean) : sentences.Of(answer, mean.Value, lower, upper), missing, options);
    }

    private static RestorationAnswer Decide(double mean, double lower, double upper, RestorationTestOptions options)
    {
        double share = options.Share - Slack;
        if (options.Null == NullHypothesis.Classic) return mean >= share || upper >= share ? RestorationAnswer.Pass : RestorationAnswer.Fail;
        if (lower >= share) return RestorationAnswer.Pass;
        return upper < share ? RestorationAnswer.Fail : RestorationAnswer.InsufficientEvidence;
    }

    // The classic test passes whoever is not shown to fall short.
    private static double Power(RatioError error, double distance, RestorationTestOptions options) => options.Null == NullHypothesis.Classic
        ? 1 - error.Power(-distance, options.Confidence)
        : error.Power(distance, options.Confidence);
}
