using Geo.Core.Tracking.Restored;

namespace Geo.Core.Tests.Tracking.Restored;

/// <summary>Simulated seasons of a site and its reference, with known truth.</summary>
internal static class SimulatedSeasons
{
    /// <summary>A standard normal number (Box–Muller).</summary>
    public static double Normal(ref ulong state)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - SplitMix64.Unit(ref state)));
        return radius * Math.Cos(2 * Math.PI * SplitMix64.Unit(ref state));
    }

    /// <summary>Seasons whose true ratio varies round an expectation, stationary AR(1); site and reference are measured with error.</summary>
    /// <param name="ratio">Expected ratio.</param>
    /// <param name="rho">Correlation of consecutive seasons.</param>
    /// <param name="sd">Standard deviation of the true ratio between seasons.</param>
    /// <param name="error">Standard error of each measured value; told to the test.</param>
    /// <param name="cover">Mean cover of the reference; it varies by ±20 % between years.</param>
    public static SeasonRatio[] Site(ref ulong state, int seasons, double ratio, double rho, double sd, double error = 0, double cover = 0.55)
    {
        var made = new SeasonRatio[seasons];
        double deviation = Normal(ref state);
        for (int i = 0; i < seasons; i++)
        {
            if (i > 0) deviation = rho * deviation + Math.Sqrt(1 - rho * rho) * Normal(ref state);
            double reference = cover * (0.8 + 0.4 * SplitMix64.Unit(ref state)), site = (ratio + sd * deviation) * reference;
            made[i] = new SeasonRatio(2019 + i, site + error * Normal(ref state), reference + error * Normal(ref state), error, error, 8);
        }

        return made;
    }

    /// <summary>Share of sites with an answer.</summary>
    public static double Share(ulong seed, int sites, Func<ulong, SeasonRatio[]> make, RestorationTestOptions options, RestorationAnswer answer = RestorationAnswer.Pass)
    {
        int count = 0;
        for (int i = 0; i < sites; i++)
        {
            if (RestorationTest.Of(make(SplitMix64.Next(ref seed)), options).Answer == answer) count++;
        }

        return (double)count / sites;
    }
}
