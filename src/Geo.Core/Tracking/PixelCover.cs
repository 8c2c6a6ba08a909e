using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tracking;

/// <summary>NDVI, vegetation cover and water of a scene's pixels.</summary>
internal sealed class PixelCover
{
    private readonly IReflectanceSource _source;
    private readonly RestorationRules _rules;
    private readonly SpectralIndex[] _water;

    public PixelCover(IReflectanceSource source, RestorationRules rules, string sceneId)
    {
        (_source, _rules) = (source, rules);
        if (Needed.FirstOrDefault(r => !source.Roles.Contains(r)) is var missing and not BandRole.Other)
        {
            throw new InputException($"scene {sceneId}", missing.ToString(), "the scene does not have this band", "observe sites on scenes with red and near infrared");
        }

        // Both where both can be had: a dark heap passes one of them, water passes both.
        _water = [.. new[] { SpectralIndices.Ndwi, SpectralIndices.Mndwi }.Where(i => i.Needs.All(source.Roles.Contains))];
    }

    public static IReadOnlyList<BandRole> Needed { get; } = [BandRole.Nir, BandRole.Red];

    /// <summary>NaN where there is no data; the window may leave the scene.</summary>
    public (float[] Ndvi, float[] Cover, bool[] Water) Read(Window window)
    {
        int count = checked((int)window.PixelCount);
        var bands = new Dictionary<BandRole, float[]>();
        float[] Band(BandRole role)
        {
            if (!bands.TryGetValue(role, out float[]? values))
            {
                values = new float[count];
                _source.Read(role, window, values);
                bands.Add(role, values);
            }

            return values;
        }

        float[] Index(SpectralIndex index)
        {
            var into = new float[count];
            index.Of([.. index.Needs.Select(Band)], count, into);
            return into;
        }

        float[] ndvi = Index(SpectralIndices.Ndvi);
        float[][] waters = [.. _water.Select(Index)];
        var cover = new float[count];
        var water = new bool[count];
        for (int i = 0; i < count; i++)
        {
            cover[i] = (float)VegetationCover.Of(ndvi[i], _rules.NdviBare, _rules.NdviFull);
            water[i] = waters.Length > 0 && Array.TrueForAll(waters, w => w[i] > _rules.WaterAbove);
        }

        return (ndvi, cover, water);
    }
}
