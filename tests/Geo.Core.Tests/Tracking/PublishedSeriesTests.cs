using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

/// <summary>Series with published means, seen through the observer.</summary>
public class PublishedSeriesTests
{
    /// <summary>A source with this NDVI: red and near infrared that give it.</summary>
    private static MemorySource Source(Grid grid, float[] ndvi) => new(grid,
        (BandRole.Red, [.. ndvi.Select(n => float.IsNaN(n) ? n : (1 - n) / 2)]), (BandRole.Nir, [.. ndvi.Select(n => (1 + n) / 2)]));

    private static TrackedSite Site(Grid grid, double left, double top, double right, double bottom)
    {
        var (x0, y0) = grid.Transform.Apply(left, top);
        var (x1, y1) = grid.Transform.Apply(right, bottom);
        return new("mine_site", "M", GeometryTransform.Transform(GeometryFactory.Default.ToGeometry(new Envelope(x0, x1, y1, y0)), grid.Crs, WellKnown.Crs84));
    }

    [SkippableFact]
    public void Means_valid_shares_and_maxima_of_68_Sentinel_2_dates_are_those_of_eo_learn()
    {
        string folder = SharedData.Path("eolearn-s2-ndvi-series");
        using var ndvi = Dataset.Open(Path.Combine(folder, "ndvi_68dates.tif"));
        using var valid = Dataset.Open(Path.Combine(folder, "is_valid_68dates.tif"));
        using var most = Dataset.Open(Path.Combine(folder, "max_ndvi.tif"));
        using var count = Dataset.Open(Path.Combine(folder, "valid_count.tif"));
        var grid = ndvi.Grid;
        int pixels = (int)grid.Whole.PixelCount;
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "EXPECTED.json")));
        var dates = expected.RootElement.GetProperty("per_date (numpy from these files)").EnumerateArray().ToArray();
        var grounds = new SiteGrounds(new Surroundings([]), RestorationRules.Default);
        (int Col, int Row)[] places = [(3, 4), (50, 50), (77, 20), (99, 100)];
        double[] highest = [.. places.Select(_ => double.NegativeInfinity)], seen = new double[places.Length];
        var (values, mask, counts, maxima) = (new float[pixels], new byte[pixels], new int[pixels], new double[pixels]);
        count.Read<int>(1, grid.Whole, counts);
        most.Read<double>(1, grid.Whole, maxima);
        double seenInAll = 0;
        for (int date = 0; date < dates.Length; date++)
        {
            ndvi.Read<float>(date + 1, grid.Whole, values);
            valid.Read<byte>(date + 1, grid.Whole, mask);
            var scene = new ObservedScene($"d{date}", DateTimeOffset.UnixEpoch);
            float[] clear = [.. values.Select((n, i) => mask[i] != 0 ? n : float.NaN)];
            var masked = new SiteObserver(scene, Source(grid, clear), grounds);
            var o = masked.Observe(Site(grid, 0, 0, grid.Width, grid.Height))!;
            var published = dates[date];
            Assert.Equal(published.GetProperty("valid_fraction").GetDouble(), o.ValidShare, 1e-6);
            if (published.GetProperty("ndvi_mean_valid").ValueKind == JsonValueKind.Null) Assert.Null(o.NdviMean);
            else Assert.Equal(published.GetProperty("ndvi_mean_valid").GetDouble(), o.NdviMean!.Value, 2e-6);
            seenInAll += o.ValidShare * pixels;

            // Sites of a single pixel: the maximum over all dates, without the mask, and how often it is valid.
            var bare = new SiteObserver(scene, Source(grid, values), grounds);
            for (int p = 0; p < places.Length; p++)
            {
                var site = Site(grid, places[p].Col, places[p].Row, places[p].Col + 1, places[p].Row + 1) with { Code = $"P{p}" };
                highest[p] = Math.Max(highest[p], bare.Observe(site)?.NdviMean ?? double.NegativeInfinity);
                seen[p] += masked.Observe(site)?.ValidShare ?? 0;
            }
        }

        Assert.Equal(counts.Sum(), seenInAll, 0.1);
        for (int p = 0; p < places.Length; p++)
        {
            int at = places[p].Row * grid.Width + places[p].Col;
            Assert.Equal(maxima[at], highest[p], 1e-5);
            Assert.Equal(counts[at], seen[p], 1e-4);
        }
    }

    [SkippableFact]
    public void Means_of_35_years_of_Landsat_are_those_of_numpy()
    {
        string folder = SharedData.Path("landsat-pucallpa-series");
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "EXPECTED.json")));
        var grounds = new SiteGrounds(new Surroundings([]), RestorationRules.Default);
        foreach (var year in expected.RootElement.GetProperty("files").EnumerateObject())
        {
            using var file = Dataset.Open(Path.Combine(folder, year.Name));
            var grid = file.Grid;
            var (nir, red) = (new float[grid.Whole.PixelCount], new float[grid.Whole.PixelCount]);
            file.Read<float>(2, grid.Whole, nir);
            file.Read<float>(3, grid.Whole, red);
            bool[] isValid = [.. Enumerable.Range(1, 4).Select(band => { var v = new byte[nir.Length]; file.Read<byte>(band, grid.Whole, v); return v; })
                .Aggregate(Enumerable.Repeat(true, nir.Length), (all, band) => all.Zip(band, (a, b) => a && b != 0))];
            float[] Valid(float[] v) => [.. v.Select((x, i) => isValid[i] ? x : float.NaN)];
            var source = new MemorySource(grid, (BandRole.Nir, Valid(nir)), (BandRole.Red, Valid(red)));
            var o = new SiteObserver(new ObservedScene(year.Name, DateTimeOffset.UnixEpoch), source, grounds).Observe(Site(grid, 0, 0, grid.Width, grid.Height))!;
            Assert.Equal(year.Value.GetProperty("ndvi8bit_mean").GetDouble(), o.NdviMean!.Value, 1e-4);
        }
    }
}
