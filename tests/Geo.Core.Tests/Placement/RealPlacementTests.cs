using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Placement;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Placement;

public sealed class RealPlacementTests
{
    [SkippableFact]
    public void Landsat_composites_five_years_apart_lie_within_a_tenth_of_a_pixel()
    {
        // One archive on one grid, in degrees (some 90 m): USGS states 12 m for the geometry of its tier 1.
        MemorySource? before = null;
        foreach (int year in Enumerable.Range(0, 8).Select(i => 1985 + 5 * i))
        {
            var scene = Bytes(SharedData.Path("landsat-pucallpa-series", $"{year}.tif"), (BandRole.Swir1, 1), (BandRole.Nir, 2), (BandRole.Red, 3), (BandRole.Green, 4));
            if (before is not null)
            {
                var shift = SceneAlignment.Measure(scene, before, "before", default);
                Assert.Equal(ShiftState.Fits, shift.State);
                Assert.InRange(shift.Metres!.Value, 0, 9);
            }

            before = scene;
        }
    }

    [SkippableTheory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Aerial_images_six_years_apart_whose_pixels_are_halves_apart_are_found_to_a_tenth(int col, int row)
    {
        // Grids that do not line up: origins differ by 1 to 3 m. Pixels of 10 m made of other pixels of 5 m lie half a pixel apart.
        MemorySource Of(string day) => Bytes(SharedData.Path("naip-rgbn-series", $"m_4709963_se_14_1_{day}.tif"), (BandRole.Red, 1), (BandRole.Green, 2), (BandRole.Nir, 4));
        var reference = Of("20140720").Coarser(2, 0, 0);
        var plain = SceneAlignment.Measure(Of("20200831").Coarser(2, 0, 0), reference, "2014", default);
        var apart = Of("20200831").Coarser(2, col, row);
        var shift = SceneAlignment.Measure(apart.Moved(-5 * col, 5 * row), reference, "2014", default);
        Assert.InRange(plain.Metres!.Value, 0, 10);
        Assert.Equal(plain.EastMetres!.Value - 5 * col, shift.EastMetres!.Value, 1.0);
        Assert.Equal(plain.NorthMetres!.Value + 5 * row, shift.NorthMetres!.Value, 1.0);
    }

    [SkippableFact]
    public void Real_images_of_two_places_give_no_number()
    {
        var here = Bytes(SharedData.Path("naip-rgbn-series", "m_4709963_se_14_1_20140720.tif"), (BandRole.Red, 1));
        var there = Bytes(SharedData.Path("landsat-pucallpa-series", "2020.tif"), (BandRole.Red, 3));
        var told = new MemorySource(here.Grid with { Width = there.Grid.Width, Height = there.Grid.Height }, new Dictionary<BandRole, float[]> { [BandRole.Red] = there.Band(BandRole.Red) });
        Assert.Equal(ShiftState.Unknown, SceneAlignment.Measure(told, here, "here", default).State);
    }

    [SkippableTheory]
    [InlineData(0, 0, FitState.Fits)]
    [InlineData(300, -200, FitState.Shifted)]
    [InlineData(-150, 100, FitState.Shifted)]
    public void Outlines_of_a_real_mine_are_judged_on_a_real_Sentinel_2_image(double east, double north, FitState expected)
    {
        // Twelve parts of a coal mine in Chile drawn by hand (TUM mineseg), in Web Mercator's metres, of which 1.66 make one.
        var image = Bytes(SharedData.Path("mineseg-chile", "s2_tci_patch.tif"), (BandRole.Red, 1), (BandRole.Green, 2), (BandRole.Blue, 3));
        using var mask = Dataset.Open(SharedData.Path("mineseg-chile", "s2_msk_patch.tif"));
        const double MetresOfLatitude = 111_300;
        double metresOfLongitude = MetresOfLatitude * Math.Cos(52.958 * Math.PI / 180);
        List<Geometry> outlines = [.. mask.Polygonize(1, skipZero: true, default).Select(polygon => ChineseOffsets.Move(
            GeometryTransform.Transform(new WKBReader().Read(polygon.Wkb), mask.Grid.Crs, WellKnown.Crs84), (lon, lat) => (lon + east / metresOfLongitude, lat + north / MetresOfLatitude)))];
        var result = RegisterFit.Judge(outlines, image, default);
        Assert.Equal(expected, result.State);
        Assert.InRange(Math.Sqrt(Math.Pow(result.EastMetres - east, 2) + Math.Pow(result.NorthMetres - north, 2)), 0, 40);
    }

    private static MemorySource Bytes(string file, params (BandRole Role, int Number)[] bands)
    {
        using var data = Dataset.Open(file);
        return new MemorySource(data.Grid, bands.ToDictionary(band => band.Role, band =>
        {
            var values = new float[data.Grid.Whole.PixelCount];
            data.Read<float>(band.Number, data.Grid.Whole, values);
            return values.Select(value => value == 0 ? float.NaN : value / 255).ToArray();
        }));
    }
}
