using Geo.Core.Demo;
using Geo.Core.Imagery;

namespace Geo.Core.Tests.Placement;

/// <summary>Scenes of the simulated district in memory.</summary>
internal static class SimulatedScenes
{
    private static readonly Dictionary<ulong, (DistrictPlan Plan, Surface Surface)> s_ground = [];

    /// <summary>The small district of a seed.</summary>
    public static (DistrictPlan Plan, Surface Surface) Ground(ulong seed, DemoSize size = DemoSize.Small)
    {
        lock (s_ground)
        {
            if (size == DemoSize.Small && s_ground.TryGetValue(seed, out var made)) return made;
            var parameters = DemoParameters.Load();
            var plan = new DistrictPlan(parameters, seed);
            made = (plan, new Surface(plan, DistrictSimulator.WindowOf(parameters, size), Environment.ProcessorCount, default));
            if (size == DemoSize.Small) s_ground[seed] = made;
            return made;
        }
    }

    /// <summary>Numbers of the product's bands; the eleventh is its scene classification.</summary>
    public static ushort[][] Numbers((DistrictPlan Plan, Surface Surface) ground, int date) =>
        new SceneRenderer(ground.Plan, ground.Surface, Environment.ProcessorCount).Render(date, null, default);

    /// <summary>Blue, green, red, near and short-wave infrared; NaN where the product's mask says cloud or shadow, unless clouds are wanted.</summary>
    public static MemorySource Scene((DistrictPlan Plan, Surface Surface) ground, ushort[][] numbers, bool clouds = false)
    {
        float[] Of(int band)
        {
            var values = new float[numbers[band].Length];
            for (int i = 0; i < values.Length; i++) values[i] = clouds || numbers[10][i] is 4 or 5 or 6 ? (numbers[band][i] - 1000) / 10_000f : float.NaN;
            return values;
        }

        return new MemorySource(SceneFile.GridOf(ground.Plan.Parameters, ground.Surface.Window), new Dictionary<BandRole, float[]>
        {
            [BandRole.Blue] = Of(0),
            [BandRole.Green] = Of(1),
            [BandRole.Red] = Of(2),
            [BandRole.Nir] = Of(6),
            [BandRole.Swir1] = Of(8),
        });
    }

    public static MemorySource Scene(ulong seed, int date) => Ground(seed) is var ground ? Scene(ground, Numbers(ground, date)) : throw new InvalidOperationException();
}
