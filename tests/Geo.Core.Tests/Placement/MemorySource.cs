using Geo.Core.Imagery;

namespace Geo.Core.Tests.Placement;

/// <summary>Bands in memory as a source of reflectance.</summary>
internal sealed class MemorySource(Grid grid, IReadOnlyDictionary<BandRole, float[]> bands) : IReflectanceSource
{
    public Grid Grid { get; } = grid;

    public IReadOnlyList<BandRole> Roles { get; } = [.. bands.Keys];

    public float[] Band(BandRole role) => bands[role];

    public void Read(BandRole role, Window window, Span<float> into)
    {
        into.Fill(float.NaN);
        var inside = window.Intersect(Grid.Whole);
        for (int row = 0; row < inside.Height; row++)
        {
            bands[role].AsSpan((inside.Row + row) * Grid.Width + inside.Col, inside.Width).CopyTo(into[((inside.Row - window.Row + row) * window.Width + inside.Col - window.Col)..]);
        }
    }

    public IReflectanceSource Reopen() => new MemorySource(Grid, bands);

    public void Dispose()
    {
    }

    /// <summary>The same pixels told to lie elsewhere.</summary>
    public MemorySource Moved(double east, double north) => new(
        Grid with { Transform = Grid.Transform with { OriginX = Grid.Transform.OriginX + east, OriginY = Grid.Transform.OriginY + north } }, bands);

    /// <summary>One band under another name.</summary>
    public MemorySource Only(BandRole from, BandRole to) => new(Grid, new Dictionary<BandRole, float[]> { [to] = bands[from] });

    /// <summary>Means of squares of pixels that begin at a pixel: a coarser sensor on a grid that does not line up.</summary>
    public MemorySource Coarser(int factor, int firstCol, int firstRow)
    {
        int width = (Grid.Width - firstCol) / factor, height = (Grid.Height - firstRow) / factor;
        var (x, y) = Grid.Transform.Apply(firstCol, firstRow);
        var grid = new Grid(GeoTransform.NorthUp(x, y, Grid.Transform.PixelWidth * factor, Grid.Transform.PixelHeight * factor), width, height, Grid.Crs);
        return new MemorySource(grid, bands.ToDictionary(band => band.Key, band =>
        {
            var means = new float[width * height];
            for (int i = 0; i < means.Length; i++)
            {
                float sum = 0;
                for (int k = 0; k < factor * factor; k++) sum += band.Value[(i / width * factor + firstRow + k / factor) * Grid.Width + i % width * factor + firstCol + k % factor];
                means[i] = sum / (factor * factor);
            }

            return means;
        }));
    }
}
