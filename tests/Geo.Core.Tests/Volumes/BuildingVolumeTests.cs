using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Vectors;
using Geo.Core.Volumes;
using Geo.Testing;

namespace Geo.Core.Tests.Volumes;

public class BuildingVolumeTests
{
    /// <summary>EXPECTED.json: shares by OGR Intersection, sums by numpy (see SOURCE.md there).</summary>
    [SkippableFact]
    public void All_84_buildings_agree_with_numpy_to_a_tenth_of_a_percent()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("opengeos-dsm-dtm", "EXPECTED.json")));
        using var dsm = HeightRaster.Open(SharedData.Path("opengeos-dsm-dtm", "dsm.tif"));
        using var dtm = HeightRaster.Open(SharedData.Path("opengeos-dsm-dtm", "dtm.tif"));
        VectorLayer buildings = VectorFile.Read(SharedData.Path("opengeos-dsm-dtm", "buildings.geojson"));
        var toPlane = GeometryTransform.Of(buildings.Crs!, dsm.Grid.Crs);
        HeightSurface surface = HeightSurface.Of(dsm), ground = HeightSurface.Of(dtm);
        // numpy's figures above the lowest cell leave out what the terrain model does not have.
        HeightSurface both = surface with
        {
            Read = (window, into) =>
            {
                var below = new float[into.Length];
                dsm.Read(window, into);
                dtm.Read(window, below);
                for (int i = 0; i < below.Length; i++) if (float.IsNaN(below[i])) into[i] = float.NaN;
            },
        };
        int measured = 0;
        foreach (JsonElement one in expected.RootElement.GetProperty("features").EnumerateArray())
        {
            JsonElement exact = one.GetProperty("exact_fraction");
            double Of(string name) => exact.GetProperty(name).GetDouble();
            var toe = toPlane(buildings.Features[one.GetProperty("index").GetInt32()].Geometry!);
            var above = VolumeMeter.Default.Measure(surface, toe, new VolumeOptions(VolumeBase.Model, ground), null, default);
            Near(Of("covered_m2"), above.CoveredM2);
            Near(Of("fill_above_dtm_m3"), above.FillM3);
            Near(Of("cut_below_dtm_m3"), above.CutM3);
            Near(Of("net_m3"), above.NetM3);
            Near(one.GetProperty("area_m2_utm18n").GetDouble(), above.FootprintM2);
            var lowest = VolumeMeter.Default.Measure(both, toe, new VolumeOptions(VolumeBase.Lowest), null, default);
            Near(Of("above_lowest_dsm_cell_m3"), lowest.NetM3);
            Near(Of("lowest_dsm_m"), lowest.BaseHeightM);
            measured++;
        }

        Assert.Equal(84, measured);

        static void Near(double expected, double actual) =>
            Assert.True(Math.Abs(actual - expected) <= 1e-3 * Math.Abs(expected) + 1e-3, $"{actual}, expected {expected}");
    }
}
