using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tracking;

/// <summary>What a window shows, row by row.</summary>
/// <param name="Ndvi">NaN where not seen clearly.</param>
/// <param name="Cover">Vegetation cover; NaN as there.</param>
/// <param name="Water">True where water.</param>
/// <param name="Hot">Haze-optimised transformation, NaN as there; null without a blue band.</param>
/// <param name="Quality">Why pixels are left out; null where the scene has no mask.</param>
internal sealed record Pixels(float[] Ndvi, float[] Cover, bool[] Water, float[]? Hot, byte[]? Quality);

/// <summary>Reads what a scene's pixels show.</summary>
internal sealed class PixelReader
{
    private readonly IReflectanceSource _source;
    private readonly RestorationRules _rules;
    private readonly SpectralIndex[] _water;

    public PixelReader(IReflectanceSource source, RestorationRules rules, string sceneId)
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

    /// <summary>The window may leave the scene.</summary>
    public Pixels Read(Window window)
    {
        int count = checked((int)window.PixelCount);
        var bands = new Dictionary<BandRole, float[]>();
        float[] ndvi = Index(SpectralIndices.Ndvi);
        float[][] waters = [.. _water.Select(Index)];
        var cover = new float[count];
        var water = new bool[count];
        for (int i = 0; i < count; i++)
        {
            cover[i] = (float)VegetationCover.Of(ndvi[i], _rules.NdviBare, _rules.NdviFull);
            water[i] = waters.Length > 0 && Array.TrueForAll(waters, w => w[i] > _rules.WaterAbove);
        }

        float[]? hot = null;
        if (_source.Roles.Contains(BandRole.Blue))
        {
            float[] blue = Band(BandRole.Blue), red = Band(BandRole.Red);
            hot = new float[count];
            for (int i = 0; i < count; i++) hot[i] = float.IsNaN(ndvi[i]) ? float.NaN : Haze.Hot(blue[i], red[i]);
        }

        byte[]? quality = new byte[count];
        if (!_source.ReadQuality(window, quality)) quality = null;
        return new Pixels(ndvi, cover, water, hot, quality);

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
    }
}
