using Geo.Core.Tracking.Trends;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Tracking.Trends;

public class ChangeFinderTests(ITestOutputHelper output)
{
    private const int Sites = 900;

    /// <summary>
    /// A third each without a change, abrupt, gradual; fixed seed. The year is right for an abrupt change if it is the first season that can
    /// show it; for a gradual one from the season before its first to its last. Of several changes the greatest is judged.
    /// </summary>
    [Fact]
    public void Change_years_are_right_and_unchanged_sites_stay_so()
    {
        ulong seed = 2026;
        var (right, extra, kinds, inside) = (new int[3], new int[3], new int[3], new int[3]);
        for (int i = 0; i < Sites; i++)
        {
            ulong state = SplitMix64.Next(ref seed);
            var (truth, values) = SimulatedSites.Make(i % 3, ref state);
            var changes = ChangeFinder.Of(values, new ChangeOptions());
            if (changes.Count > (truth.None ? 0 : 1)) extra[i % 3]++;
            var greatest = changes.MaxBy(c => Math.Abs(c.Magnitude));
            bool good = truth.None ? greatest is null
                : greatest is not null && greatest.Year >= SiteTruth.Season(truth.From) - (truth.Gradual ? 1 : 0) && greatest.Year <= SiteTruth.Season(truth.To)
                    && Math.Sign(greatest.Magnitude) == Math.Sign(truth.Change);
            if (good) right[i % 3]++;
            if (!truth.None && greatest is not null && greatest.Low <= truth.Change && truth.Change <= greatest.High) inside[i % 3]++;
            if (greatest is not null && truth.Gradual == greatest.Kind is ChangeKind.GradualDecline or ChangeKind.GradualRecovery) kinds[i % 3]++;
        }

        output.WriteLine(FormattableString.Invariant($"right: none {right[0]} abrupt {right[1]} gradual {right[2]} of {Sites / 3}; more than one: {extra[0]} {extra[1]} {extra[2]}; shape {kinds[1]} {kinds[2]}; in interval {inside[1]} {inside[2]}"));
        Assert.InRange(right[0], 0.95 * Sites / 3, Sites / 3);
        Assert.InRange(right[1], 0.85 * Sites / 3, Sites / 3);
        Assert.InRange(right[2], 0.85 * Sites / 3, Sites / 3);
    }
}
