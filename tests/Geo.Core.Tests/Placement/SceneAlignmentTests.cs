using Geo.Core.Imagery;
using Geo.Core.Placement;

namespace Geo.Core.Tests.Placement;

/// <summary>Known shifts are found again: the simulated scenes of all dates lie on one grid, and a coarser scene is made of whole pixels of a finer one.</summary>
public sealed class SceneAlignmentTests
{
    private static readonly MemorySource s_july = SimulatedScenes.Scene(11, 2), s_spring = SimulatedScenes.Scene(11, 5);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, -20)]
    [InlineData(3.7, -8.2)]
    [InlineData(52.4, 91.1)]
    [InlineData(-260, 333.3)]
    [InlineData(-600, 640)]
    public void A_scene_of_another_season_that_is_told_to_lie_elsewhere_is_found_to_a_tenth_of_a_pixel(double east, double north) =>
        AssertShift(SceneAlignment.Measure(s_spring.Moved(east, north), s_july, "july", default), east, north, 10);

    [Fact]
    public void A_cloudy_scene_is_found_by_what_shows_between_the_clouds()
    {
        // 16 % of cloud and as much shadow, which the product's mask leaves out.
        var cloudy = SimulatedScenes.Scene(11, 3);
        AssertShift(SceneAlignment.Measure(cloudy.Moved(23.3, -14.9), s_july, "july", default), 23.3, -14.9, 10);
    }

    [Theory]
    [InlineData(BandRole.Nir, BandRole.Red)]
    [InlineData(BandRole.Swir1, BandRole.Green)]
    public void Bands_that_show_the_ground_otherwise_are_matched_too(BandRole ofScene, BandRole ofReference)
    {
        // Fields are bright in one and dark in the other.
        var shift = SceneAlignment.Measure(s_spring.Only(ofScene, BandRole.Nir).Moved(17.2, 5.6), s_july.Only(ofReference, BandRole.Red), "july", default);
        AssertShift(shift, 17.2, 5.6, 10);
    }

    [Theory]
    [InlineData(3, 1, 2, 0, 0)]
    [InlineData(3, 2, 1, 17, -21)]
    [InlineData(5, 1, 4, 0, 0)]
    [InlineData(5, 3, 2, -33, 60)]
    public void A_coarser_sensor_on_a_grid_that_does_not_line_up_is_found_to_a_tenth_of_its_pixel(int factor, int col, int row, double east, double north)
    {
        var coarse = s_spring.Coarser(factor, col, row).Moved(east, north);
        AssertShift(SceneAlignment.Measure(coarse, s_july, "july", default), east, north, 10 * factor);
        // And the other way round.
        AssertShift(SceneAlignment.Measure(s_july, coarse, "coarse", default), -east, -north, 10 * factor);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Two_coarse_scenes_whose_pixels_are_fractions_apart_are_found_to_a_tenth(int apart)
    {
        // Pixels of 50 m made of other pixels of 10 m: the grids are fifths of a pixel apart, and noise of 2 % is added.
        var one = Noisy(s_july.Coarser(5, 0, 0), 1);
        var other = Noisy(s_spring.Coarser(5, apart, 4 - apart), 2);
        // Told to lie on the grid of the first: its content is then so many fifths off.
        var told = new MemorySource(one.Grid with { Width = other.Grid.Width, Height = other.Grid.Height }, other.Roles.ToDictionary(role => role, other.Band));
        AssertShift(SceneAlignment.Measure(told, one, "one", default), -10 * apart, 10 * (4 - apart), 50);
    }

    [Fact]
    public void A_scene_over_one_pixel_off_is_called_off()
    {
        Assert.Equal(ShiftState.Fits, SceneAlignment.Measure(s_spring.Moved(6, 6), s_july, "july", default).State);
        Assert.Equal(ShiftState.Off, SceneAlignment.Measure(s_spring.Moved(8, 8), s_july, "july", default).State);
    }

    [Fact]
    public void Scenes_that_have_nothing_in_common_give_no_number()
    {
        // The same ground upside down.
        AssertUnknown(SceneAlignment.Measure(Filled(s_july, i => s_spring.Band(BandRole.Red)[^(i + 1)]), s_july, "july", default));
        // Another place altogether, a band of one value, and noise.
        AssertUnknown(SceneAlignment.Measure(s_spring.Moved(900_000, 0), s_july, "july", default));
        AssertUnknown(SceneAlignment.Measure(Filled(s_july, _ => 0.2f), s_july, "july", default));
        ulong state = 5;
        AssertUnknown(SceneAlignment.Measure(Filled(s_july, _ => (float)SplitMix64.Unit(ref state)), s_july, "july", default));
        AssertUnknown(SceneAlignment.Measure(Filled(s_july, _ => float.NaN), s_july, "july", default));
    }

    private static MemorySource Filled(MemorySource like, Func<int, float> value) =>
        new(like.Grid, new Dictionary<BandRole, float[]> { [BandRole.Red] = [.. Enumerable.Range(0, (int)like.Grid.Whole.PixelCount).Select(value)] });

    private static MemorySource Noisy(MemorySource source, ulong seed) => new(source.Grid, source.Roles.ToDictionary(role => role, role =>
    {
        ulong state = seed + (ulong)role;
        return source.Band(role).Select(value => value * (1 + 0.07f * (float)(SplitMix64.Unit(ref state) - 0.5))).ToArray();
    }));

    private static void AssertUnknown(SceneShift shift)
    {
        Assert.Equal(ShiftState.Unknown, shift.State);
        Assert.Null(shift.EastMetres);
        Assert.Null(shift.NorthMetres);
    }

    private static void AssertShift(SceneShift shift, double east, double north, double pixel)
    {
        Assert.NotEqual(ShiftState.Unknown, shift.State);
        Assert.InRange(shift.EastMetres!.Value, east - 0.1 * pixel, east + 0.1 * pixel);
        Assert.InRange(shift.NorthMetres!.Value, north - 0.1 * pixel, north + 0.1 * pixel);
        Assert.InRange(shift.UncertaintyMetres!.Value, 0, 0.1 * pixel);
    }
}
