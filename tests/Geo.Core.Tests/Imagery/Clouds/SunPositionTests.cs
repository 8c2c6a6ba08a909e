using System.Globalization;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Clouds;

public sealed class SunPositionTests
{
    [Fact]
    public void The_sun_stands_where_the_worked_example_of_NREL_has_it()
    {
        // Reda & Andreas 2004, https://doi.org/10.1016/j.solener.2003.12.003, table A5.1: 2003-10-17 12:30:30 at UTC−7; elevation before refraction.
        var sun = SunPosition.Of(new DateTimeOffset(2003, 10, 17, 12, 30, 30, TimeSpan.FromHours(-7)), -105.1786, 39.742476);
        Assert.Equal(194.340241, sun.AzimuthDegrees, 0.03);
        Assert.Equal(39.872046, sun.ElevationDegrees, 0.03);
    }

    [SkippableFact]
    public void The_sun_stands_where_the_metadata_of_a_Landsat_scene_have_it()
    {
        string[] mtl = File.ReadAllLines(SharedData.Path("landsat-c2l2-008059-mixed", "LC08_L2SP_008059_20191201_20200825_02_T1_MTL.txt"));
        string Of(string key) => mtl.Select(line => line.Split('=')).First(parts => parts[0].Trim() == key)[1].Trim().Trim('"');
        double Number(string key) => double.Parse(Of(key), CultureInfo.InvariantCulture);
        double Middle(string axis) => new[] { "UL", "UR", "LL", "LR" }.Average(corner => Number($"CORNER_{corner}_{axis}_PRODUCT"));
        var at = DateTimeOffset.Parse($"{Of("DATE_ACQUIRED")}T{Of("SCENE_CENTER_TIME")}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var sun = SunPosition.OfScene(at, Middle("LON"), Middle("LAT"));
        Assert.Equal(Number("SUN_AZIMUTH"), sun.AzimuthDegrees, 0.2);
        Assert.Equal(Number("SUN_ELEVATION"), sun.ElevationDegrees, 0.2);
    }

    [Fact]
    public void A_bare_date_is_taken_for_half_past_ten_by_the_sun()
    {
        // Midnight UTC at 110°E is 07:20 by the sun; midnight at 170°W 12:40, which may be true.
        var sun = SunPosition.OfScene(new DateTimeOffset(2025, 12, 20, 0, 0, 0, TimeSpan.Zero), 110, 40.5);
        Assert.InRange(sun.ElevationDegrees, 20, 26);
        Assert.InRange(sun.AzimuthDegrees, 150, 165);
    }
}
