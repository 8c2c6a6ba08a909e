using Geo.Core.Demo;

namespace Geo.Core.Tests.Demo;

/// <summary>The small district of one seed in memory: DN of each date, true classes, the split of its sites.</summary>
internal sealed class SimulatedDistrict
{
    private static readonly Dictionary<ulong, SimulatedDistrict> Made = [];

    private SimulatedDistrict(ulong seed)
    {
        var parameters = DemoParameters.Load();
        Plan = new DistrictPlan(parameters, seed);
        Surface = new Surface(Plan, DistrictSimulator.WindowOf(parameters, DemoSize.Small), Environment.ProcessorCount, default);
        var renderer = new SceneRenderer(Plan, Surface, Environment.ProcessorCount);
        Dates = [.. Enumerable.Range(0, parameters.Dates.Length).Where(i => parameters.Dates[i].InSmall)];
        Scenes = [.. Dates.Select(d => renderer.Render(d, null, default))];
    }

    public DistrictPlan Plan { get; }

    public Surface Surface { get; }

    /// <summary>Positions in the parameters' dates.</summary>
    public int[] Dates { get; }

    /// <summary>Eleven bands of each date.</summary>
    public ushort[][][] Scenes { get; }

    public int Width => Surface.Window.Width;

    public int Height => Surface.Window.Height;

    public int Count => Width * Height;

    public static SimulatedDistrict Of(ulong seed)
    {
        lock (Made)
        {
            return Made.TryGetValue(seed, out var district) ? district : Made[seed] = new SimulatedDistrict(seed);
        }
    }

    /// <summary>True class of a pixel of the window.</summary>
    public Cover Class(int at) => (Cover)Surface.CoverOf[Padded(at)];

    /// <summary>The site at a pixel, or null.</summary>
    public Site? SiteAt(int at) => Surface.SiteOf[Padded(at)] is > 0 and var s ? Plan.Sites[s - 1] : null;

    public bool Clear(int scene, int at) => Scenes[scene][10][at] is 4 or 5 or 6;

    public static float Reflectance(ushort dn) => (dn - 1000) / 10_000f;

    private int Padded(int at) => (at / Width + Core.Demo.Surface.Rim) * Surface.Width + at % Width + Core.Demo.Surface.Rim;

}
