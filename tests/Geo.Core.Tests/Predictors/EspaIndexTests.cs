using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Testing;

namespace Geo.Core.Tests.Predictors;

/// <summary>Against the index layers that USGS ESPA made of the same Landsat 7 bands (counts of 1e-4, rounded).</summary>
public class EspaIndexTests
{
    [SkippableTheory]
    [InlineData("ndvi", "NDVI", 1)]
    [InlineData("savi", "SAVI", 1)]
    [InlineData("ndmi", "NDBI", -1)]     // NDMI = (N − S1) / (N + S1)
    public void Index_is_that_of_ESPA_to_half_a_count(string layer, string name, int sign)
    {
        var index = SpectralIndices.All.Single(i => i.Name == name);
        float[] theirs = Read(layer);
        float[][] bands = [.. index.Needs.Select(role => Read("sr_band" + role switch
        {
            BandRole.Red => 3,
            BandRole.Nir => 4,
            BandRole.Swir1 => 5,
            _ => throw new ArgumentOutOfRangeException(role.ToString()),
        }).Select(dn => dn / 10_000).ToArray())];
        var ours = new float[theirs.Length];
        index.Of(bands, ours.Length, ours);
        int compared = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            // Valid pixels as SOURCE.md counts them: reflectance within (0, 1] in every band, index not at its limits.
            if (bands.Any(b => b[i] is <= 0 or > 1) || Math.Abs(theirs[i]) > 9_999) continue;
            compared++;
            Assert.Equal(theirs[i], sign * ours[i] * 10_000, 0.51f);
        }

        Assert.InRange(compared, 55_000, 62_694);
    }

    private static float[] Read(string layer)
    {
        using var data = Dataset.Open(SharedData.Path("landsat7-espa-indices", $"LE70230282011250EDC00_{layer}.tif"));
        var values = new float[data.Width * data.Height];
        data.Read<float>(1, new Window(0, 0, data.Width, data.Height), values);
        return values;
    }
}
