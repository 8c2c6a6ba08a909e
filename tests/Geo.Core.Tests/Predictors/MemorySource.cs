using Geo.Core.Imagery;

namespace Geo.Core.Tests.Predictors;

/// <summary>Bands in memory, NaN outside.</summary>
internal sealed class MemorySource(Grid grid, params (BandRole Role, float[] Values)[] bands) : IReflectanceSource
{
    public static readonly SpatialReference Metric = new("PROJCS[\"plane\"]", 4546);

    public Grid Grid { get; } = grid;

    public IReadOnlyList<BandRole> Roles { get; } = [.. bands.Select(b => b.Role)];

    public static Grid Plane(int width, int height, double cell = 10) =>
        new(GeoTransform.NorthUp(500_000, 4_500_000, cell, cell), width, height, Metric);

    /// <summary>Noise over patches, about one pixel in fifty missing in one of the bands.</summary>
    public static MemorySource Random(int width, int height, int seed, params BandRole[] roles) => Random(Plane(width, height), seed, roles);

    public static MemorySource Random(Grid grid, int seed, params BandRole[] roles)
    {
        int width = grid.Width, height = grid.Height;
        var random = new Random(seed);
        return new MemorySource(grid, [.. roles.Select((role, r) =>
        {
            var values = new float[width * height];
            for (int i = 0; i < values.Length; i++)
            {
                double patch = 0.2 + 0.1 * Math.Sin(i % width / 9.0 + r) + 0.1 * Math.Cos(i / width / 13.0 - r);
                values[i] = random.Next(50 * roles.Length) == 0 ? float.NaN
                    : (float)((role == BandRole.Elevation ? 1000 : 1) * (patch + 0.05 * random.NextDouble()));
            }

            return (role, values);
        })]);
    }

    public void Read(BandRole role, Window window, Span<float> into)
    {
        var values = bands.Single(b => b.Role == role).Values;
        for (int y = 0, i = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++, i++)
            {
                int col = window.Col + x, row = window.Row + y;
                into[i] = col < 0 || row < 0 || col >= Grid.Width || row >= Grid.Height
                    ? float.NaN
                    : values[row * Grid.Width + col];
            }
        }
    }

    public IReflectanceSource Reopen() => this;

    public void Dispose()
    {
    }
}
