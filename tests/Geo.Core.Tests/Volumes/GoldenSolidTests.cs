using Geo.Core.Volumes;

namespace Geo.Core.Tests.Volumes;

public class GoldenSolidTests
{
    public static TheoryData<string, int, double, double> Cases()
    {
        var cases = new TheoryData<string, int, double, double>();
        foreach (string solid in (string[])["cone", "frustum", "pyramid", "pyramid on a slope", "cone on a slope"])
        {
            foreach (double turn in (double[])[0, 17, 45])
            {
                cases.Add(solid, 20, turn, 0.005);
                cases.Add(solid, 100, turn, 0.001);
            }
        }

        return cases;
    }

    // Volumes by Euclid: πr²h/3, πh/3 (R² + Rr + r²), a²h/3; a slope lifts surface and base alike.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Solids_are_met_within_a_tenth_of_a_percent_at_100_cells_and_half_a_percent_at_20(string name, int across, double turn, double within)
    {
        Solid solid = Named(name);
        double cell = 20.0 / across;
        HeightSurface surface = solid.Sampled(cell, across + across / 2, turn);
        foreach (VolumeBase kind in (VolumeBase[])[VolumeBase.Plane, VolumeBase.Triangulated])
        {
            var measured = VolumeMeter.Default.Measure(surface, solid.Outline(), new VolumeOptions(kind), null, default);
            Assert.InRange(measured.FillM3 / solid.Volume, 1 - within, 1 + within);
            Assert.InRange(measured.NetM3 / solid.Volume, 1 - within, 1 + within);
            Assert.InRange(measured.CutM3, 0, 0.002 * solid.Volume);
        }
    }

    [Fact]
    public void A_pit_is_cut_and_a_pile_is_fill_and_their_sizes_are_never_summed()
    {
        // WebODM#1992 and #429: a pile and a pit of the same size, side by side, in one toe line.
        Solid cone = Solid.Cone(8, 4), pair = new((x, y) => cone.Height(x - 10, y) - cone.Height(x + 10, y), [(-20, -10), (20, -10), (20, 10), (-20, 10)], 0);
        var measured = VolumeMeter.Default.Measure(pair.Sampled(0.2, 240), pair.Outline(), new VolumeOptions(), null, default);
        Assert.Equal(1, measured.FillM3 / cone.Volume, 2e-3);
        Assert.Equal(1, measured.CutM3 / cone.Volume, 2e-3);
        Assert.Equal(0, measured.NetM3, 1e-2);
        Solid pit = new((x, y) => -cone.Height(x, y), cone.Toe, cone.Volume);
        var dug = VolumeMeter.Default.Measure(pit.Sampled(0.2, 120), pit.Outline(), new VolumeOptions(), null, default);
        Assert.Equal(1, dug.CutM3 / cone.Volume, 2e-3);
        Assert.True(dug.NetM3 < 0 && dug.FillM3 < 0.01 && dug.NetM3 == dug.FillM3 - dug.CutM3);
        Assert.DoesNotContain(dug.Bases, b => b.Base == VolumeBase.Lowest);
    }

    [Fact]
    public void Height_footprint_and_surface_are_the_solids_own()
    {
        Solid cone = Solid.Cone(10, 5);
        var measured = VolumeMeter.Default.Measure(cone.Sampled(0.1, 300), cone.Outline(), new VolumeOptions(), null, default);
        Assert.Equal(Math.PI * 100, measured.FootprintM2, 0.02);
        Assert.Equal(Math.PI * 100, measured.CoveredM2, 0.02);
        Assert.Equal(5, measured.HeightMaxM, 0.05);
        Assert.Equal(1000, measured.BaseHeightM, 0.005);
        // πr√(r² + h²)
        Assert.Equal(Math.PI * 10 * Math.Sqrt(125), measured.SurfaceM2, 1.0);
    }

    private static Solid Named(string name) => name switch
    {
        "cone" => Solid.Cone(10, 5),
        "frustum" => Solid.Frustum(10, 5, 4),
        "pyramid" => Solid.Pyramid(20, 6, 30, 0, 0),
        "pyramid on a slope" => Solid.Pyramid(20, 6, 30, 0.12, -0.07),
        _ => Solid.Cone(10, 5, (x, y) => 0.1 * x + 0.05 * y),
    };
}
