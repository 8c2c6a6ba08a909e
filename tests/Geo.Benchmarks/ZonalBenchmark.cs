using BenchmarkDotNet.Attributes;
using Geo.Core;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>99 sites of about 4,600 pixels on a raster in memory: coverage and statistics without decoding.</summary>
public class ZonalBenchmark
{
    private readonly Grid _grid = new(GeoTransform.NorthUp(0, 40_000, 10, 10), 4000, 4000, new SpatialReference("", null));
    private readonly float[] _values = new float[4000 * 4000];
    private Geometry[] _sites = [];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (int i = 0; i < _values.Length; i++) _values[i] = random.NextSingle();
        _sites = [.. Enumerable.Range(0, 99).Select(_ => new Point(1000 + 38_000 * random.NextDouble(), 1000 + 38_000 * random.NextDouble()).Buffer(383, 16))];
    }

    [Benchmark]
    public double Coverages() => _sites.Sum(site => Coverage.Of(site, _grid).Sum);

    [Benchmark]
    public double MeanAndSpread() => Table(["mean", "stdev", "min", "max", "count"]);

    [Benchmark]
    public double WithQuantiles() => Table(["mean", "stdev", "min", "max", "count", "q05", "median", "q95"]);

    private double Table(string[] names) => ZonalTable.Of(_grid, Read, _sites, new ZonalOptions(names), null, default).Sum(row => names.Sum(name => row[name]));

    private void Read(Window window, Span<float> into)
    {
        for (int row = 0; row < window.Height; row++)
        {
            _values.AsSpan((window.Row + row) * _grid.Width + window.Col, window.Width).CopyTo(into[(row * window.Width)..]);
        }
    }
}
